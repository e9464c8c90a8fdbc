"""Wishes to be erased: which ones are due, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Update, delete, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_erasures = schema.erasures


@dataclass(frozen=True, slots=True)
class Erasure:
    """One wish. ``author_id`` is None once it is done; ``comments`` counts what was emptied.

    ``asked_by`` is ``author`` or ``operator``. ``cleared_at`` is when the database's files were
    written anew, so that nothing of it is left in them.
    """

    id: str
    site_id: str
    author_id: str | None
    asked_by: str
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    cleared_at: datetime | None = None
    comments: int = 0


def add(connection: Connection, erasure: Erasure) -> None:
    """Store a wish; the write raises Duplicate where the author has one already."""
    connection.execute(
        insert(_erasures),
        {
            "id": erasure.id,
            "site_id": erasure.site_id,
            "author_id": erasure.author_id,
            "asked_by": erasure.asked_by,
            "asked_at": erasure.asked_at,
            "due_at": erasure.due_at,
            "comments": 0,
        },
    )


def of_author(connection: Connection, site_id: str, author_id: str) -> Erasure | None:
    """Return an author's wish that is not fulfilled yet."""
    row = connection.execute(
        select(_erasures).where(_erasures.c.site_id == site_id, _erasures.c.author_id == author_id)
    ).one_or_none()
    return _erasure(row) if row else None


def bring_forward(connection: Connection, erasure: Erasure, due_at: datetime) -> None:
    """Let a wish be due at another time."""
    connection.execute(_this(erasure).values(due_at=due_at))


def take_back(connection: Connection, site_id: str, author_id: str, *, now: datetime) -> bool:
    """Drop a wish that is not due yet; returns whether there was one."""
    dropped = connection.execute(
        delete(_erasures).where(
            _erasures.c.site_id == site_id, _erasures.c.author_id == author_id, _erasures.c.due_at > now
        )
    )
    return dropped.rowcount == 1


def due(connection: Connection, site_id: str, now: datetime) -> list[Erasure]:
    """Return the wishes that are due and not fulfilled, the oldest first."""
    rows = connection.execute(
        select(_erasures)
        .where(_erasures.c.site_id == site_id, _erasures.c.done_at.is_(None), _erasures.c.due_at <= now)
        .order_by(_erasures.c.due_at, _erasures.c.id)
    )
    return [_erasure(row) for row in rows]


def finish(connection: Connection, erasure: Erasure) -> None:
    """Record a wish as it is fulfilled, and forget whose it was."""
    values = {"author_id": None, "done_at": erasure.done_at, "comments": erasure.comments}
    connection.execute(_this(erasure).values(**values))


def uncleared(connection: Connection, site_id: str) -> list[Erasure]:
    """Return what was erased and may still stand in unused parts of the database's files."""
    rows = connection.execute(
        select(_erasures).where(
            _erasures.c.site_id == site_id, _erasures.c.done_at.is_not(None), _erasures.c.cleared_at.is_(None)
        )
    )
    return [_erasure(row) for row in rows]


def clear(connection: Connection, site_id: str, at: datetime, *, done_before: datetime) -> None:
    """Record that the files were written anew, for what was erased up to a time."""
    connection.execute(
        update(_erasures)
        .where(
            _erasures.c.site_id == site_id,
            _erasures.c.done_at <= done_before,
            _erasures.c.cleared_at.is_(None),
        )
        .values(cleared_at=at)
    )


def _this(erasure: Erasure) -> Update:
    return update(_erasures).where(_erasures.c.site_id == erasure.site_id, _erasures.c.id == erasure.id)


def _erasure(row: Row[tuple[object, ...]]) -> Erasure:
    return Erasure(
        id=row.id,
        site_id=row.site_id,
        author_id=row.author_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        due_at=row.due_at,
        done_at=row.done_at,
        cleared_at=row.cleared_at,
        comments=row.comments,
    )
