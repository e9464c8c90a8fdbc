"""Counting what happened on a site in some time: what was published, and what was reported."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, func, select

from civiltongue.domain.ruling import BY_PEOPLE, RulingKind, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.undone import was_undone

_rulings, _reports, _sanctions = schema.rulings, schema.reports, schema.sanctions


@dataclass(frozen=True, slots=True)
class Reported:
    """One report: under which rule, about what, when, and when a person decided after it (or None)."""

    rule: str
    comment_id: str
    at: datetime
    decided_at: datetime | None


def published(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> int:
    """Return how many wordings of comments were published at once."""
    found = connection.execute(
        select(func.count()).where(
            _rulings.c.site_id == site_id,
            _rulings.c.kind == RulingKind.ENGINE.value,
            _rulings.c.verdict == Verdict.PUBLISH.word,
            *_within(_rulings.c.created_at, since, before),
        )
    ).scalar()
    return int(found or 0)


def reported(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[Reported]:
    """Return every report of a reader."""
    decided = (
        select(func.min(_rulings.c.created_at))
        .where(
            _rulings.c.site_id == _reports.c.site_id,
            _rulings.c.comment_id == _reports.c.comment_id,
            _rulings.c.created_at >= _reports.c.created_at,
            _rulings.c.kind.in_(sorted(BY_PEOPLE)),
            ~was_undone(_rulings),
        )
        .scalar_subquery()
    )
    rows = connection.execute(
        select(_reports.c.rule, _reports.c.comment_id, _reports.c.created_at, decided.label("decided_at"))
        .where(_reports.c.site_id == site_id, *_within(_reports.c.created_at, since, before))
        .order_by(_reports.c.created_at, _reports.c.id)
    )
    return [Reported(row.rule, row.comment_id, row.created_at, row.decided_at) for row in rows]


def lifted(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> int:
    """Return how many of the sanctions that were imposed have been lifted since."""
    found = connection.execute(
        select(func.count()).where(
            _sanctions.c.site_id == site_id,
            _sanctions.c.lifted_at.is_not(None),
            *_within(_sanctions.c.imposed_at, since, before),
        )
    ).scalar()
    return int(found or 0)


def _within(column: Column[Any], since: datetime, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return column >= since, column < before
