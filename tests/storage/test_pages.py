"""What readers see of a thread, a page at a time, on both databases."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiltongue.domain.thread import Comment, Status
from civiltongue.storage import pages
from civiltongue.storage.pages import PAGE_SIZE, ShownComment
from tests.storage.making import (
    MINUTE,
    NOW,
    a_comment,
    a_thread,
    an_author,
    an_id,
    ask,
    new_comment,
    put_comment,
    settle,
    tell,
)


def test_a_published_comment_is_shown_with_its_author_and_words(database, site, thread) -> None:
    author = an_author(database, site, "Ines Quill", staff=True)

    comment = a_comment(database, thread, author)

    assert _page(database, thread) == [
        ShownComment(
            id=comment.id,
            parent_id=None,
            depth=0,
            published=True,
            author_id=author.id,
            author_name="Ines Quill",
            staff=True,
            withheld=False,
            html="<p>Good morning.</p>",
            visible="Good morning.",
            created_at=NOW,
            edited_at=None,
        )
    ]
    assert ask(database, pages.total, site.id, thread.id) == 1


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.WITHDRAWN])
def test_what_is_not_published_is_not_shown(database, site, thread, author, status) -> None:
    comment = a_comment(database, thread, author, status=status)

    assert _page(database, thread) == []
    assert ask(database, pages.total, site.id, thread.id) == 0
    assert ask(database, pages.newest, site.id, thread.id, most=5) == []
    assert ask(database, pages.number_of, site.id, comment.id) is None


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.WITHDRAWN])
def test_what_is_gone_leaves_a_tombstone_above_published_replies(database, site, thread, status) -> None:
    author = an_author(database, site, "Ines Quill", staff=True)
    top = a_comment(database, thread, author)
    middle = a_comment(database, thread, author, top)
    reply = a_comment(database, thread, author, middle)
    for comment in (top, middle):
        tell(database, settle, comment, status)

    shown = _page(database, thread)

    assert [(c.id, c.published, c.depth) for c in shown] == [
        (top.id, False, 0),
        (middle.id, False, 1),
        (reply.id, True, 2),
    ]
    assert [(c.author_id, c.author_name, c.staff, c.html, c.visible) for c in shown[:2]] == [
        ("", "", False, "", "")
    ] * 2
    assert [c.id for c in ask(database, pages.newest, site.id, thread.id, most=5)] == [reply.id]


def test_a_tombstone_goes_with_its_last_published_reply(database, thread, author) -> None:
    top = a_comment(database, thread, author)
    reply = a_comment(database, thread, author, top)
    tell(database, settle, top, Status.REJECTED)

    tell(database, settle, reply, Status.WITHDRAWN)

    assert _page(database, thread) == []


def test_another_site_sees_nothing_of_a_thread(database, thread, author, other_site) -> None:
    comment = a_comment(database, thread, author)

    assert ask(database, pages.page, other_site.id, thread.id, order="oldest", number=1) == []
    assert ask(database, pages.total, other_site.id, thread.id) == 0
    assert ask(database, pages.newest, other_site.id, thread.id, most=5) == []
    assert ask(database, pages.number_of, other_site.id, comment.id) is None


def test_the_newest_come_by_their_time(database, site, thread, author) -> None:
    old = a_comment(database, thread, author, created_at=NOW)
    new = a_comment(database, thread, author, old, created_at=NOW + 2 * MINUTE)
    middle = a_comment(database, thread, author, created_at=NOW + MINUTE)

    assert [c.id for c in ask(database, pages.newest, site.id, thread.id, most=2)] == [new.id, middle.id]


TREES = st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES)
def test_a_thread_is_read_as_its_tree_is_walked(database, site, author, tree) -> None:
    """Roots come oldest or newest first; the replies below each come oldest first either way."""
    thread = a_thread(database, site)
    made = _grow(database, thread, author, tree)
    published = {comment.id for comment in made if comment.status is Status.PUBLISHED}

    for newest_first in (False, True):
        expected = [comment for comment in _walk(made, newest_first) if _is_seen(comment, made, published)]
        shown = _page(database, thread, newest_first=newest_first)
        assert [(c.id, c.parent_id, c.depth, c.published) for c in shown] == [
            (c.id, c.parent_id, c.depth, c.id in published) for c in expected
        ]


def test_pages_hold_every_comment_once_and_each_knows_its_page(database, site, thread, author) -> None:
    tree = [(number * 7, number % 5 > 0) for number in range(PAGE_SIZE * 2 + 60)]
    made = _grow(database, thread, author, tree)
    published = {comment.id for comment in made if comment.status is Status.PUBLISHED}

    for newest_first in (False, True):
        expected = [c.id for c in _walk(made, newest_first) if _is_seen(c, made, published)]
        shown = [
            [c.id for c in _page(database, thread, newest_first=newest_first, number=number)]
            for number in range(1, 5)
        ]
        assert [len(page) for page in shown[:2]] == [PAGE_SIZE] * 2
        assert [comment_id for page in shown for comment_id in page] == expected
        assert ask(database, pages.total, site.id, thread.id) == len(expected)

    oldest_first = [[c.id for c in _page(database, thread, number=number)] for number in range(1, 4)]
    for number, page in enumerate(oldest_first, start=1):
        for comment_id in page:
            found = ask(database, pages.number_of, site.id, comment_id)
            assert found == (number if comment_id in published else None)


def test_an_unknown_comment_is_on_no_page(database, site) -> None:
    assert ask(database, pages.number_of, site.id, an_id()) is None


def _page(database, thread, *, newest_first: bool = False, number: int = 1) -> list[ShownComment]:
    order = "newest" if newest_first else "oldest"
    shown: list[ShownComment] = ask(
        database, pages.page, thread.site_id, thread.id, order=order, number=number
    )
    return shown


def _grow(database, thread, author, tree) -> list[Comment]:
    """Store a tree in one write: each comment replies to an earlier one or to none."""

    def work(connection):
        made: list[Comment] = []
        for number, (choice, is_published) in enumerate(tree):
            parent = made[choice % number] if number and choice % 3 else None
            status = Status.PUBLISHED if is_published else Status.REJECTED
            comment = put_comment(connection, new_comment(thread, author, parent), status)
            made.append(replace(comment, status=status))
        return made

    made: list[Comment] = database.write(work)
    return made


def _walk(made: list[Comment], newest_first: bool) -> list[Comment]:
    """Return a depth-first walk; comments were made in the order of their ids."""

    def below(parent_id: str | None) -> list[Comment]:
        children = [comment for comment in made if comment.parent_id == parent_id]
        if parent_id is None and newest_first:
            children.reverse()
        return [found for child in children for found in (child, *below(child.id))]

    return below(None)


def _is_seen(comment: Comment, made: list[Comment], published: set[str]) -> bool:
    return comment.id in published or any(
        other.id in published and other.path.startswith(f"{comment.path}.") for other in made
    )
