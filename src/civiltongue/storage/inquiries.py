"""Inquiries of people who are named in comments: each answered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update

from civiltongue.domain.inquiry import Inquiry, InquiryState
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_inquiries = schema.inquiries


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment as whoever is named in it is shown it, without its author."""

    id: str
    text: str
    story: str
    status: str
    created_at: datetime


def add(connection: Connection, inquiry: Inquiry) -> None:
    """Store an inquiry."""
    connection.execute(
        insert(_inquiries),
        {
            "id": inquiry.id,
            "site_id": inquiry.site_id,
            "name": inquiry.name,
            "email": inquiry.email,
            "text": inquiry.text,
            "state": inquiry.state.value,
            "answer": "",
            "comments": [],
            "decided_by": "",
            "created_at": inquiry.created_at,
        },
    )


def get(connection: Connection, site_id: str, inquiry_id: str) -> Inquiry | None:
    """Return an inquiry by id."""
    found = _all(connection, _inquiries.c.site_id == site_id, _inquiries.c.id == inquiry_id)
    return found[0] if found else None


def waiting(connection: Connection, site_id: str) -> list[Inquiry]:
    """Return the inquiries that wait for an answer, the longest first."""
    is_open = _inquiries.c.state == InquiryState.OPEN.value
    return _all(connection, _inquiries.c.site_id == site_id, is_open)


def confirm(connection: Connection, inquiry: Inquiry) -> bool:
    """Record that whoever asks has proved their address; returns False where they had before."""
    return _change(connection, inquiry, InquiryState.UNPROVEN, state=InquiryState.OPEN.value)


def decide(connection: Connection, inquiry: Inquiry) -> bool:
    """Record an open inquiry's answer; returns False where it was answered meanwhile."""
    return _change(
        connection,
        inquiry,
        InquiryState.OPEN,
        state=inquiry.state.value,
        answer=inquiry.answer,
        comments=list(inquiry.comments),
        decided_by=inquiry.decided_by,
        decided_at=inquiry.decided_at,
    )


def shown(connection: Connection, site_id: str, comment_ids: Sequence[str]) -> list[Shown]:
    """Return these comments in the wording that they have now, the oldest first; erased ones are left out."""
    comments, revisions, threads = schema.comments, schema.revisions, schema.threads
    rows = connection.execute(
        select(comments.c.id, comments.c.status, comments.c.created_at, revisions.c.visible)
        .add_columns(threads.c.title, threads.c.url)
        .join(revisions, revisions.c.id == comments.c.revision_id)
        .join(threads, threads.c.id == comments.c.thread_id)
        .where(comments.c.site_id == site_id, comments.c.id.in_(comment_ids), revisions.c.visible != "")
        .order_by(comments.c.created_at, comments.c.id)
    )
    return [Shown(row.id, row.visible, row.title or row.url, row.status, row.created_at) for row in rows]


def empty(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Forget who asked what, where it was answered, or never proved, before a time; returns how many."""
    old = or_(
        _inquiries.c.decided_at < before,
        (_inquiries.c.state == InquiryState.UNPROVEN.value) & (_inquiries.c.created_at < before),
    )
    return _forget(connection, _inquiries.c.site_id == site_id, old, _inquiries.c.email != "")


def forget_address(connection: Connection, site_id: str, email: str) -> int:
    """Forget what was asked from an e-mail address; returns how many."""
    same = func.lower(_inquiries.c.email) == email.lower()
    return _forget(connection, _inquiries.c.site_id == site_id, or_(same, _inquiries.c.email == email))


def _forget(connection: Connection, *which: Any) -> int:
    nothing: dict[str, Any] = {"name": "", "email": "", "text": "", "answer": "", "comments": []}
    return connection.execute(update(_inquiries).where(*which).values(**nothing)).rowcount


def _change(connection: Connection, inquiry: Inquiry, before: InquiryState, **values: Any) -> bool:
    changed = connection.execute(
        update(_inquiries)
        .where(
            _inquiries.c.site_id == inquiry.site_id,
            _inquiries.c.id == inquiry.id,
            _inquiries.c.state == before.value,
        )
        .values(**values)
    )
    return changed.rowcount == 1


def _all(connection: Connection, *which: Any) -> list[Inquiry]:
    rows = connection.execute(select(_inquiries).where(*which).order_by(_inquiries.c.created_at))
    return [_inquiry(row) for row in rows]


def _inquiry(row: Row[Any]) -> Inquiry:
    return Inquiry(
        id=row.id,
        site_id=row.site_id,
        name=row.name,
        email=row.email,
        text=row.text,
        created_at=row.created_at,
        state=InquiryState(row.state),
        answer=row.answer,
        comments=tuple(row.comments),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
