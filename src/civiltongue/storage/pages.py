"""What readers see of a thread, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_comments, _revisions, _authors, _threads = (
    schema.comments,
    schema.revisions,
    schema.authors,
    schema.threads,
)

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
    html: str
    visible: str
    created_at: datetime
    edited_at: datetime | None


_seen = (_comments.c.status == Status.PUBLISHED.value) | (_comments.c.shown_replies > 0)


def total(connection: Connection, site_id: str, thread_id: str) -> int:
    """Return how many comments and tombstones a thread shows."""
    found = connection.execute(
        select(func.count()).where(_comments.c.site_id == site_id, _comments.c.thread_id == thread_id, _seen)
    ).scalar()
    return int(found or 0)


def page(
    connection: Connection, site_id: str, thread_id: str, *, newest_first: bool, number: int
) -> list[ShownComment]:
    """Return a page of a thread in reading order: threads of replies below their comment.

    ``number`` starts at 1.
    """
    root = _comments.c.root_id.desc() if newest_first else _comments.c.root_id
    query = (
        _selection()
        .where(_comments.c.site_id == site_id, _comments.c.thread_id == thread_id, _seen)
        .order_by(root, _comments.c.path)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return [_shown(row) for row in connection.execute(query)]


def newest(connection: Connection, site_id: str, thread_id: str, *, most: int) -> list[ShownComment]:
    """Return the newest published comments of a thread, for its feeds."""
    query = (
        _selection()
        .where(
            _comments.c.site_id == site_id,
            _comments.c.thread_id == thread_id,
            _comments.c.status == Status.PUBLISHED.value,
        )
        .order_by(_comments.c.created_at.desc(), _comments.c.id.desc())
        .limit(most)
    )
    return [_shown(row) for row in connection.execute(query)]


def number_of(connection: Connection, site_id: str, comment_id: str) -> int | None:
    """Return the number of the page, oldest first, that shows a published comment."""
    row = connection.execute(
        select(_comments.c.thread_id, _comments.c.root_id, _comments.c.path, _comments.c.status).where(
            _comments.c.site_id == site_id, _comments.c.id == comment_id
        )
    ).one_or_none()
    if row is None or row.status != Status.PUBLISHED.value:
        return None
    before = connection.execute(
        select(func.count()).where(
            _comments.c.site_id == site_id,
            _comments.c.thread_id == row.thread_id,
            _seen,
            (_comments.c.root_id < row.root_id)
            | ((_comments.c.root_id == row.root_id) & (_comments.c.path < row.path)),
        )
    ).scalar()
    return int(before or 0) // PAGE_SIZE + 1


def _selection() -> Select[Any]:
    return (
        select(
            _comments.c.id,
            _comments.c.parent_id,
            _comments.c.depth,
            _comments.c.status,
            _comments.c.created_at,
            _comments.c.edited_at,
            _authors.c.id.label("author_id"),
            _authors.c.name.label("author_name"),
            _authors.c.staff,
            _revisions.c.html,
            _revisions.c.visible,
        )
        .join(_authors, _authors.c.id == _comments.c.author_id)
        .join(_revisions, _revisions.c.id == _comments.c.revision_id)
    )


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
        html=row.html if published else "",
        visible=row.visible if published else "",
        created_at=row.created_at,
        edited_at=row.edited_at,
    )
