"""Numbers of a time on a site, counted by the database: volumes, rules, decisions, how long they took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, func, select, type_coerce

from civiltongue.domain.ruling import BY_PEOPLE, RulingKind, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.undone import was_undone

_rulings, _reasons, _appeals = schema.rulings, schema.reasons, schema.appeals
_first = _rulings.alias("first")
_DAY, _SECOND = 86_400_000_000, 1_000_000
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PEOPLE = sorted(BY_PEOPLE)
_ENGINES = (RulingKind.ENGINE.value, RulingKind.UNDONE.value)
"""What the engine decided, also where a moderator took back at once what they had made of it."""


@dataclass(frozen=True, slots=True)
class Volume:
    """How many rulings of a kind had a verdict on a day, in UTC."""

    day: date
    kind: RulingKind
    verdict: Verdict
    number: int


@dataclass(frozen=True, slots=True)
class Pair:
    """How often a decision was followed by a person's: both with kind, verdict and who decided."""

    first_kind: RulingKind
    first: Verdict
    first_by: str
    then_kind: RulingKind
    then: Verdict
    then_by: str
    number: int


@dataclass(frozen=True, slots=True)
class Followed:
    """How often a decision under a rule was followed by a person's verdict, or reverted with all others in bulk.

    ``found_by`` names the detectors that noticed what it rests on, none where the record does not say;
    ``versions`` has those of all detectors.
    """

    rule: str
    signals: tuple[str, ...]
    found_by: tuple[str, ...]
    versions: Mapping[str, str]
    first: Verdict
    then: Verdict
    in_bulk: bool
    number: int


