"""What authors are still to be told, and which letter tells it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from civiltongue.domain.news import News, NewsChoice, NewsKind
from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_news, _authors, _comments = schema.news, schema.authors, schema.comments
_threads, _above = schema.threads, schema.comments.alias("above")


@dataclass(frozen=True, slots=True)
class Noted:
    """A comment that an author is to be told of, from a time on."""

    site_id: str
    author_id: str
    comment_id: str
    kind: NewsKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whom there is something to tell, and since when it waits."""

    site_id: str
    author_id: str
    choice: NewsChoice
    since: datetime


def choice(connection: Connection, site_id: str, author_id: str) -> NewsChoice | None:
    """Return when an author wants to be told, None where they never said."""
    row = connection.execute(
        select(_authors.c.news, _authors.c.unsubscribed_at).where(
            _authors.c.site_id == site_id, _authors.c.id == author_id
        )
    ).one_or_none()
    return None if row is None else _choice(row)


def choose(connection: Connection, site_id: str, author_id: str, chosen: NewsChoice, *, at: datetime) -> None:
    """Record when an author wants to be told."""
    never = chosen is NewsChoice.NEVER
    values: dict[str, object] = (
        {"unsubscribed_at": at} if never else {"unsubscribed_at": None, "news": chosen.value}
    )
    connection.execute(
        update(_authors).where(_authors.c.site_id == site_id, _authors.c.id == author_id).values(**values)
    )


def add(connection: Connection, noted: Noted) -> None:
    """Let an author be told of a comment.

    A reply is told once: where it was told, or waits to be, nothing changes.
    """
    this = _this(noted)
    known = connection.execute(select(_news.c.letter_id).where(*this)).first()
    if known is not None and (noted.kind is NewsKind.REPLY or known.letter_id is None):
        return
    connection.execute(delete(_news).where(*this))
    connection.execute(
        insert(_news),
        {
            "site_id": noted.site_id,
            "author_id": noted.author_id,
            "comment_id": noted.comment_id,
            "kind": noted.kind.value,
            "at": noted.at,
            "letter_id": None,
        },
    )


def waiting(connection: Connection) -> list[Waiting]:
    """Return whom there is something to tell on any site, who waits longest first."""
    since = func.min(_news.c.at, type_=_news.c.at.type).label("since")
    rows = connection.execute(
        select(_news.c.site_id, _news.c.author_id, _authors.c.news, _authors.c.unsubscribed_at, since)
        .join(_authors, (_authors.c.id == _news.c.author_id) & (_authors.c.site_id == _news.c.site_id))
        .where(_news.c.letter_id.is_(None))
        .group_by(_news.c.site_id, _news.c.author_id, _authors.c.news, _authors.c.unsubscribed_at)
        .order_by(since)
    )
    return [Waiting(row.site_id, row.author_id, _choice(row) or NewsChoice.NEVER, row.since) for row in rows]


def untold(connection: Connection, site_id: str, author_id: str) -> list[News]:
    """Return what an author is still to be told, in the order in which it came."""
    return _read(
        connection,
        _READ.where(_news.c.site_id == site_id, _news.c.author_id == author_id, _news.c.letter_id.is_(None)),
    )


def told_by(connection: Connection, site_id: str, letter_id: str) -> list[News]:
    """Return what a letter tells."""
    return _read(connection, _READ.where(_news.c.site_id == site_id, _news.c.letter_id == letter_id))


def tell(connection: Connection, site_id: str, told: Sequence[News], *, letter_id: str) -> None:
    """Record that a letter tells these."""
    for item in told:
        this = (_news.c.site_id == site_id, *_this(item))
        connection.execute(update(_news).where(*this).values(letter_id=letter_id))


def release(connection: Connection, site_id: str, letter_id: str) -> None:
    """Let what a letter was to tell wait again."""
    connection.execute(
        update(_news).where(_news.c.site_id == site_id, _news.c.letter_id == letter_id).values(letter_id=None)
    )


def drop(connection: Connection, site_id: str, dropped: Iterable[News]) -> None:
    """Delete what is not told."""
    for item in dropped:
        connection.execute(delete(_news).where(_news.c.site_id == site_id, *_this(item)))


def forget(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Delete what is older than a time, told or not; returns how many."""
    return connection.execute(delete(_news).where(_news.c.site_id == site_id, _news.c.at < before)).rowcount


_READ = (
    select(
        _news,
        _comments.c.author_id.label("by_id"),
        _comments.c.status,
        _above.c.status.label("status_above"),
        _threads.c.title,
        _threads.c.url,
    )
    .join(_comments, (_comments.c.id == _news.c.comment_id) & (_comments.c.site_id == _news.c.site_id))
    .join(_threads, (_threads.c.id == _comments.c.thread_id) & (_threads.c.site_id == _news.c.site_id))
    .outerjoin(_above, (_above.c.id == _comments.c.parent_id) & (_above.c.site_id == _news.c.site_id))
    .order_by(_news.c.at, _news.c.comment_id)
)


def _read(connection: Connection, query: Select[Any]) -> list[News]:
    return [_item(row) for row in connection.execute(query)]


def _item(row: Any) -> News:
    kind, published = NewsKind(row.kind), Status.PUBLISHED.value
    return News(
        site_id=row.site_id,
        author_id=row.author_id,
        comment_id=row.comment_id,
        kind=kind,
        at=row.at,
        by_id=row.by_id,
        shown=row.status == published and (kind is not NewsKind.REPLY or row.status_above == published),
        story=row.title or row.url,
    )


def _choice(row: Any) -> NewsChoice | None:
    if row.unsubscribed_at is not None:
        return NewsChoice.NEVER
    return NewsChoice(row.news) if row.news else None


def _this(item: News | Noted) -> tuple[Any, ...]:
    return (
        _news.c.site_id == item.site_id,
        _news.c.author_id == item.author_id,
        _news.c.comment_id == item.comment_id,
    )
