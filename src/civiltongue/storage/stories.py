"""The stories of a site with how much is under each, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from civiltongue.domain.thread import Status, Thread
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.searching import within
from civiltongue.storage.threads import as_thread

_threads, _comments = schema.threads, schema.comments


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story, how many comments readers see, and how many are held."""

    thread: Thread
    shown: int
    held: int


def listed(
    connection: Connection,
    site_id: str,
    *,
    text: str = "",
    places: Sequence[str] | None = None,
    after: str = "",
    most: int,
) -> list[ListedStory]:
    """Return stories whose title or URL holds a text, in some places (None is everywhere).

    ``after`` is the id of the last one that was returned before.
    """
    held = (
        select(func.count())
        .where(
            _comments.c.site_id == site_id,
            _comments.c.thread_id == _threads.c.id,
            _comments.c.status == Status.HELD.value,
        )
        .scalar_subquery()
    )
    query = select(_threads, held.label("held")).where(_threads.c.site_id == site_id)
    if text:
        lower = text.lower()
        query = query.where(
            or_(
                func.lower(_threads.c.title).contains(lower, autoescape=True),
                func.lower(_threads.c.url).contains(lower, autoescape=True),
                _threads.c.key == text,
            )
        )
    if places is not None:
        query = query.where(within(_threads.c.url, places))
    if after:
        query = query.where(_threads.c.id < after)
    rows = connection.execute(query.order_by(_threads.c.id.desc()).limit(most))
    return [ListedStory(as_thread(row), row.shown, row.held) for row in rows]


def count(connection: Connection, site_id: str, thread_id: str) -> dict[Status, int]:
    """Return how many comments a story has, by status."""
    rows = connection.execute(
        select(_comments.c.status, func.count().label("number"))
        .where(_comments.c.site_id == site_id, _comments.c.thread_id == thread_id)
        .group_by(_comments.c.status)
    )
    return {Status(row.status): row.number for row in rows}
