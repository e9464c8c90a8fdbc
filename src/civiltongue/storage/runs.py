"""Long runs that the desk was asked for: how far each is, whether it shall stop, and what it found or did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_runs = schema.runs

RUNNING, DONE, STOPPED, FAILED = "running", "done", "stopped", "failed"


class RunKind(StrEnum):
    """Name what a run is: a draft replayed, thresholds calibrated, or a rule's rulings reverted."""

    REPLAY = "replay"
    CALIBRATION = "calibrate"
    REVERSAL = "revert"


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run. ``scope`` is what was asked for; ``draft`` the rules that are replayed, empty for other kinds.

    ``found`` is None until there is something to show. ``heard_at`` is when its progress was last told;
    ``fault`` says why it failed.
    """

    id: str
    site_id: str
    kind: RunKind
    draft: str
    scope: dict[str, Any]
    by: str
    state: str
    created_at: datetime
    heard_at: datetime
    done: int = 0
    total: int = 0
    stop: bool = False
    found: dict[str, Any] | None = None
    fault: str = ""


def add(connection: Connection, kept: KeptRun) -> None:
    """Keep a run that begins."""
    connection.execute(
        insert(_runs),
        {
            "id": kept.id,
            "site_id": kept.site_id,
            "kind": kept.kind.value,
            "draft": kept.draft,
            "scope": kept.scope,
            "asked_by": kept.by,
            "state": kept.state,
            "done": kept.done,
            "total": kept.total,
            "stop": kept.stop,
            "found": kept.found,
            "fault": kept.fault,
            "created_at": kept.created_at,
            "heard_at": kept.heard_at,
        },
    )


def get(connection: Connection, site_id: str, run_id: str) -> KeptRun | None:
    """Return a run by id."""
    row = connection.execute(_of(site_id).where(_runs.c.id == run_id)).one_or_none()
    return _kept(row) if row else None


def newest(connection: Connection, site_id: str, kind: RunKind, *, most: int = 10) -> list[KeptRun]:
    """Return the newest runs of a kind first."""
    query = (
        _of(site_id)
        .where(_runs.c.kind == kind.value)
        .order_by(_runs.c.created_at.desc(), _runs.c.id.desc())
        .limit(most)
    )
    return [_kept(row) for row in connection.execute(query)]


def beginnings(connection: Connection, site_id: str, comment_ids: Sequence[str]) -> dict[str, str]:
    """Return how comments begin, by their ids."""
    comments, revisions = schema.comments, schema.revisions
    query = (
        select(comments.c.id, func.substr(revisions.c.visible, 1, 200))
        .join(revisions, revisions.c.id == comments.c.revision_id)
        .where(comments.c.site_id == site_id, comments.c.id.in_(list(comment_ids)))
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def tell(connection: Connection, kept: KeptRun, *, at: datetime, **told: Any) -> None:
    """Say how far a run is, by ``done`` and ``total``, and what it ``found`` or did so far."""
    _change(connection, kept, heard_at=at, **told)


def stop(connection: Connection, kept: KeptRun) -> None:
    """Ask a run to stop."""
    _change(connection, kept, stop=True)


def end(connection: Connection, kept: KeptRun, *, state: str, at: datetime, **told: Any) -> None:
    """Say how a run ended; ``found`` or ``fault`` is told with it."""
    _change(connection, kept, state=state, heard_at=at, **told)


def _change(connection: Connection, kept: KeptRun, **values: Any) -> None:
    here = (_runs.c.site_id == kept.site_id) & (_runs.c.id == kept.id)
    connection.execute(update(_runs).where(here).values(**values))


def _of(site_id: str) -> Any:
    return select(_runs).where(_runs.c.site_id == site_id)


def _kept(row: Row[Any]) -> KeptRun:
    return KeptRun(
        id=row.id,
        site_id=row.site_id,
        kind=RunKind(row.kind),
        draft=row.draft,
        scope=row.scope,
        by=row.asked_by,
        state=row.state,
        created_at=row.created_at,
        heard_at=row.heard_at,
        done=row.done,
        total=row.total,
        stop=row.stop,
        found=row.found,
        fault=row.fault,
    )
