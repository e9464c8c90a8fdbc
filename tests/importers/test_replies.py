"""Parents come first in whatever order comments are read, and no circle is left."""

from array import array
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.thread import Format, Status
from civiltongue.importers.archive import ImportedAuthor, ImportedComment, Skipped, SkipReason
from civiltongue.importers.index import NO_KEY, Rows, key_of
from civiltongue.importers.replies import Placed, Replies, parents_first

AT = datetime(2015, 1, 2, tzinfo=UTC)


def _comment(row: int, parent: int | None) -> ImportedComment:
    return ImportedComment(
        source_id=str(row),
        thread="t1",
        parent=None if parent is None else str(parent),
        author=ImportedAuthor("k", "Bo"),
        source="<p>…</p>",
        format=Format.HTML,
        status=Status.PUBLISHED,
        created_at=AT,
    )


@given(st.lists(st.none() | st.integers(0, 30), max_size=25))
def test_every_comment_comes_once_and_after_its_parent(named: list[int | None]) -> None:
    rows = Rows()
    for row in range(len(named)):
        rows.add(str(row), None)
    wanted = array("Q", [NO_KEY if parent is None else key_of(str(parent)) for parent in named])

    replies = Replies(rows, wanted, array("I", [0]) * len(named))
    placed = [
        Placed(row, replies.parent(row), _comment(row, replies.parent(row))) for row in range(len(named))
    ]
    ordered = [item for item in parents_first(placed, rows=len(named)) if isinstance(item, ImportedComment)]

    assert sorted(int(comment.source_id) for comment in ordered) == list(range(len(named)))
    come: set[str] = set()
    for comment in ordered:
        assert comment.parent is None or comment.parent in come
        come.add(comment.source_id)
    assert all(
        (replies.remark(row) is None) == (replies.parent(row) == named[row]) for row in range(len(named))
    )


def test_what_is_skipped_keeps_its_place_in_the_stream() -> None:
    skip = Skipped(SkipReason.NO_TEXT, "line 3")

    items = list(
        parents_first([Placed(1, 0, _comment(1, 0)), skip, Placed(0, None, _comment(0, None))], rows=2)
    )

    assert items == [skip, _comment(0, None), _comment(1, 0)]


def test_a_conversation_deeper_than_the_stack_is_no_obstacle() -> None:
    count = 5000
    placed = [
        Placed(row, row - 1 if row else None, _comment(row, row - 1 if row else None)) for row in range(count)
    ]

    ordered = list(parents_first(reversed(placed), rows=count))

    assert ordered == [item.comment for item in placed]
