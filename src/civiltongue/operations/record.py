"""Writing to the audit log, for every operation alike."""

from civiltongue.domain.audit import Entry, Event
from civiltongue.operations.house import House
from civiltongue.storage import audit
from civiltongue.storage.database import Connection

OPERATOR = "operator"
"""The actor of whatever is done on the command line."""
ENGINE = "engine"
"""The actor of what nobody but the engine decided."""


def record(
    house: House,
    connection: Connection,
    site_id: str,
    event: Event,
    /,
    *,
    actor: str,
    subject: str,
    **details: str,
) -> None:
    """Append an entry to the audit log, in the transaction of what it tells of.

    ``details`` are ids and enumerations only.
    """
    now = house.clock()
    entry = Entry(event=event, actor=actor, subject=subject, at=now, details=details)
    audit.append(connection, site_id, entry, entry_id=house.id_at(now))
