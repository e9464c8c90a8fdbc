"""What an author has done against the rules: read from the decisions, and entered by moderators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, literal, select, update

from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.standing import Violation
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_comments, _rulings, _reasons = schema.comments, schema.rulings, schema.reasons
_violations = schema.violations

# A comment that came with an archive was written under other rules.
_DECIDED = (
    select(_rulings.c.id, _rulings.c.created_at, _reasons.c.rule)
    .select_from(
        _comments.join(_rulings, _rulings.c.id == _comments.c.ruling_id).join(
            _reasons, _reasons.c.ruling_id == _rulings.c.id
        )
    )
    .where(
        _comments.c.site_id == bindparam("of_site"),
        _comments.c.author_id == bindparam("of_author"),
        _comments.c.source_system.is_(None),
        _rulings.c.kind == literal(RulingKind.MODERATOR.value),
        _rulings.c.verdict == literal(Verdict.REJECT.word),
    )
    .order_by(_rulings.c.created_at, _rulings.c.id, _reasons.c.position)
)
_ENTERED = (
    select(_violations.c.ground, _violations.c.at, _violations.c.voided_at)
    .where(_violations.c.site_id == bindparam("of_site"), _violations.c.author_id == bindparam("of_author"))
    .order_by(_violations.c.at, _violations.c.id)
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A violation that a moderator entered, by its id."""

    id: str
    ground: str
    at: datetime


def of_author(connection: Connection, site_id: str, author_id: str) -> tuple[Violation, ...]:
    """Return every violation of an author: comments that a person rejected, and what was entered.

    A decision counts while it is the last one about its comment; superseded, it never was.
    """
    values = {"of_site": site_id, "of_author": author_id}
    decided: dict[str, tuple[datetime, list[str]]] = {}
    for row in connection.execute(_DECIDED, values):
        decided.setdefault(row.id, (row.created_at, []))[1].append(row.rule)
    entered = connection.execute(_ENTERED, values)
    return (
        *(Violation(tuple(rules), at) for at, rules in decided.values()),
        *(Violation((row.ground,), row.at, row.voided_at is not None) for row in entered),
    )


def entered(connection: Connection, site_id: str, author_id: str) -> list[Entered]:
    """Return the violations that moderators entered and nobody took back, oldest first."""
    rows = connection.execute(
        select(_violations.c.id, _violations.c.ground, _violations.c.at)
        .where(
            _violations.c.site_id == site_id,
            _violations.c.author_id == author_id,
            _violations.c.voided_at.is_(None),
        )
        .order_by(_violations.c.at, _violations.c.id)
    )
    return [Entered(row.id, row.ground, row.at) for row in rows]


def enter(
    connection: Connection, site_id: str, author_id: str, violation: Violation, *, violation_id: str, by: str
) -> None:
    """Record a violation of the terms of use, of the privacy policy, or of a rule by something else than a comment."""
    connection.execute(
        insert(_violations),
        {
            "id": violation_id,
            "site_id": site_id,
            "author_id": author_id,
            "ground": violation.grounds[0],
            "at": violation.at,
            "entered_by": by,
        },
    )


def last_entered(connection: Connection, site_id: str, author_id: str, ground: str) -> datetime | None:
    """Return when a violation on a ground was entered last, None for never; one taken back never was."""
    found: datetime | None = connection.execute(
        select(func.max(_violations.c.at)).where(
            _violations.c.site_id == site_id,
            _violations.c.author_id == author_id,
            _violations.c.ground == ground,
            _violations.c.voided_at.is_(None),
        )
    ).scalar()
    return found


def void(connection: Connection, site_id: str, violation_id: str, *, by: str, at: datetime) -> str | None:
    """Take an entered violation back; returns its author, None where there is none to take back."""
    here = (_violations.c.site_id == site_id) & (_violations.c.id == violation_id)
    changed = connection.execute(
        update(_violations).where(here, _violations.c.voided_at.is_(None)).values(voided_by=by, voided_at=at)
    )
    if changed.rowcount != 1:
        return None
    author_id: str = connection.execute(select(_violations.c.author_id).where(here)).scalar_one()
    return author_id
