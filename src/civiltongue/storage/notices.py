"""Notices from anybody: each decided once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from civiltongue.domain.notice import Ground, Notice, NoticeState
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_notices = schema.notices


def add(connection: Connection, notice: Notice) -> None:
    """Store an open notice."""
    connection.execute(
        insert(_notices),
        {
            "id": notice.id,
            "site_id": notice.site_id,
            "comment_id": notice.comment_id,
            "ground": notice.ground.value,
            "is_subject": notice.is_subject,
            "text": notice.text,
            "name": notice.name,
            "email": notice.email,
            "state": notice.state.value,
            "answer": notice.answer,
            "decided_by": notice.decided_by,
            "created_at": notice.created_at,
            "decided_at": notice.decided_at,
        },
    )


def get(connection: Connection, site_id: str, notice_id: str) -> Notice | None:
    """Return a notice by id."""
    found = _all(connection, _notices.c.site_id == site_id, _notices.c.id == notice_id)
    return found[0] if found else None


def site_of(connection: Connection, notice_id: str) -> str | None:
    """Return the site that a notice's public id belongs to."""
    return connection.execute(select(_notices.c.site_id).where(_notices.c.id == notice_id)).scalar()


def waiting(connection: Connection, site_id: str, *, most: int = 100) -> list[Notice]:
    """Return the open notices of a site, the longest first."""
    return _all(connection, _notices.c.site_id == site_id, _notices.c.state == NoticeState.OPEN.value)[:most]


def given(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[Notice]:
    """Return every notice that was given from a time on and before another."""
    created = _notices.c.created_at
    return _all(connection, _notices.c.site_id == site_id, created >= since, created < before)


def decide(
    connection: Connection, notice: Notice, state: NoticeState, *, answer: str, by: str, at: datetime
) -> bool:
    """Decide an open notice; returns False where it was decided meanwhile."""
    changed = connection.execute(
        update(_notices)
        .where(
            _notices.c.site_id == notice.site_id,
            _notices.c.id == notice.id,
            _notices.c.state == NoticeState.OPEN.value,
        )
        .values(state=state.value, answer=answer, decided_by=by, decided_at=at)
    )
    return changed.rowcount == 1


def empty(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Forget who gave the notices that were decided before a time, and in which words; returns how many."""
    return connection.execute(
        update(_notices)
        .where(_notices.c.site_id == site_id, _notices.c.decided_at < before, _notices.c.text != "")
        .values(text="", name="", email="", answer="")
    ).rowcount


def _all(connection: Connection, *which: Any) -> list[Notice]:
    rows = connection.execute(select(_notices).where(*which).order_by(_notices.c.created_at, _notices.c.id))
    return [_notice(row) for row in rows]


def _notice(row: Row[tuple[object, ...]]) -> Notice:
    return Notice(
        id=row.id,
        site_id=row.site_id,
        comment_id=row.comment_id,
        ground=Ground(row.ground),
        is_subject=row.is_subject,
        text=row.text,
        name=row.name,
        email=row.email,
        created_at=row.created_at,
        state=NoticeState(row.state),
        answer=row.answer,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
