"""What waits for a moderator, and readers' reports, on both databases."""

import pytest

from civiltongue.storage import queue
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.queue import Waiting
from tests.storage.making import MINUTE, NOW, a_comment, a_thread, an_author, an_id, ask, tell
from tests.storage.racing import race


def test_the_longest_wait_comes_first(database, site, thread, author, other_site) -> None:
    late, early = (a_comment(database, thread, author) for _ in range(2))
    _put(database, late, since=NOW + MINUTE)
    _put(database, early, since=NOW)

    assert ask(database, queue.waiting, site.id) == [
        Waiting(early.id, "held", NOW, 0),
        Waiting(late.id, "held", NOW + MINUTE, 0),
    ]
    assert len(ask(database, queue.waiting, site.id, most=1)) == 1
    assert ask(database, queue.waiting, other_site.id) == []


def test_what_waits_already_keeps_its_place(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)
    _put(database, comment)

    _put(database, comment, cause="reported", since=NOW + MINUTE)

    assert ask(database, queue.waiting, site.id) == [Waiting(comment.id, "held", NOW, 0)]


def test_a_hold_outweighs_reports(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)
    _put(database, comment, cause="reported")

    _put(database, comment, since=NOW + MINUTE)

    assert ask(database, queue.waiting, site.id) == [Waiting(comment.id, "held", NOW, 0)]


def test_what_is_taken_out_waits_no_more(database, site, thread, author, other_site) -> None:
    comment = a_comment(database, thread, author)
    _put(database, comment)

    tell(database, queue.take, other_site.id, comment.id)
    assert len(ask(database, queue.waiting, site.id)) == 1

    for _ in range(2):
        tell(database, queue.take, site.id, comment.id)
    assert ask(database, queue.waiting, site.id) == []


def test_readers_who_bring_one_comment_into_the_queue_at_once_all_succeed(
    database, site, thread, author
) -> None:
    for _ in range(8):
        comment = a_comment(database, thread, author)

        outcomes = race(*[lambda comment=comment: _put(database, comment, cause="reported")] * 4)

        assert outcomes == [None] * 4
        tell(database, queue.take, site.id, comment.id)


def test_reports_are_counted_by_comment(database, site, thread, author, other_site) -> None:
    comment, other = (a_comment(database, thread, author) for _ in range(2))
    _put(database, comment, cause="reported")
    for reader in (an_author(database, site) for _ in range(3)):
        _report(database, comment, reader)
    _report(database, other, author)

    assert ask(database, queue.reports_of, site.id, comment.id) == 3
    assert ask(database, queue.reports_of, other_site.id, comment.id) == 0
    assert ask(database, queue.waiting, site.id) == [Waiting(comment.id, "reported", NOW, 3)]


def test_a_reader_reports_a_comment_once(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)
    _report(database, comment, author)

    with pytest.raises(Duplicate) as refusal:
        _report(database, comment, author)

    assert (refusal.value.table, refusal.value.columns) == ("reports", {"comment_id", "author_id"})
    assert ask(database, queue.reports_of, site.id, comment.id) == 1


def test_a_reader_sees_which_comments_of_a_thread_they_reported(
    database, site, thread, author, other_site
) -> None:
    comment, elsewhere = (
        a_comment(database, thread, author),
        a_comment(database, a_thread(database, site), author),
    )
    _report(database, comment, author)
    _report(database, elsewhere, author)

    assert ask(database, queue.reported_by, site.id, author.id, thread_id=thread.id) == [comment.id]
    assert ask(database, queue.reported_by, other_site.id, author.id, thread_id=thread.id) == []


def _put(database, comment, *, cause: str = "held", since=NOW) -> None:
    tell(database, queue.put, comment.site_id, comment.id, cause=cause, since=since)


def _report(database, comment, reader) -> None:
    tell(
        database,
        queue.add_report,
        comment.site_id,
        report_id=an_id(),
        comment_id=comment.id,
        author_id=reader.id,
        rule="personal-attack",
        text="Look at this.",
        at=NOW,
    )
