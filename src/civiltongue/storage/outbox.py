"""Mail that waits to be sent, written in the transaction of what it tells of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_outbox = schema.outbox

_PUT = insert(_outbox)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, as text. ``unsubscribe`` is the address that ends such letters, empty where none does."""

    id: str
    site_id: str
    recipient: str
    subject: str
    body: str
    attempts: int
    created_at: datetime
    not_before: datetime
    unsubscribe: str = ""


def put(connection: Connection, letter: Letter) -> None:
    """Store a letter for sending."""
    connection.execute(
        _PUT,
        {
            "id": letter.id,
            "site_id": letter.site_id,
            "recipient": letter.recipient,
            "subject": letter.subject,
            "body": letter.body,
            "attempts": letter.attempts,
            "fault": "",
            "created_at": letter.created_at,
            "not_before": letter.not_before,
            "unsubscribe": letter.unsubscribe or None,
        },
    )


def tie(
    connection: Connection, site_id: str, recipient: str, ruling_id: str, *, at: datetime, until: datetime
) -> None:
    """Keep the letters that were just put to somebody until a time, as letters about a ruling."""
    connection.execute(
        update(_outbox)
        .where(
            _outbox.c.site_id == site_id,
            _outbox.c.recipient == recipient,
            _outbox.c.created_at >= at,
            _outbox.c.sent_at.is_(None),
            _outbox.c.ruling_id.is_(None),
        )
        .values(ruling_id=ruling_id, not_before=until)
    )


def drop_about(connection: Connection, site_id: str, ruling_id: str) -> int:
    """Take out the letters about a ruling that are not sent yet; returns how many."""
    return connection.execute(
        delete(_outbox).where(
            _outbox.c.site_id == site_id, _outbox.c.ruling_id == ruling_id, _outbox.c.sent_at.is_(None)
        )
    ).rowcount


def due(connection: Connection, now: datetime, *, most: int = 20) -> list[Letter]:
    """Return the letters of all sites that are due, the oldest first."""
    rows = connection.execute(
        select(_outbox)
        .where(_outbox.c.sent_at.is_(None), _outbox.c.not_before <= now)
        .order_by(_outbox.c.not_before, _outbox.c.id)
        .limit(most)
    )
    return [
        Letter(
            id=row.id,
            site_id=row.site_id,
            recipient=row.recipient,
            subject=row.subject,
            body=row.body,
            attempts=row.attempts,
            created_at=row.created_at,
            not_before=row.not_before,
            unsubscribe=row.unsubscribe or "",
        )
        for row in rows
    ]


def claim(connection: Connection, letter: Letter, *, until: datetime) -> bool:
    """Reserve a letter for sending until a time; returns False where another process has it."""
    changed = connection.execute(
        update(_outbox)
        .where(
            _outbox.c.site_id == letter.site_id,
            _outbox.c.id == letter.id,
            _outbox.c.sent_at.is_(None),
            _outbox.c.attempts == letter.attempts,
        )
        .values(attempts=letter.attempts + 1, not_before=until)
    )
    return changed.rowcount == 1


def drop(connection: Connection, letter: Letter) -> None:
    """Take a letter out that is not to be sent."""
    connection.execute(delete(_outbox).where(_outbox.c.site_id == letter.site_id, _outbox.c.id == letter.id))


def sent(connection: Connection, letter: Letter, at: datetime) -> None:
    """Record that a letter went out, and drop its text."""
    connection.execute(
        update(_outbox)
        .where(_outbox.c.site_id == letter.site_id, _outbox.c.id == letter.id)
        .values(sent_at=at, body="", fault="", unsubscribe=None)
    )


def put_off(connection: Connection, letter: Letter, *, until: datetime, fault: str) -> None:
    """Record why a letter could not be sent and when to try again."""
    connection.execute(
        update(_outbox)
        .where(_outbox.c.site_id == letter.site_id, _outbox.c.id == letter.id)
        .values(not_before=until, fault=fault)
    )
