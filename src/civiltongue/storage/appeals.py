"""Appeals: one for each ruling or sanction, decided once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from civiltongue.domain.appeal import Appeal, AppealState
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.searching import stands_in

_appeals = schema.appeals


def add(connection: Connection, appeal: Appeal) -> None:
    """Store an open appeal; the write raises Duplicate where there was one about the same before."""
    connection.execute(
        insert(_appeals),
        {
            "id": appeal.id,
            "site_id": appeal.site_id,
            "author_id": appeal.author_id,
            "comment_id": appeal.comment_id,
            "ruling_id": appeal.ruling_id,
            "sanction_id": appeal.sanction_id,
            "text": appeal.text,
            "state": appeal.state.value,
            "answer": appeal.answer,
            "decided_by": appeal.decided_by,
            "created_at": appeal.created_at,
            "decided_at": appeal.decided_at,
        },
    )


def get(connection: Connection, site_id: str, appeal_id: str) -> Appeal | None:
    """Return an appeal by id."""
    found = _all(connection, _appeals.c.site_id == site_id, _appeals.c.id == appeal_id)
    return found[0] if found else None


def about(connection: Connection, site_id: str, subject_ids: Sequence[str]) -> dict[str, Appeal]:
    """Return the appeals about rulings and sanctions, by the ids of these."""
    found = _all(
        connection,
        _appeals.c.site_id == site_id,
        or_(_appeals.c.ruling_id.in_(subject_ids), _appeals.c.sanction_id.in_(subject_ids)),
    )
    return {appeal.ruling_id or appeal.sanction_id or "": appeal for appeal in found}


def of_comment(connection: Connection, site_id: str, comment_id: str) -> list[Appeal]:
    """Return every appeal about a comment's decisions, oldest first."""
    return _all(connection, _appeals.c.site_id == site_id, _appeals.c.comment_id == comment_id)


def waiting(
    connection: Connection, site_id: str, *, most: int = 100, places: Sequence[str] | None = None
) -> list[Appeal]:
    """Return the open appeals of a site, the longest first.

    With ``places`` they are those about comments under stories there, without those against sanctions.
    """
    is_open = _appeals.c.state == AppealState.OPEN.value
    here = [] if places is None else [stands_in(site_id, places, _appeals.c.comment_id)]
    return _all(connection, _appeals.c.site_id == site_id, is_open, *here)[:most]


def filed(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[Appeal]:
    """Return every appeal that was filed from a time on and before another."""
    created = _appeals.c.created_at
    return _all(connection, _appeals.c.site_id == site_id, created >= since, created < before)


def decide(
    connection: Connection, appeal: Appeal, state: AppealState, *, answer: str, by: str, at: datetime
) -> bool:
    """Decide an open appeal; returns whether it was still open."""
    changed = connection.execute(
        update(_appeals)
        .where(
            _appeals.c.site_id == appeal.site_id,
            _appeals.c.id == appeal.id,
            _appeals.c.state == AppealState.OPEN.value,
        )
        .values(state=state.value, answer=answer, decided_by=by, decided_at=at)
    )
    return changed.rowcount == 1


def lock(connection: Connection, appeal: Appeal) -> AppealState | None:
    """Return an appeal's state now, and keep it so until the transaction ends."""
    query = select(_appeals.c.state).where(_appeals.c.site_id == appeal.site_id, _appeals.c.id == appeal.id)
    state = connection.execute(query.with_for_update()).scalar()
    return AppealState(state) if state else None


def site_of(connection: Connection, appeal_id: str) -> str | None:
    """Return the site that an appeal belongs to."""
    return connection.execute(select(_appeals.c.site_id).where(_appeals.c.id == appeal_id)).scalar()


def _all(connection: Connection, *conditions: Any) -> list[Appeal]:
    query = select(_appeals).where(*conditions).order_by(_appeals.c.created_at, _appeals.c.id)
    return [_appeal(row) for row in connection.execute(query)]


def _appeal(row: Row[Any]) -> Appeal:
    return Appeal(
        id=row.id,
        site_id=row.site_id,
        author_id=row.author_id,
        comment_id=row.comment_id,
        ruling_id=row.ruling_id,
        sanction_id=row.sanction_id,
        text=row.text,
        created_at=row.created_at,
        state=AppealState(row.state),
        answer=row.answer,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
