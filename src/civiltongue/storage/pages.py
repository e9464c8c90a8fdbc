"""What readers see of a thread, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_comments, _revisions, _authors, _threads = (
    schema.comments,
    schema.revisions,
    schema.authors,
    schema.threads,
)
_votes = schema.votes

PAGE_SIZE = 100
"""How many comments a page of a thread holds, tombstones among them."""


@dataclass(frozen=True, slots=True)
class ShownComment:
    """One comment as readers see it; a tombstone has no author and no text."""

    id: str
    parent_id: str | None
    depth: int
    published: bool
    author_id: str
    author_name: str
    staff: bool
    withheld: bool
    html: str
    visible: str
    created_at: datetime
    edited_at: datetime | None
    votes: int = 0
    featured: bool = False


_THREAD = (_comments.c.site_id == bindparam("of_site")) & (_comments.c.thread_id == bindparam("of_thread"))
_SEEN = (_comments.c.status == Status.PUBLISHED.value) | (_comments.c.shown_replies > 0)

_VOTES = (
    select(func.count())
    .where(_votes.c.site_id == _comments.c.site_id, _votes.c.comment_id == _comments.c.id)
    .scalar_subquery()
)
_OF_ROOT = (
    select(func.count())
    .where(_votes.c.site_id == _comments.c.site_id, _votes.c.comment_id == _comments.c.root_id)
    .scalar_subquery()
)
_TOTAL = select(func.count()).where(_THREAD, _SEEN)
_SELECTION: Select[Any] = (
    select(
        _comments.c.id,
        _comments.c.parent_id,
        _comments.c.depth,
        _comments.c.status,
        _comments.c.created_at,
        _comments.c.edited_at,
        _comments.c.featured_at,
        _authors.c.id.label("author_id"),
        _authors.c.name.label("author_name"),
        _authors.c.staff,
        _authors.c.withheld_at,
        _revisions.c.html,
        _revisions.c.visible,
        _VOTES.label("votes"),
    )
    .join(_authors, _authors.c.id == _comments.c.author_id)
    .join(_revisions, _revisions.c.id == _comments.c.revision_id)
)
_PAGE = _SELECTION.where(_THREAD, _SEEN).limit(PAGE_SIZE).offset(bindparam("before"))
_OLDEST_FIRST = _PAGE.order_by(_comments.c.root_id, _comments.c.path)
_NEWEST_FIRST = _PAGE.order_by(_comments.c.root_id.desc(), _comments.c.path)
_MOST_RECOMMENDED_FIRST = _PAGE.order_by(_OF_ROOT.desc(), _comments.c.root_id, _comments.c.path)
_NEWEST = (
    _SELECTION.where(_THREAD, _comments.c.status == Status.PUBLISHED.value)
    .order_by(_comments.c.created_at.desc(), _comments.c.id.desc())
    .limit(bindparam("most"))
)
ORDERS = {"oldest": _OLDEST_FIRST, "newest": _NEWEST_FIRST, "recommended": _MOST_RECOMMENDED_FIRST}
"""In which order a page shows what begins a conversation; replies follow in the order of their writing."""
_PLACE = select(_comments.c.thread_id, _comments.c.root_id, _comments.c.path, _comments.c.status).where(
    _comments.c.site_id == bindparam("of_site"), _comments.c.id == bindparam("of_comment")
)
_BEFORE = select(func.count()).where(
    _THREAD,
    _SEEN,
    (_comments.c.root_id < bindparam("of_root"))
    | ((_comments.c.root_id == bindparam("of_root")) & (_comments.c.path < bindparam("of_path"))),
)


def total(connection: Connection, site_id: str, thread_id: str) -> int:
    """Return how many comments and tombstones a thread shows."""
    return int(connection.execute(_TOTAL, {"of_site": site_id, "of_thread": thread_id}).scalar() or 0)


def page(
    connection: Connection, site_id: str, thread_id: str, *, order: str, number: int
) -> list[ShownComment]:
    """Return a page of a thread in reading order: threads of replies below their comment.

    ``number`` starts at 1; ``order`` is one of ``ORDERS``.
    """
    query = ORDERS[order]
    known = {"of_site": site_id, "of_thread": thread_id, "before": (number - 1) * PAGE_SIZE}
    return [_shown(row) for row in connection.execute(query, known)]


def newest(connection: Connection, site_id: str, thread_id: str, *, most: int) -> list[ShownComment]:
    """Return the newest published comments of a thread, for its feeds."""
    known = {"of_site": site_id, "of_thread": thread_id, "most": most}
    return [_shown(row) for row in connection.execute(_NEWEST, known)]


def number_of(connection: Connection, site_id: str, comment_id: str) -> int | None:
    """Return the number of the page, oldest first, that shows a published comment."""
    row = connection.execute(_PLACE, {"of_site": site_id, "of_comment": comment_id}).one_or_none()
    if row is None or row.status != Status.PUBLISHED.value:
        return None
    known = {
        "of_site": site_id,
        "of_thread": row.thread_id,
        "of_root": row.root_id,
        "of_path": row.path,
    }
    return int(connection.execute(_BEFORE, known).scalar() or 0) // PAGE_SIZE + 1


def _shown(row: Row[Any]) -> ShownComment:
    published = row.status == Status.PUBLISHED.value
    return ShownComment(
        id=row.id,
        parent_id=row.parent_id,
        depth=row.depth,
        published=published,
        author_id=row.author_id if published else "",
        author_name=row.author_name if published else "",
        staff=row.staff and published,
        withheld=row.withheld_at is not None and published,
        html=row.html if published else "",
        visible=row.visible if published else "",
        created_at=row.created_at,
        edited_at=row.edited_at,
        votes=row.votes,
        featured=row.featured_at is not None and published,
    )
