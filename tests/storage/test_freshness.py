"""What ready bytes ask before they are served, on both databases."""

import pytest

from civiltongue.domain.thread import ThreadState
from civiltongue.errors import Unavailable
from civiltongue.storage import sites, threads
from civiltongue.storage.database import Database
from civiltongue.storage.freshness import Freshness, Versions
from tests.storage.children import begin, child
from tests.storage.making import a_thread, an_id, tell
from tests.storage.racing import race


@pytest.fixture
def freshness(database):
    freshness = Freshness(database)
    yield freshness
    freshness.close()


def test_the_versions_of_a_story_are_those_of_its_thread_and_its_site(
    database, freshness, site, thread
) -> None:
    version = _site_version(database, site)

    assert freshness.versions(site.name, thread.key) == (thread.id, 1, version)
    assert freshness.thread_versions(site.name, thread.id) == Versions(thread.id, 1, version)


def test_a_story_without_a_thread_has_only_the_site_s_version(database, freshness, site) -> None:
    expected = Versions(None, 0, _site_version(database, site))

    assert freshness.versions(site.name, "id:unknown") == expected
    assert freshness.thread_versions(site.name, an_id()) == expected


def test_an_unknown_site_has_none(freshness, thread) -> None:
    assert freshness.versions("nowhere", thread.key) is None
    assert freshness.thread_versions("nowhere", thread.id) is None


def test_a_thread_of_another_site_is_none_of_this_one(freshness, thread, other_site) -> None:
    assert freshness.versions(other_site.name, thread.key).thread_id is None
    assert freshness.thread_versions(other_site.name, thread.id).thread_id is None


def test_every_write_is_seen_at_once(database, freshness, site, thread) -> None:
    before = freshness.versions(site.name, thread.key)

    tell(database, threads.set_state, site.id, thread.id, ThreadState.CLOSED)
    tell(database, sites.raise_version, site.id)

    after = freshness.versions(site.name, thread.key)
    assert after == Versions(thread.id, before.thread + 1, before.site + 1)


def test_a_new_thread_is_seen_at_once(database, freshness, site) -> None:
    assert freshness.versions(site.name, "id:new").thread_id is None

    thread = a_thread(database, site, key="id:new")

    assert freshness.versions(site.name, "id:new").thread_id == thread.id


def test_equal_tokens_say_that_nothing_was_written(database, freshness, site) -> None:
    before = freshness.token()
    assert freshness.token() == before

    tell(database, sites.raise_version, site.id)

    if database.is_sqlite:
        assert freshness.token() != before
    else:
        assert freshness.token() is None


def test_a_write_between_two_tokens_is_told_also_where_versions_were_asked_between(
    database, freshness, site, thread
) -> None:
    before = freshness.token()
    tell(database, sites.raise_version, site.id)
    freshness.versions(site.name, thread.key)

    assert database.is_sqlite == (freshness.token() != before)


def test_what_another_process_writes_is_seen(database, freshness, site, thread) -> None:
    token, versions = freshness.token(), freshness.versions(site.name, thread.key)

    with child("raise-version", database.url, site.id, thread.id) as process:
        begin(process)
        assert process.stdout.readline() == "done\n"

    assert database.is_sqlite == (freshness.token() != token)
    assert freshness.versions(site.name, thread.key).thread == versions.thread + 1


def test_many_threads_ask_while_others_write(database, freshness, site, thread) -> None:
    """No answer is older than what was acknowledged before the question."""

    def write() -> list[bool]:
        for _ in range(30):
            tell(database, threads.raise_version, site.id, thread.id)
        return [True]

    def ask_often() -> list[bool]:
        answers = []
        for _ in range(100):
            acknowledged = tell(database, threads.version, site.id, thread.id)
            answers.append(freshness.versions(site.name, thread.key).thread >= acknowledged)
            freshness.token()
        return answers

    outcomes = race(write, ask_often, ask_often, ask_often)

    assert all(isinstance(outcome, list) and all(outcome) for outcome in outcomes), outcomes


def test_a_token_taken_after_a_write_differs_from_every_one_before(database, freshness, site) -> None:
    if not database.is_sqlite:
        assert freshness.token() is None
        return
    seen = set()
    for _ in range(20):
        token = freshness.token()
        assert token not in seen
        seen.add(token)
        tell(database, sites.raise_version, site.id)


def test_connections_that_the_server_ended_are_replaced(database, freshness, site, request) -> None:
    race(*[lambda: freshness.versions(site.name, "id:1")] * 3)

    if not database.is_sqlite:
        name = database.engine.url.database
        ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        request.getfixturevalue("postgresql_server").run(ended)

    assert freshness.versions(site.name, "id:1").thread_id is None
    assert tell(database, sites.version, site.id)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    database = Database("postgresql://postgres@127.0.0.1:1/nowhere")

    with pytest.raises(Unavailable):
        Freshness(database).versions("lantern", "id:1")


def test_a_folder_that_is_not_there_is_unavailable(tmp_path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'missing' / 'house.sqlite'}")

    with pytest.raises(Unavailable):
        Freshness(database)


def test_a_database_that_has_no_tables_yet_is_unavailable(tmp_path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'house.sqlite'}")
    freshness = Freshness(database)

    with pytest.raises(Unavailable):
        freshness.versions("lantern", "id:1")
    freshness.close()


def _site_version(database, site) -> int:
    version: int = tell(database, sites.version, site.id)
    return version
