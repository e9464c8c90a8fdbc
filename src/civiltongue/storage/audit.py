"""The audit log: written in the same transaction as what it records, never changed."""

from datetime import datetime

from sqlalchemy import insert, select

from civiltongue.domain.audit import Entry, Event
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_audit = schema.audit
_APPEND = insert(_audit)


def append(connection: Connection, site_id: str, entry: Entry, *, entry_id: str) -> None:
    """Write one entry."""
    connection.execute(
        _APPEND,
        {
            "id": entry_id,
            "site_id": site_id,
            "event": entry.event.value,
            "actor": entry.actor,
            "subject": entry.subject,
            "details": dict(entry.details),
            "at": entry.at,
        },
    )


def entries(
    connection: Connection, site_id: str, *, subject: str | None = None, most: int = 200
) -> list[Entry]:
    """Return the newest entries first, of one subject where it is named."""
    query = select(_audit).where(_audit.c.site_id == site_id)
    if subject is not None:
        query = query.where(_audit.c.subject == subject)
    rows = connection.execute(query.order_by(_audit.c.at.desc(), _audit.c.id.desc()).limit(most))
    return [
        Entry(event=Event(row.event), actor=row.actor, subject=row.subject, at=row.at, details=row.details)
        for row in rows
    ]


def policy_versions(connection: Connection, site_id: str) -> list[tuple[datetime, str]]:
    """Return when which version of the house rules was put in force, oldest first."""
    rows = connection.execute(
        select(_audit.c.at, _audit.c.details)
        .where(_audit.c.site_id == site_id, _audit.c.event == Event.POLICY_ADOPT.value)
        .order_by(_audit.c.at, _audit.c.id)
    )
    return [(row.at, row.details["version"]) for row in rows]
