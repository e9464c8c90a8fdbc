"""Decisions that can still be taken back at once, and how their comments waited before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_undos = schema.undos


@dataclass(frozen=True, slots=True)
class Undo:
    """A decision by its ruling. ``cause`` and ``since`` say how the comment waited, None where it did not."""

    site_id: str
    ruling_id: str
    cause: str | None
    since: datetime | None
    until: datetime


def add(connection: Connection, undo: Undo, *, now: datetime) -> None:
    """Store that a decision can be taken back, and forget those of the site whose time is over."""
    connection.execute(delete(_undos).where(_undos.c.site_id == undo.site_id, _undos.c.until < now))
    connection.execute(
        insert(_undos),
        {
            "site_id": undo.site_id,
            "ruling_id": undo.ruling_id,
            "cause": undo.cause,
            "since": undo.since,
            "until": undo.until,
        },
    )


def take(connection: Connection, site_id: str, ruling_id: str) -> Undo | None:
    """Use up the chance to take a decision back, whether its time is over or not; None where there is none."""
    here = (_undos.c.site_id == site_id) & (_undos.c.ruling_id == ruling_id)
    row = connection.execute(select(_undos).where(here)).one_or_none()
    if row is None or connection.execute(delete(_undos).where(here)).rowcount != 1:
        return None
    return Undo(row.site_id, row.ruling_id, row.cause, row.since, row.until)
