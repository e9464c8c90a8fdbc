"""Names that authors change: the old one stays theirs for a time, and on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from civiltongue.storage import authors, schema
from civiltongue.storage.database import Connection

_names, _former = schema.names, schema.former_names


@dataclass(frozen=True, slots=True)
class NameChange:
    """An author's change of name at a moment; the old name is kept for them until ``reserved_until``."""

    id: str
    site_id: str
    author_id: str
    former: str
    name: str
    key: str
    at: datetime
    reserved_until: datetime


@dataclass(frozen=True, slots=True)
class FormerName:
    """What an author was called until a moment."""

    name: str
    until: datetime


def change(connection: Connection, change: NameChange) -> None:
    """Give an author another name; the write raises Duplicate where its key is somebody else's still."""
    release(connection, change.site_id, now=change.at)
    mine = (_names.c.site_id == change.site_id) & (_names.c.author_id == change.author_id)
    connection.execute(delete(_names).where(mine, _names.c.key == change.key))
    connection.execute(
        update(_names)
        .where(mine, _names.c.reserved_until.is_(None))
        .values(reserved_until=change.reserved_until)
    )
    connection.execute(
        insert(_names),
        {
            "site_id": change.site_id,
            "key": change.key,
            "name": change.name,
            "author_id": change.author_id,
        },
    )
    authors.rename(connection, change.site_id, change.author_id, change.name)
    connection.execute(
        insert(_former),
        {
            "id": change.id,
            "site_id": change.site_id,
            "author_id": change.author_id,
            "name": change.former,
            "until": change.at,
        },
    )


def release(connection: Connection, site_id: str, *, now: datetime) -> int:
    """Free the names whose reservation is over; returns how many."""
    return connection.execute(
        delete(_names).where(_names.c.site_id == site_id, _names.c.reserved_until <= now)
    ).rowcount


def former(connection: Connection, site_id: str, author_id: str) -> list[FormerName]:
    """Return what an author was called before, the last first."""
    rows = connection.execute(
        select(_former)
        .where(_former.c.site_id == site_id, _former.c.author_id == author_id)
        .order_by(_former.c.until.desc(), _former.c.id.desc())
    )
    return [FormerName(row.name, row.until) for row in rows]
