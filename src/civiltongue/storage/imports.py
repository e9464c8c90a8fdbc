"""How far each import of another system's archive has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_imports = schema.imports


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of one import: ``position`` items are done, ``report`` counts them."""

    id: str
    site_id: str
    system: str
    fingerprint: str
    position: int
    report: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None


def begin(connection: Connection, checkpoint: Checkpoint) -> None:
    """Store a new import; the write raises Duplicate where this archive has one."""
    connection.execute(
        insert(_imports),
        {
            "id": checkpoint.id,
            "site_id": checkpoint.site_id,
            "system": checkpoint.system,
            "fingerprint": checkpoint.fingerprint,
            "position": checkpoint.position,
            "report": checkpoint.report,
            "started_at": checkpoint.started_at,
            "finished_at": checkpoint.finished_at,
        },
    )


def found(connection: Connection, site_id: str, system: str, fingerprint: str) -> Checkpoint | None:
    """Return the import of an archive with this fingerprint."""
    row = connection.execute(
        select(_imports).where(
            _imports.c.site_id == site_id,
            _imports.c.system == system,
            _imports.c.fingerprint == fingerprint,
        )
    ).one_or_none()
    if row is None:
        return None
    return Checkpoint(
        id=row.id,
        site_id=row.site_id,
        system=row.system,
        fingerprint=row.fingerprint,
        position=row.position,
        report=row.report,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def advance(
    connection: Connection,
    checkpoint: Checkpoint,
    *,
    position: int,
    report: dict[str, Any],
    finished_at: datetime | None,
) -> None:
    """Move an import forward, in the transaction of the batch that it counts."""
    connection.execute(
        update(_imports)
        .where(_imports.c.site_id == checkpoint.site_id, _imports.c.id == checkpoint.id)
        .values(position=position, report=report, finished_at=finished_at)
    )
