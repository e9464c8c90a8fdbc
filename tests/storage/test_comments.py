"""Comments, their revisions, and every count that depends on their status, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from civiltongue.domain.evidence import Link, Span
from civiltongue.domain.thread import Format, Status
from civiltongue.storage import authors, comments, schema, threads
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import (
    MINUTE,
    NOW,
    a_comment,
    a_thread,
    an_author,
    an_id,
    ask,
    new_comment,
    new_revision,
    put_comment,
    reword,
    settle,
    tell,
)
from tests.storage.racing import race


def test_a_comment_comes_back_as_stored(database, site, thread, author) -> None:
    comment = new_comment(thread, author)

    tell(database, comments.add, comment, draft="draft 1")

    assert ask(database, comments.get, site.id, comment.id) == comment
    assert tell(database, comments.lock, site.id, comment.id) == comment
    assert ask(database, comments.of_draft, site.id, author.id, "draft 1") == comment
    assert ask(database, comments.site_of, comment.id) == site.id


def test_an_imported_comment_is_found_by_where_it_came_from(database, site, thread, author) -> None:
    comment = new_comment(thread, author)

    tell(database, comments.add, comment, source=("disqus", "4711"))

    assert ask(database, comments.from_source, site.id, "disqus", "4711") == replace(comment, imported=True)
    assert ask(database, comments.from_source, site.id, "isso", "4711") is None


def test_another_site_sees_nothing_of_a_comment(database, site, thread, author, other_site) -> None:
    comment = a_comment(database, thread, author)

    assert ask(database, comments.get, other_site.id, comment.id) is None
    assert tell(database, comments.lock, other_site.id, comment.id) is None
    assert ask(database, comments.revision, other_site.id, comment.revision_id) is None
    assert ask(database, comments.last_number, other_site.id, comment.id) == 0
    assert ask(database, comments.by_author, other_site.id, author.id, thread_id=thread.id) == []


def test_unknown_comments_are_none(database, site, author) -> None:
    assert ask(database, comments.get, site.id, an_id()) is None
    assert ask(database, comments.site_of, an_id()) is None
    assert ask(database, comments.of_draft, site.id, author.id, "no draft") is None


def test_of_two_posts_of_one_draft_at_once_one_is_first(database, site, thread, author) -> None:
    for number in range(10):
        contestants = [new_comment(thread, author) for _ in range(2)]

        outcomes = race(
            *(
                lambda comment=comment, draft=f"draft {number}": tell(
                    database, comments.add, comment, draft=draft
                )
                for comment in contestants
            )
        )

        (refusal,) = [outcome for outcome in outcomes if outcome is not None]
        assert isinstance(refusal, Duplicate)
        assert refusal.columns == {"site_id", "author_id", "draft"}
        winner = contestants[outcomes.index(None)]
        assert ask(database, comments.of_draft, site.id, author.id, f"draft {number}") == winner


def test_two_authors_may_name_their_drafts_alike(database, site, thread) -> None:
    for _ in range(2):
        tell(database, comments.add, new_comment(thread, an_author(database, site)), draft="draft")


def test_a_source_is_imported_once(database, thread, author) -> None:
    tell(database, comments.add, new_comment(thread, author), source=("disqus", "1"))

    with pytest.raises(Duplicate) as refusal:
        tell(database, comments.add, new_comment(thread, author), source=("disqus", "1"))

    assert refusal.value.columns == {"site_id", "source_system", "source_id"}


def test_a_revision_comes_back_as_stored(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)
    revision = replace(
        new_revision(comment, number=2, text="Søk *nå* 🎣 \u202eabc"),
        format=Format.HTML,
        links=(Link("https://lantern.example/?a=1&b=ä", Span(3, 7)), Link("mailto:", Span(0, 0))),
        consent_version=None,
    )

    tell(database, comments.add_revision, revision, fingerprint=7)

    assert ask(database, comments.revision, site.id, revision.id) == revision
    assert ask(database, comments.last_number, site.id, comment.id) == 2


def test_many_revisions_are_read_at_once(database, site, thread, author, other_site) -> None:
    ids = [a_comment(database, thread, author).revision_id for _ in range(3)]

    found = ask(database, comments.revisions, site.id, [*ids, an_id()])

    assert found == {
        revision_id: ask(database, comments.revision, site.id, revision_id) for revision_id in ids
    }
    assert ask(database, comments.revisions, other_site.id, ids) == {}


def test_two_revisions_of_one_number_are_refused(database, thread, author) -> None:
    comment = a_comment(database, thread, author)

    with pytest.raises(Duplicate) as refusal:
        tell(database, comments.add_revision, new_revision(comment), fingerprint=0)

    assert (refusal.value.table, refusal.value.columns) == ("revisions", {"comment_id", "number"})


def test_a_comment_counts_as_edited_once_a_wording_that_readers_saw_is_replaced(
    database, site, thread, author
) -> None:
    attempt = a_comment(database, thread, author, status=Status.REJECTED)

    assert tell(database, reword, attempt, number=2).edited_at is None

    tell(database, settle, attempt, Status.PUBLISHED)
    assert tell(database, reword, attempt, number=3).edited_at == NOW + 2 * MINUTE

    tell(database, settle, attempt, Status.HELD)
    assert tell(database, reword, attempt, number=4).edited_at == NOW + 2 * MINUTE


def test_a_comment_comes_back_as_its_status_and_its_wording_left_it(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)

    changed = tell(database, reword, comment, number=2)

    assert changed.revision_id != comment.revision_id
    assert ask(database, comments.get, site.id, comment.id) == changed


def test_a_comment_that_is_published_at_once_counts(database, site, thread, author) -> None:
    top = a_comment(database, thread, author)
    version = ask(database, threads.version, site.id, thread.id)

    tell(database, comments.add, new_comment(thread, author, top, status=Status.PUBLISHED))
    tell(database, comments.add, new_comment(thread, author, top, status=Status.HELD))

    assert ask(database, threads.version, site.id, thread.id) == version + 2
    assert ask(database, threads.shown, site.id, thread.id) == 2
    assert ask(database, authors.published, site.id, author.id) == 2
    assert _shown_replies(database, site)[top.id] == 1


def test_an_author_s_comments_in_a_thread_come_newest_first(database, site, thread, author) -> None:
    first = a_comment(database, thread, author, status=Status.REJECTED)
    second = a_comment(database, thread, author, created_at=NOW + MINUTE)
    a_comment(database, thread, an_author(database, site))
    a_comment(database, a_thread(database, site), author)

    found = ask(database, comments.by_author, site.id, author.id, thread_id=thread.id)

    assert [comment.id for comment in found] == [second.id, first.id]
    assert len(ask(database, comments.by_author, site.id, author.id, thread_id=thread.id, most=1)) == 1


def test_a_status_is_kept_with_its_ruling_and_raises_the_thread_s_version(
    database, site, thread, author
) -> None:
    comment = a_comment(database, thread, author, status=Status.HELD)
    version, ruling_id = ask(database, threads.version, site.id, thread.id), an_id()

    tell(database, comments.set_status, comment, Status.REJECTED, ruling_id=ruling_id)

    stored = ask(database, comments.get, site.id, comment.id)
    assert (stored.status, stored.ruling_id) == (Status.REJECTED, ruling_id)
    assert ask(database, threads.version, site.id, thread.id) == version + 1
    assert ask(database, threads.shown, site.id, thread.id) == 0


def test_statuses_that_change_at_the_same_time_lose_no_count(database, site, thread, author) -> None:
    top = a_comment(database, thread, author)
    replies = [a_comment(database, thread, author, top, status=Status.HELD) for _ in range(8)]

    outcomes = race(
        *(lambda reply=reply: tell(database, settle, reply, Status.PUBLISHED) for reply in replies)
    )

    assert outcomes == [None] * 8
    assert _shown_replies(database, site)[top.id] == 8
    assert ask(database, threads.shown, site.id, thread.id) == 9
    assert ask(database, authors.published, site.id, author.id) == 9


def test_a_chain_of_replies_as_deep_as_they_come_counts_for_every_comment_above(
    database, site, thread, author
) -> None:
    def work(connection):
        chain = [put_comment(connection, new_comment(thread, author))]
        for _ in range(60):
            chain.append(put_comment(connection, new_comment(thread, author, chain[-1])))
        return chain

    chain = database.write(work)

    counted = _shown_replies(database, site)
    assert [counted[comment.id] for comment in chain] == list(range(60, -1, -1))


TREES = st.lists(st.integers(0, 100), min_size=1, max_size=9)
CHANGES = st.lists(st.tuples(st.integers(0, 100), st.sampled_from(Status), st.booleans()), max_size=14)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES, changes=CHANGES)
def test_counts_are_those_that_counting_from_scratch_gives(database, site, tree, changes) -> None:
    """Each comment of the tree replies to an earlier one or to none; statuses change in any order."""
    thread = a_thread(database, site)
    writers = [an_author(database, site) for _ in range(2)]
    made, statuses = [], []
    for number, choice in enumerate(tree):
        parent = made[choice % number] if number and choice % 3 else None
        made.append(a_comment(database, thread, writers[choice % 2], parent, status=Status.HELD))
        statuses.append(Status.HELD)
    version = ask(database, threads.version, site.id, thread.id)

    for choice, status, _ in changes:
        place = choice % len(made)
        tell(database, settle, made[place], status)
        statuses[place] = status
        assert ask(database, threads.version, site.id, thread.id) == (version := version + 1)

    published = [c for c, status in zip(made, statuses, strict=True) if status is Status.PUBLISHED]
    counted = _shown_replies(database, site)
    assert ask(database, threads.shown, site.id, thread.id) == len(published)
    for comment in made:
        below = [other for other in published if other.path.startswith(f"{comment.path}.")]
        assert counted[comment.id] == len(below)
    for writer in writers:
        own = [comment for comment in published if comment.author_id == writer.id]
        assert ask(database, authors.published, site.id, writer.id) == len(own)


@pytest.mark.parametrize("age", [timedelta(0), timedelta(microseconds=1), timedelta(days=20_000)])
def test_times_keep_their_microseconds(database, site, thread, author, age) -> None:
    moment = NOW.replace(microsecond=123_457) - age
    comment = new_comment(thread, author, created_at=moment)

    tell(database, comments.add, comment)

    assert ask(database, comments.get, site.id, comment.id).created_at == moment


def test_a_naive_time_is_refused(database, thread, author) -> None:
    with pytest.raises(Exception, match="aware"):
        tell(database, comments.add, new_comment(thread, author, created_at=NOW.replace(tzinfo=None)))


def _shown_replies(database, site) -> dict[str, int]:
    table = schema.comments
    with database.read() as connection:
        rows = connection.execute(select(table.c.id, table.c.shown_replies).where(table.c.site_id == site.id))
        return {row.id: row.shown_replies for row in rows}
