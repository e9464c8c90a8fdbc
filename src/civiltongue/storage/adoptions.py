"""Which version of the house rules was put in force when, by whom, and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_adoptions = schema.adoptions


@dataclass(frozen=True, slots=True)
class Adoption:
    """One time that a version was put in force. ``by`` is ``operator`` or ``moderator:<id>``."""

    id: str
    site_id: str
    version: str
    note: str
    by: str
    at: datetime


def add(connection: Connection, adoption: Adoption) -> None:
    """Keep an adoption for ever."""
    connection.execute(
        insert(_adoptions),
        {
            "id": adoption.id,
            "site_id": adoption.site_id,
            "version": adoption.version,
            "note": adoption.note,
            "adopted_by": adoption.by,
            "adopted_at": adoption.at,
        },
    )


def every(connection: Connection, site_id: str) -> list[Adoption]:
    """Return all adoptions of a site, the newest first."""
    rows = connection.execute(
        select(_adoptions)
        .where(_adoptions.c.site_id == site_id)
        .order_by(_adoptions.c.adopted_at.desc(), _adoptions.c.id.desc())
    )
    return [
        Adoption(row.id, row.site_id, row.version, row.note, row.adopted_by, row.adopted_at) for row in rows
    ]
