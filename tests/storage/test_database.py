"""Reads that are consistent, and writes that are durable together or not at all, on both databases."""

from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from civiltongue.errors import SetupInvalid, Unavailable
from civiltongue.storage import authors, sites, threads
from civiltongue.storage.database import Database
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import a_site, an_id, ask, new_author, new_thread, tell
from tests.storage.racing import race


class Broken(Exception):
    """What a work raises in these tests."""


def test_a_write_returns_what_its_work_returns(database) -> None:
    assert database.write(lambda connection: connection.execute(text("SELECT 7")).scalar()) == 7


def test_a_work_that_raises_is_undone_and_its_exception_reaches_the_caller(database, site) -> None:
    def work(connection):
        authors.add(connection, new_author(site, "Ada"))
        sites.set_key(connection, site.id, "never")
        raise Broken

    with pytest.raises(Broken):
        database.write(work)

    assert ask(database, sites.with_key, "never") is None


def test_writing_goes_on_after_a_work_that_raised(database, site) -> None:
    with pytest.raises(DBAPIError):
        database.write(lambda connection: connection.execute(text("SELECT wrong")))

    tell(database, sites.set_key, site.id, "new")

    assert ask(database, sites.with_key, "new").id == site.id


def test_a_row_without_what_it_refers_to_is_refused_as_no_duplicate(database, site) -> None:
    stranger = new_thread(site)

    with pytest.raises(IntegrityError) as refusal:
        tell(database, threads.add, type(stranger)(**{**_fields(stranger), "site_id": an_id()}))

    assert refusal.value.__cause__ is not refusal.value


def test_many_threads_that_write_each_get_their_own_result(database, site) -> None:
    def contestant(place):
        def work(connection):
            threads.add(connection, thread)
            return thread.id

        results = []
        for _ in range(10):
            thread = new_thread(site)
            results.append((thread.id, database.write(work)))
        return results

    outcomes = race(*(lambda place=place: contestant(place) for place in range(12)))

    pairs = [pair for outcome in outcomes for pair in outcome]
    assert len(pairs) == 120
    assert all(written == returned for written, returned in pairs)
    assert all(ask(database, threads.get, site.id, thread_id) for thread_id, _ in pairs)


def test_of_many_racing_for_one_row_one_wins_and_the_others_learn_which_index(database) -> None:
    contestants = [lambda: a_site(database, "lantern") for _ in range(8)]

    outcomes = race(*contestants)

    refusals = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refusals) == 7
    assert {(type(refusal), refusal.table, refusal.columns) for refusal in refusals} == {
        (Duplicate, "sites", frozenset({"name"}))
    }


def test_a_read_sees_one_moment_from_beginning_to_end(database, site) -> None:
    with database.read() as connection:
        before = sites.version(connection, site.id)
        tell(database, sites.raise_version, site.id)
        assert sites.version(connection, site.id) == before

    assert ask(database, sites.version, site.id) == before + 1


def test_a_read_cannot_write(database, site) -> None:
    for _ in range(2):
        with pytest.raises((DBAPIError, Unavailable)), database.read() as connection:
            sites.set_key(connection, site.id, "stolen")

    assert ask(database, sites.with_key, "stolen") is None


def test_a_read_waits_for_no_writer(database, site) -> None:
    entered, leave = Event(), Event()

    def work(connection):
        sites.raise_version(connection, site.id)
        entered.set()
        leave.wait()

    writer = Thread(target=lambda: database.write(work))
    writer.start()
    entered.wait()
    try:
        version = ask(database, sites.version, site.id)
    finally:
        leave.set()
        writer.join()

    assert ask(database, sites.version, site.id) == version + 1


def test_a_closed_database_refuses(database) -> None:
    database.close()

    with pytest.raises(Unavailable):
        database.write(lambda _: None)
    with pytest.raises(Unavailable):
        ask(database, sites.every)


def test_a_database_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(SetupInvalid, match="mysql"):
        Database("mysql://localhost/comments")


def test_a_server_that_is_not_there_is_unavailable() -> None:
    database = Database("postgresql://postgres@127.0.0.1:1/nowhere")

    with pytest.raises(Unavailable):
        ask(database, sites.every)
    with pytest.raises(Unavailable):
        database.write(lambda _: None)
    database.close()


def test_a_folder_that_is_not_there_is_unavailable(tmp_path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'missing' / 'house.sqlite'}")

    with pytest.raises(Unavailable):
        ask(database, sites.every)
    with pytest.raises(Unavailable):
        database.write(lambda _: None)
    database.close()


def test_a_file_that_is_no_database_is_refused(tmp_path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear editor, " * 100)
    database = Database(f"sqlite:///{file}")

    with pytest.raises(SetupInvalid, match=r"letter\.txt"):
        ask(database, sites.every)
    with pytest.raises(SetupInvalid, match=r"letter\.txt"):
        database.write(lambda _: None)
    database.close()


def _fields(thread) -> dict:
    return {name: getattr(thread, name) for name in thread.__slots__}