def volumes(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[Volume]:
    """Return how many rulings there were by day, kind and verdict."""
    day = (type_coerce(_rulings.c.created_at, BigInteger) // _DAY).label("day")
    rows = connection.execute(
        select(day, _rulings.c.kind, _rulings.c.verdict, func.count().label("number"))
        .where(
            _rulings.c.site_id == site_id,
            _rulings.c.kind != RulingKind.UNDONE.value,
            ~was_undone(_rulings),
            *_within(_rulings.c.created_at, since, before),
        )
        .group_by(day, _rulings.c.kind, _rulings.c.verdict)
    )
    return [Volume(_day(row.day), RulingKind(row.kind), Verdict.of(row.verdict), row.number) for row in rows]


def rules(
    connection: Connection, site_id: str, *, since: datetime, before: datetime
) -> list[tuple[str, Verdict, int]]:
    """Return how often the engine decided by which rule, the heaviest of each ruling, and how."""
    rows = connection.execute(
        select(_reasons.c.rule, _rulings.c.verdict, func.count().label("number"))
        .join(_rulings, _rulings.c.id == _reasons.c.ruling_id)
        .where(
            _reasons.c.site_id == site_id,
            _reasons.c.position == 0,
            _rulings.c.site_id == site_id,
            _rulings.c.kind == RulingKind.ENGINE.value,
            *_within(_rulings.c.created_at, since, before),
        )
        .group_by(_reasons.c.rule, _rulings.c.verdict)
    )
    return [(row.rule, Verdict.of(row.verdict), row.number) for row in rows]


def pairs(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[Pair]:
    """Return how people's decisions of a time compare to those that they superseded."""
    columns = (
        _first.c.kind.label("first_kind"),
        _first.c.verdict.label("first_verdict"),
        _first.c.decided_by.label("first_by"),
        _rulings.c.kind.label("then_kind"),
        _rulings.c.verdict.label("then_verdict"),
        _rulings.c.decided_by.label("then_by"),
    )
    rows = connection.execute(
        select(*columns, func.count().label("number"))
        .join(_first, _first.c.id == _rulings.c.supersedes)
        .where(*_by_people(site_id, since, before))
        .group_by(*columns)
    )
    return [
        Pair(
            RulingKind(row.first_kind),
            Verdict.of(row.first_verdict),
            row.first_by,
            RulingKind(row.then_kind),
            Verdict.of(row.then_verdict),
            row.then_by,
            row.number,
        )
        for row in rows
    ]


def followed(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[Followed]:
    """Return what became in a time of what the engine had held or rejected, by rule and detectors."""
    columns = (
        _reasons.c.rule,
        _reasons.c.signals,
        _reasons.c.found_by,
        _first.c.versions,
        _first.c.verdict.label("first_verdict"),
        _rulings.c.verdict.label("then_verdict"),
        (_rulings.c.kind == RulingKind.REVERSAL.value).label("in_bulk"),
    )
    rows = connection.execute(
        select(*columns, func.count().label("number"))
        .join(_first, _first.c.id == _rulings.c.supersedes)
        .join(_reasons, (_reasons.c.ruling_id == _first.c.id) & (_reasons.c.position == 0))
        .where(*_by_people(site_id, since, before, and_in_bulk=True), _first.c.kind.in_(_ENGINES))
        .group_by(*columns)
    )
    return [
        Followed(
            row.rule,
            tuple(row.signals),
            tuple(row.found_by or ()),
            row.versions,
            Verdict.of(row.first_verdict),
            Verdict.of(row.then_verdict),
            bool(row.in_bulk),
            row.number,
        )
        for row in rows
    ]


def waits(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[float]:
    """Return how long what people decided in a time had been held, in seconds, the shortest first."""
    took = _apart(_rulings.c.created_at, _first.c.created_at)
    found = connection.execute(
        select(took.label("took"))
        .join(_first, _first.c.id == _rulings.c.supersedes)
        .where(*_by_people(site_id, since, before), _first.c.verdict == Verdict.HOLD.word)
        .order_by(took)
    )
    return [took / _SECOND for took in found.scalars()]


def appeal_waits(connection: Connection, site_id: str, *, since: datetime, before: datetime) -> list[float]:
    """Return how long the appeals that were decided in a time had waited, in seconds, the shortest first."""
    took = _apart(_appeals.c.decided_at, _appeals.c.created_at)
    found = connection.execute(
        select(took.label("took"))
        .where(_appeals.c.site_id == site_id, *_within(_appeals.c.decided_at, since, before))
        .order_by(took)
    )
    return [took / _SECOND for took in found.scalars()]


def sampled_signals(
    connection: Connection, site_id: str, *, since: datetime, before: datetime, most: int
) -> tuple[list[dict[str, float]], int]:
    """Return what detectors noticed about some comments of a time, by kind of signal, and about how many there are.

    Which comments are taken depends on the random part of their rulings' ids alone; about ``most``.
    """
    mine = (
        _rulings.c.site_id == site_id,
        _rulings.c.kind == RulingKind.ENGINE.value,
        *_within(_rulings.c.created_at, since, before),
    )
    number = int(connection.execute(select(func.count()).select_from(_rulings).where(*mine)).scalar() or 0)
    query = select(_rulings.c.signals).where(*mine)
    if number > most:
        taken = max(1, round(len(_DIGITS) * most / number))
        query = query.where(func.substr(_rulings.c.id, 26, 1).in_(list(_DIGITS[:taken])))
    found = connection.execute(query.limit(2 * most)).scalars()
    return [_highest(signals) for signals in found], number


def _highest(signals: Sequence[Sequence[Any]]) -> dict[str, float]:
    highest: dict[str, float] = {}
    for kind, score, *_ in signals:
        highest[kind] = max(score, highest.get(kind, 0.0))
    return highest


def _by_people(
    site_id: str, since: datetime, before: datetime, *, and_in_bulk: bool = False
) -> tuple[ColumnElement[bool], ...]:
    return (
        _rulings.c.site_id == site_id,
        _rulings.c.kind.in_([*_PEOPLE, RulingKind.REVERSAL.value] if and_in_bulk else _PEOPLE),
        ~was_undone(_rulings),
        *_within(_rulings.c.created_at, since, before),
        _first.c.site_id == site_id,
    )


def _apart(end: Column[Any], start: Column[Any]) -> ColumnElement[int]:
    return type_coerce(end, BigInteger) - type_coerce(start, BigInteger)


def _day(number: int) -> date:
    return datetime.fromtimestamp(number * _DAY / _SECOND, UTC).date()


def _within(column: Column[Any], since: datetime, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return column >= since, column < before
