"""Legal holds: what is about an author is neither erased nor dropped while one is in force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_holds = schema.legal_holds


@dataclass(frozen=True, slots=True)
class LegalHold:
    """A hold on everything about an author; ``reference`` names the case that asks for it."""

    id: str
    site_id: str
    author_id: str
    reference: str
    imposed_by: str
    imposed_at: datetime


def impose(connection: Connection, hold: LegalHold) -> None:
    """Store a hold that is in force from now on."""
    connection.execute(
        insert(_holds),
        {
            "id": hold.id,
            "site_id": hold.site_id,
            "author_id": hold.author_id,
            "reference": hold.reference,
            "imposed_by": hold.imposed_by,
            "imposed_at": hold.imposed_at,
        },
    )


def in_force(connection: Connection, site_id: str, author_id: str) -> list[LegalHold]:
    """Return the holds on an author, the oldest first."""
    rows = connection.execute(
        select(_holds)
        .where(_holds.c.site_id == site_id, _holds.c.author_id == author_id, _holds.c.lifted_at.is_(None))
        .order_by(_holds.c.imposed_at, _holds.c.id)
    )
    return [
        LegalHold(row.id, row.site_id, row.author_id, row.reference, row.imposed_by, row.imposed_at)
        for row in rows
    ]


def lift(connection: Connection, hold: LegalHold, *, by: str, at: datetime) -> None:
    """End a hold."""
    connection.execute(
        update(_holds)
        .where(_holds.c.site_id == hold.site_id, _holds.c.id == hold.id)
        .values(lifted_by=by, lifted_at=at)
    )


def held_authors(site_id: str) -> Select[tuple[str]]:
    """Return the question for the ids of all authors of a site who are under a hold."""
    return select(_holds.c.author_id).where(_holds.c.site_id == site_id, _holds.c.lifted_at.is_(None))
