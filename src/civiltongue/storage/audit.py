"""The audit log: written in the same transaction as what it records, never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Text, insert, or_, select, type_coerce

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
    return [_entry(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Logged:
    """Entries that are looked for, each part only where it is given; ``actor`` may be a kind or a whole one.

    ``text`` stands in the actor, the subject or the details.
    """

    event: str = ""
    actor: str = ""
    subject: str = ""
    text: str = ""
    since: datetime | None = None
    before: datetime | None = None


def find(
    connection: Connection, site_id: str, wanted: Logged, *, after: str = "", most: int
) -> list[tuple[str, Entry]]:
    """Return entries with their ids, the newest first, ``after`` the id of the last one before."""
    query = select(_audit).where(_audit.c.site_id == site_id)
    if wanted.event:
        query = query.where(_audit.c.event == wanted.event)
    if wanted.actor:
        whose = _audit.c.actor
        query = query.where(or_(whose == wanted.actor, whose.startswith(f"{wanted.actor}:", autoescape=True)))
    if wanted.subject:
        query = query.where(_audit.c.subject == wanted.subject)
    if wanted.text:
        places = (_audit.c.actor, _audit.c.subject, type_coerce(_audit.c.details, Text))
        query = query.where(or_(*(place.contains(wanted.text, autoescape=True) for place in places)))
    if wanted.since is not None:
        query = query.where(_audit.c.at >= wanted.since)
    if wanted.before is not None:
        query = query.where(_audit.c.at < wanted.before)
    if after:
        query = query.where(_audit.c.id < after)
    rows = connection.execute(query.order_by(_audit.c.id.desc()).limit(most))
    return [(row.id, _entry(row)) for row in rows]


def policy_versions(connection: Connection, site_id: str) -> list[tuple[datetime, str]]:
    """Return when which version of the house rules was put in force, oldest first."""
    rows = connection.execute(
        select(_audit.c.at, _audit.c.details)
        .where(_audit.c.site_id == site_id, _audit.c.event == Event.POLICY_ADOPT.value)
        .order_by(_audit.c.at, _audit.c.id)
    )
    return [(row.at, row.details["version"]) for row in rows]


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(event=Event(row.event), actor=row.actor, subject=row.subject, at=row.at, details=row.details)
