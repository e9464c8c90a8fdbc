"""Braked rules, and how many comments a rule stopped in a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, literal, select, update

from civiltongue.domain.identifier import make_identifier
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_brakes, _comments, _sites = schema.brakes, schema.comments, schema.sites
_rulings, _reasons = schema.rulings, schema.reasons

_STOPPED = (
    select(func.count(_rulings.c.comment_id.distinct()))
    .join(_reasons, _reasons.c.ruling_id == _rulings.c.id)
    .where(
        _rulings.c.site_id == bindparam("of_site"),
        _rulings.c.created_at >= bindparam("since"),
        _rulings.c.created_at < bindparam("until"),
        # Written out, or no database would see that its partial index fits.
        _rulings.c.kind == literal(RulingKind.ENGINE.value, literal_execute=True),
        _rulings.c.verdict == literal(Verdict.REJECT.word, literal_execute=True),
        _reasons.c.rule == bindparam("of_rule"),
        _reasons.c.verdict == Verdict.REJECT.word,
    )
)
_WRITTEN = (
    select(func.count())
    .select_from(_comments)
    .where(
        _comments.c.site_id == bindparam("of_site"),
        _comments.c.id >= bindparam("first"),
        _comments.c.id < bindparam("last"),
    )
)


@dataclass(frozen=True, slots=True)
class Braked:
    """A rule that holds instead of rejecting from a time on, until somebody released it.

    ``stopped`` of ``comments`` were stopped by it when the brake was pulled; ``usual`` is the share before.
    """

    id: str
    site_id: str
    rule: str
    policy_version: str
    stopped: int
    comments: int
    usual: float
    by: str
    at: datetime
    released_by: str | None = None
    released_at: datetime | None = None


def stopped(
    connection: Connection, site_id: str, rule: str, *, since: datetime, until: datetime
) -> tuple[int, int]:
    """Return how many comments the engine rejected under a rule in a time, and how many were written then."""
    values = {"of_site": site_id, "of_rule": rule, "since": since, "until": until}
    count = connection.execute(_STOPPED, values).scalar() or 0
    ends = {"first": _at(since), "last": _at(until)}
    written = connection.execute(_WRITTEN, {"of_site": site_id, **ends}).scalar() or 0
    return int(count), int(written)


def add(connection: Connection, braked: Braked) -> None:
    """Brake a rule of the site."""
    connection.execute(
        insert(_brakes),
        {
            "id": braked.id,
            "site_id": braked.site_id,
            "rule": braked.rule,
            "policy_version": braked.policy_version,
            "stopped": braked.stopped,
            "comments": braked.comments,
            "usual": braked.usual,
            "pulled_by": braked.by,
            "pulled_at": braked.at,
        },
    )
    _set(connection, braked.site_id)


def release(connection: Connection, site_id: str, rule: str, *, by: str, at: datetime) -> bool:
    """Let a rule reject again; returns whether it was braked."""
    changed = connection.execute(
        update(_brakes)
        .where(_brakes.c.site_id == site_id, _brakes.c.rule == rule, _brakes.c.released_at.is_(None))
        .values(released_by=by, released_at=at)
    )
    _set(connection, site_id)
    return changed.rowcount > 0


def every(connection: Connection, site_id: str, *, most: int = 50) -> list[Braked]:
    """Return the newest brakes first, released ones among them."""
    rows = connection.execute(
        select(_brakes)
        .where(_brakes.c.site_id == site_id)
        .order_by(_brakes.c.pulled_at.desc(), _brakes.c.id.desc())
        .limit(most)
    )
    return [
        Braked(
            id=row.id,
            site_id=row.site_id,
            rule=row.rule,
            policy_version=row.policy_version,
            stopped=row.stopped,
            comments=row.comments,
            usual=row.usual,
            by=row.pulled_by,
            at=row.pulled_at,
            released_by=row.released_by,
            released_at=row.released_at,
        )
        for row in rows
    ]


def released_at(connection: Connection, site_id: str, rule: str) -> datetime | None:
    """Return when a rule was last released."""
    found: datetime | None = connection.execute(
        select(_brakes.c.released_at)
        .where(_brakes.c.site_id == site_id, _brakes.c.rule == rule, _brakes.c.released_at.is_not(None))
        .order_by(_brakes.c.released_at.desc())
        .limit(1)
    ).scalar()
    return found


def _set(connection: Connection, site_id: str) -> None:
    """Keep on the site which of its rules are braked, where every comment asks for it."""
    open_ = select(_brakes.c.rule).where(_brakes.c.site_id == site_id, _brakes.c.released_at.is_(None))
    rules = sorted(set(connection.execute(open_).scalars()))
    connection.execute(update(_sites).where(_sites.c.id == site_id).values(braked=rules or None))


def _at(moment: datetime) -> str:
    """Return the lowest id of a moment."""
    return make_identifier(int(moment.timestamp() * 1000), 0)
