"""Replays that the desk was asked for: how far each is, whether it shall stop, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_replays = schema.replays

RUNNING, DONE, STOPPED, FAILED = "running", "done", "stopped", "failed"


@dataclass(frozen=True, slots=True)
class KeptReplay:
    """A replay of a draft. ``scope`` has ``last``, ``since`` and ``until``; ``found`` is None until it ends.

    ``heard_at`` is when its progress was last told; ``fault`` says why it failed.
    """

    id: str
    site_id: str
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


def add(connection: Connection, kept: KeptReplay) -> None:
    """Keep a replay that begins."""
    connection.execute(
        insert(_replays),
        {
            "id": kept.id,
            "site_id": kept.site_id,
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


def get(connection: Connection, site_id: str, replay_id: str) -> KeptReplay | None:
    """Return a replay by id."""
    row = connection.execute(_of(site_id).where(_replays.c.id == replay_id)).one_or_none()
    return _kept(row) if row else None


def newest(connection: Connection, site_id: str, *, most: int = 10) -> list[KeptReplay]:
    """Return the newest replays of a site first."""
    query = _of(site_id).order_by(_replays.c.created_at.desc(), _replays.c.id.desc()).limit(most)
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


def tell(connection: Connection, kept: KeptReplay, *, done: int, total: int, at: datetime) -> None:
    """Say how far a replay is."""
    _change(connection, kept, done=done, total=total, heard_at=at)


def stop(connection: Connection, kept: KeptReplay) -> None:
    """Ask a replay to stop."""
    _change(connection, kept, stop=True)


def end(connection: Connection, kept: KeptReplay, *, state: str, at: datetime, **told: Any) -> None:
    """Say how a replay ended; ``found`` or ``fault`` is told with it."""
    _change(connection, kept, state=state, heard_at=at, **told)


def _change(connection: Connection, kept: KeptReplay, **values: Any) -> None:
    here = (_replays.c.site_id == kept.site_id) & (_replays.c.id == kept.id)
    connection.execute(update(_replays).where(here).values(**values))


def _of(site_id: str) -> Any:
    return select(_replays).where(_replays.c.site_id == site_id)


def _kept(row: Row[Any]) -> KeptReplay:
    return KeptReplay(
        id=row.id,
        site_id=row.site_id,
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
