"""The authors of a site, found by their names, for those who look after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select

from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author
from civiltongue.storage import schema
from civiltongue.storage.authors import as_author
from civiltongue.storage.database import Connection
from civiltongue.storage.searching import within

_authors, _comments, _threads = schema.authors, schema.comments, schema.threads
_sanctions = schema.sanctions


@dataclass(frozen=True, slots=True)
class ListedAuthor:
    """An author, how many comments of theirs readers see, and whether a sanction bars them now."""

    author: Author
    published: int
    barred: bool


def listed(
    connection: Connection,
    site_id: str,
    *,
    now: datetime,
    name: str = "",
    places: Sequence[str] | None = None,
    after: str = "",
    most: int,
) -> list[ListedAuthor]:
    """Return authors whose name begins so, who wrote in some places (None is everywhere), the newest first.

    ``after`` is the id of the last one that was returned before.
    """
    barred = exists().where(
        _sanctions.c.site_id == site_id,
        _sanctions.c.author_id == _authors.c.id,
        _sanctions.c.kind != SanctionKind.WARNING.value,
        _sanctions.c.lifted_at.is_(None),
        or_(_sanctions.c.until.is_(None), _sanctions.c.until > now),
    )
    query = select(_authors, barred.label("barred")).where(_authors.c.site_id == site_id)
    if name:
        begins = func.lower(_authors.c.name).startswith(name.lower(), autoescape=True)
        query = query.where(or_(begins, _authors.c.id == name))
    if places is not None:
        query = query.where(_wrote(site_id, places, _authors.c.id))
    if after:
        query = query.where(_authors.c.id < after)
    rows = connection.execute(query.order_by(_authors.c.id.desc()).limit(most))
    return [ListedAuthor(as_author(row), row.published, bool(row.barred)) for row in rows]


def wrote_in(connection: Connection, site_id: str, author_id: str, places: Sequence[str]) -> bool:
    """Say whether an author ever wrote in one of these places."""
    query = select(_authors.c.id).where(
        _authors.c.site_id == site_id, _authors.c.id == author_id, _wrote(site_id, places, author_id)
    )
    return connection.execute(query).first() is not None


def _wrote(site_id: str, places: Sequence[str], author_id: object) -> ColumnElement[bool]:
    return exists().where(
        _comments.c.site_id == site_id,
        _comments.c.author_id == author_id,
        _threads.c.site_id == site_id,
        _threads.c.id == _comments.c.thread_id,
        within(_threads.c.url, places),
    )
