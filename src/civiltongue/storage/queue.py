"""What waits for a moderator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present
from civiltongue.storage.searching import stands_in

_queue, _reports, _comments = schema.queue, schema.reports, schema.comments
_TAKE = delete(_queue).where(
    _queue.c.site_id == bindparam("of_site"), _queue.c.comment_id == bindparam("of_comment")
)
_REPORTED_BY = (
    select(_reports.c.comment_id)
    .join(_comments, _comments.c.id == _reports.c.comment_id)
    .where(
        _reports.c.site_id == bindparam("of_site"),
        _reports.c.author_id == bindparam("of_author"),
        _comments.c.thread_id == bindparam("of_thread"),
    )
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One comment in the queue: ``cause`` is ``held``, ``reported`` or, where it is post-moderated, ``unread``."""

    comment_id: str
    cause: str
    since: datetime
    reports: int


def put(connection: Connection, site_id: str, comment_id: str, *, cause: str, since: datetime) -> None:
    """Let a comment wait; one that waits already keeps its place, and a hold outweighs reports."""
    waits = not insert_unless_present(
        connection, _queue, site_id=site_id, comment_id=comment_id, cause=cause, since=since
    )
    if waits and cause == "held":
        connection.execute(
            update(_queue)
            .where(_queue.c.site_id == site_id, _queue.c.comment_id == comment_id)
            .values(cause=cause)
        )


def take(connection: Connection, site_id: str, comment_id: str) -> None:
    """Take a comment out of the queue."""
    connection.execute(_TAKE, {"of_site": site_id, "of_comment": comment_id})


def waiting(
    connection: Connection, site_id: str, *, most: int = 100, places: Sequence[str] | None = None
) -> list[Waiting]:
    """Return what waits under stories in some places (None is everywhere), the longest first."""
    here = [] if places is None else [stands_in(site_id, places, _queue.c.comment_id)]
    reports = (
        select(func.count())
        .where(_reports.c.site_id == site_id, _reports.c.comment_id == _queue.c.comment_id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(_queue, reports.label("reports"))
        .where(_queue.c.site_id == site_id, *here)
        .order_by(_queue.c.since, _queue.c.comment_id)
        .limit(most)
    )
    return [Waiting(row.comment_id, row.cause, row.since, row.reports) for row in rows]


def add_report(
    connection: Connection,
    site_id: str,
    *,
    report_id: str,
    comment_id: str,
    author_id: str,
    rule: str,
    text: str,
    at: datetime,
) -> None:
    """Record a reader's report; the write raises Duplicate where this reader has reported it before."""
    connection.execute(
        insert(_reports),
        {
            "id": report_id,
            "site_id": site_id,
            "comment_id": comment_id,
            "author_id": author_id,
            "rule": rule,
            "text": text,
            "created_at": at,
        },
    )


def reports_of(connection: Connection, site_id: str, comment_id: str) -> int:
    """Return how many readers reported a comment."""
    found = connection.execute(
        select(func.count()).where(_reports.c.site_id == site_id, _reports.c.comment_id == comment_id)
    ).scalar()
    return int(found or 0)


def reported_by(connection: Connection, site_id: str, author_id: str, *, thread_id: str) -> list[str]:
    """Return the ids of the thread's comments that a reader reported."""
    values = {"of_site": site_id, "of_author": author_id, "of_thread": thread_id}
    return list(connection.execute(_REPORTED_BY, values).scalars())
