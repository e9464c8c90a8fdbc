"""What waits on a site, in few columns each, for putting it in order."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from civiltongue.domain.notice import NoticeState
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.looking_up import is_of

_queue, _comments, _threads, _authors = schema.queue, schema.comments, schema.threads, schema.authors
_reasons, _reports, _notices, _revisions = schema.reasons, schema.reports, schema.notices, schema.revisions
_OF_SITE = _queue.c.site_id == bindparam("of_site")

_ROWS = (
    select(
        _queue.c.comment_id,
        _queue.c.cause,
        _queue.c.since,
        _comments.c.ruling_id,
        _comments.c.revision_id,
        _comments.c.author_id,
        _comments.c.thread_id,
    )
    .join(_comments, _comments.c.id == _queue.c.comment_id)
    .where(_OF_SITE)
)
_STORIES = select(_threads.c.id, _threads.c.url, _threads.c.title).where(
    is_of(_threads.c.site_id, bindparam("of_site")),
    _threads.c.id.in_(bindparam("of_threads", expanding=True)),
)
_NAMES = select(_authors.c.id, _authors.c.name).where(
    is_of(_authors.c.site_id, bindparam("of_site")),
    _authors.c.id.in_(bindparam("of_authors", expanding=True)),
)
_OF_RULINGS = (
    select(_queue.c.comment_id, _reasons.c.rule, _reasons.c.score)
    .join(_comments, _comments.c.id == _queue.c.comment_id)
    .join(_reasons, _reasons.c.ruling_id == _comments.c.ruling_id)
    .where(_OF_SITE)
)
_REPORTED = (
    select(_queue.c.comment_id, _reports.c.author_id)
    .join(_reports, _reports.c.comment_id == _queue.c.comment_id)
    .where(_OF_SITE)
)
_NOTICED = (
    select(_notices.c.comment_id, func.count().label("number"))
    .where(_notices.c.site_id == bindparam("of_site"), _notices.c.state == NoticeState.OPEN.value)
    .group_by(_notices.c.comment_id)
)
_TEXTS = select(_revisions.c.id, func.substr(_revisions.c.visible, 1, 600).label("text")).where(
    is_of(_revisions.c.site_id, bindparam("of_site")),
    _revisions.c.id.in_(bindparam("of_revisions", expanding=True)),
)
_IN_QUEUE = select(func.count()).select_from(_queue).where(_OF_SITE)
_IS_WAITING = select(_queue.c.cause, _queue.c.since).where(
    _OF_SITE, _queue.c.comment_id == bindparam("of_comment")
)


@dataclass(frozen=True, slots=True)
class Row:
    """One comment that waits; its fields are the columns that are read, in their order."""

    comment_id: str
    cause: str
    since: datetime
    ruling_id: str
    revision_id: str
    author_id: str
    thread_id: str


def rows(connection: Connection, site_id: str) -> Iterator[Row]:
    """Yield every comment that waits, in no order."""
    for row in connection.execute(_ROWS, {"of_site": site_id}):
        yield Row(*tuple(row))


def stories(connection: Connection, site_id: str, thread_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the addresses and titles of stories, by their threads."""
    found = connection.execute(_STORIES, {"of_site": site_id, "of_threads": list(thread_ids)})
    return {thread_id: (url, title) for thread_id, url, title in found}


def names(connection: Connection, site_id: str, author_ids: Collection[str]) -> dict[str, str]:
    """Return what authors are called, by their ids."""
    found = connection.execute(_NAMES, {"of_site": site_id, "of_authors": list(author_ids)})
    return {row.id: row.name for row in found}


def reasons(connection: Connection, site_id: str) -> dict[str, list[tuple[str, float]]]:
    """Return the rules and scores that speak against each comment that waits, in no order."""
    found: dict[str, list[tuple[str, float]]] = {}
    for comment_id, rule, score in connection.execute(_OF_RULINGS, {"of_site": site_id}):
        found.setdefault(comment_id, []).append((rule, score))
    return found


def reporters(connection: Connection, site_id: str) -> dict[str, list[str]]:
    """Return who reported each comment that waits."""
    found: dict[str, list[str]] = {}
    for comment_id, author_id in connection.execute(_REPORTED, {"of_site": site_id}):
        found.setdefault(comment_id, []).append(author_id)
    return found


def noticed(connection: Connection, site_id: str) -> dict[str, int]:
    """Return how many open legal notices there are about each comment that has any."""
    rows = connection.execute(_NOTICED, {"of_site": site_id})
    return {row.comment_id: row.number for row in rows}


def beginnings(connection: Connection, site_id: str, revision_ids: Sequence[str]) -> dict[str, str]:
    """Return the first 600 code points of wordings, by the ids of these."""
    found = connection.execute(_TEXTS, {"of_site": site_id, "of_revisions": list(revision_ids)})
    return {row.id: row.text for row in found}


def number(connection: Connection, site_id: str) -> int:
    """Return how many comments wait."""
    return int(connection.execute(_IN_QUEUE, {"of_site": site_id}).scalar() or 0)


def waits(connection: Connection, site_id: str, comment_id: str) -> tuple[str, datetime] | None:
    """Return why and since when a comment waits, None where it does not."""
    row = connection.execute(_IS_WAITING, {"of_site": site_id, "of_comment": comment_id}).one_or_none()
    return (row.cause, row.since) if row else None
