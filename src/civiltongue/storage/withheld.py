"""Who is behind a pseudonym, sealed so that the database alone does not tell."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_withheld, _authors = schema.withheld, schema.authors


@dataclass(frozen=True, slots=True)
class Withheld:
    """An identity that a moderator has verified; ``sealed`` can be opened with the server's secret only."""

    id: str
    site_id: str
    author_id: str
    sealed: str
    verified_by: str
    verified_at: datetime


def withhold(connection: Connection, withheld: Withheld) -> None:
    """Store an identity, mark its author, and drop every name of theirs that stands open.

    The write raises Duplicate where the author's name is withheld already.
    """
    connection.execute(
        insert(_withheld),
        {
            "id": withheld.id,
            "site_id": withheld.site_id,
            "author_id": withheld.author_id,
            "sealed": withheld.sealed,
            "verified_by": withheld.verified_by,
            "verified_at": withheld.verified_at,
        },
    )
    for table in (schema.names, schema.former_names):
        connection.execute(
            delete(table).where(table.c.site_id == withheld.site_id, table.c.author_id == withheld.author_id)
        )
    _mark(connection, withheld.site_id, withheld.author_id, withheld.verified_at)


def of_author(connection: Connection, site_id: str, author_id: str) -> Withheld | None:
    """Return what is withheld of an author."""
    row = connection.execute(
        select(_withheld).where(_withheld.c.site_id == site_id, _withheld.c.author_id == author_id)
    ).one_or_none()
    if row is None:
        return None
    return Withheld(row.id, row.site_id, row.author_id, row.sealed, row.verified_by, row.verified_at)


def release(connection: Connection, site_id: str, author_id: str) -> bool:
    """Forget an identity and take the mark away; returns whether there was one."""
    dropped = connection.execute(
        delete(_withheld).where(_withheld.c.site_id == site_id, _withheld.c.author_id == author_id)
    )
    _mark(connection, site_id, author_id, None)
    return dropped.rowcount == 1


def _mark(connection: Connection, site_id: str, author_id: str, at: datetime | None) -> None:
    connection.execute(
        update(_authors)
        .where(_authors.c.site_id == site_id, _authors.c.id == author_id)
        .values(withheld_at=at)
    )
