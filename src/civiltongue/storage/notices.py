"""Notices from anybody: each decided once."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, insert, or_, select, update

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.notice import Ground, Notice, NoticeAppeal, NoticeState
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_notices = schema.notices
QUOTED = "> "
"""How a line of a notice begins in the letter to the author who is asked about it."""

_SAID = case((_notices.c.appeal_text.is_not(None), ""), else_=None)
EMPTY: Mapping[str, Any] = MappingProxyType(
    {"text": "", "answer": "", "author_text": None, "appeal_text": _SAID, "appeal_answer": _SAID}
)
"""What stands for every word about a notice once it is forgotten: that there was an appeal stays."""


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


def ask(connection: Connection, notice: Notice, *, until: datetime) -> None:
    """Record until when the author can say something to a notice."""
    connection.execute(update(_notices).where(*_is(notice)).values(asked_until=until))


def answer(connection: Connection, notice: Notice, text: str) -> bool:
    """Record what the author says to an open notice; returns False where there was an answer, or a decision."""
    changed = connection.execute(
        update(_notices)
        .where(*_is(notice), _notices.c.state == NoticeState.OPEN.value, _notices.c.author_text.is_(None))
        .values(author_text=text)
    )
    return changed.rowcount == 1


def appeal(connection: Connection, notice: Notice, text: str, *, at: datetime) -> bool:
    """Record an appeal against the refusal of a notice; returns False where there was one, or nothing was refused."""
    changed = connection.execute(
        update(_notices)
        .where(*_is(notice), _notices.c.state == NoticeState.REFUSED.value, _notices.c.appealed_at.is_(None))
        .values(
            appeal_text=text,
            appeal_state=AppealState.OPEN.value,
            appeal_answer="",
            appeal_decided_by="",
            appealed_at=at,
            reminded_at=None,
        )
    )
    return changed.rowcount == 1


def appealed(connection: Connection, site_id: str, *, most: int = 100) -> list[Notice]:
    """Return the notices of a site with an open appeal, the longest first."""
    is_open = _notices.c.appeal_state == AppealState.OPEN.value
    found = _all(connection, _notices.c.site_id == site_id, is_open)
    return sorted(found, key=lambda notice: notice.due_at(0))[:most]


def decide_appeal(connection: Connection, notice: Notice, decided: NoticeAppeal) -> bool:
    """Decide the open appeal about a notice; returns False where it was decided meanwhile."""
    changed = connection.execute(
        update(_notices)
        .where(*_is(notice), _notices.c.appeal_state == AppealState.OPEN.value)
        .values(
            appeal_state=decided.state.value,
            appeal_answer=decided.answer,
            appeal_decided_by=decided.decided_by,
            appeal_decided_at=decided.decided_at,
        )
    )
    return changed.rowcount == 1


def about_comment(connection: Connection, site_id: str, comment_id: str) -> list[Notice]:
    """Return every notice about a comment, the oldest first."""
    return _all(connection, _notices.c.site_id == site_id, _notices.c.comment_id == comment_id)


def remind(connection: Connection, site_id: str, *, before: datetime, at: datetime) -> int:
    """Mark what waits since before a time as told, once each; returns how many were not told before."""
    waits = or_(
        and_(_notices.c.state == NoticeState.OPEN.value, _notices.c.created_at <= before),
        and_(_notices.c.appeal_state == AppealState.OPEN.value, _notices.c.appealed_at <= before),
    )
    return connection.execute(
        update(_notices)
        .where(_notices.c.site_id == site_id, waits, _notices.c.reminded_at.is_(None))
        .values(reminded_at=at)
    ).rowcount


def empty(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Forget who gave the notices that were decided before a time, and in which words; returns how many."""
    return connection.execute(
        update(_notices)
        .where(
            _notices.c.site_id == site_id,
            _notices.c.decided_at < before,
            or_(_notices.c.appealed_at.is_(None), _notices.c.appeal_decided_at < before),
            _notices.c.text != "",
        )
        .values(name="", email="", **EMPTY)
    ).rowcount


def forget_giver(connection: Connection, site_id: str, email: str) -> None:
    """Forget who gave notices from an address, and in which words, also where a letter quotes them that still waits."""
    mine = _notices.c.site_id == site_id
    mine &= or_(_notices.c.email == email, func.lower(_notices.c.email) == email.lower())
    asked = (
        select(schema.authors.c.email)
        .join(schema.comments, schema.comments.c.author_id == schema.authors.c.id)
        .join(_notices, _notices.c.comment_id == schema.comments.c.id)
        .where(mine)
    )
    outbox = schema.outbox
    waits = (outbox.c.site_id == site_id) & outbox.c.sent_at.is_(None) & outbox.c.recipient.in_(asked)
    waits &= outbox.c.body.contains("/notices/answer/")
    for letter in connection.execute(select(outbox.c.id, outbox.c.body).where(waits)).all():
        kept = [line for line in letter.body.split("\n") if not line.startswith(QUOTED)]
        connection.execute(
            update(outbox)
            .where(outbox.c.site_id == site_id, outbox.c.id == letter.id)
            .values(body="\n".join(kept))
        )
    connection.execute(update(_notices).where(mine).values(name="", email="", **EMPTY))


def _all(connection: Connection, *which: Any) -> list[Notice]:
    rows = connection.execute(select(_notices).where(*which).order_by(_notices.c.created_at, _notices.c.id))
    return [_notice(row) for row in rows]


def _is(notice: Notice) -> tuple[ColumnElement[bool], ...]:
    return _notices.c.site_id == notice.site_id, _notices.c.id == notice.id


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
        asked_until=row.asked_until,
        author_text=row.author_text or "",
        appeal=_appeal(row),
    )


def _appeal(row: Row[tuple[object, ...]]) -> NoticeAppeal | None:
    if row.appealed_at is None:
        return None
    return NoticeAppeal(
        text=row.appeal_text,
        created_at=row.appealed_at,
        state=AppealState(row.appeal_state),
        answer=row.appeal_answer,
        decided_by=row.appeal_decided_by,
        decided_at=row.appeal_decided_at,
    )
