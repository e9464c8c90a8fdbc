"""Threads, on both databases."""

from dataclasses import replace

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import ThreadState
from civiltongue.storage import threads
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import a_comment, a_thread, an_author, an_id, ask, new_thread, tell
from tests.storage.racing import race


def test_a_thread_comes_back_as_it_was_stored(database, site) -> None:
    thread = new_thread(site, key="id:harbour")

    tell(database, threads.add, thread)

    assert ask(database, threads.get, site.id, thread.id) == thread
    assert ask(database, threads.keyed, site.id, "id:harbour") == thread
    assert tell(database, threads.lock, site.id, thread.id) == thread


def test_another_site_sees_nothing_of_it(database, thread, other_site) -> None:
    tell(database, threads.set_state, other_site.id, thread.id, ThreadState.CLOSED)
    tell(database, threads.raise_version, other_site.id, thread.id, shown=5)

    assert ask(database, threads.get, other_site.id, thread.id) is None
    assert ask(database, threads.keyed, other_site.id, thread.key) is None
    assert ask(database, threads.version, other_site.id, thread.id) == 0
    assert ask(database, threads.get, thread.site_id, thread.id) == thread


def test_two_sites_may_have_a_story_of_the_same_key(database, site, other_site) -> None:
    first, second = a_thread(database, site, key="id:1"), a_thread(database, other_site, key="id:1")

    assert ask(database, threads.keyed, site.id, "id:1").id == first.id
    assert ask(database, threads.keyed, other_site.id, "id:1").id == second.id


def test_of_two_that_open_a_story_s_thread_at_once_one_is_first(database, site) -> None:
    for number in range(10):
        contestants = [new_thread(site, key=f"id:{number}") for _ in range(2)]

        outcomes = race(
            *(lambda thread=thread: tell(database, threads.add, thread) for thread in contestants)
        )

        refusals = [outcome for outcome in outcomes if outcome is not None]
        assert [(refusal.table, refusal.columns) for refusal in refusals] == [
            ("threads", frozenset({"site_id", "key"}))
        ]
        assert isinstance(refusals[0], Duplicate)
        assert ask(database, threads.keyed, site.id, f"id:{number}") == contestants[outcomes.index(None)]


def test_whatever_changes_a_thread_raises_its_version(database, site, thread) -> None:
    facts = StoryFacts("The new harbour", "", ())

    tell(database, threads.change, site.id, thread.id, facts=facts, url="https://x.example/", trusted=False)
    tell(database, threads.set_state, site.id, thread.id, ThreadState.CLOSED)
    tell(database, threads.raise_version, site.id, thread.id)

    expected = replace(
        thread, facts=facts, url="https://x.example/", trusted=False, state=ThreadState.CLOSED, version=4
    )
    assert ask(database, threads.get, site.id, thread.id) == expected
    assert ask(database, threads.version, site.id, thread.id) == 4


def test_raising_at_the_same_time_loses_no_version(database, site, thread) -> None:
    race(*[lambda: tell(database, threads.raise_version, site.id, thread.id, shown=1)] * 12)

    assert ask(database, threads.version, site.id, thread.id) == 13
    assert ask(database, threads.shown, site.id, thread.id) == 12


def test_counts_are_those_of_what_readers_see(database, site, other_site) -> None:
    thread, empty = a_thread(database, site, key="id:1"), a_thread(database, site, key="id:2")
    a_thread(database, other_site, key="id:3")
    author = an_author(database, site)
    a_comment(database, thread, author)

    counts = ask(database, threads.counts, site.id, ["id:1", "id:2", "id:3", "id:unknown"])

    assert counts == {"id:1": 1, "id:2": 0}
    assert ask(database, threads.shown, site.id, empty.id) == 0


def test_many_stories_are_counted_at_once(database, site) -> None:
    a_thread(database, site, key="id:1")

    assert ask(database, threads.counts, site.id, [f"id:{number}" for number in range(5_000)]) == {"id:1": 0}


def test_unknown_threads_are_none(database, site) -> None:
    assert ask(database, threads.get, site.id, an_id()) is None
    assert tell(database, threads.lock, site.id, an_id()) is None
    assert ask(database, threads.shown, site.id, an_id()) == 0
