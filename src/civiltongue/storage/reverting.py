"""Rulings in force that name a rule, and what rules in shadow would have done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select

from civiltongue.domain.ruling import BY_PEOPLE, RulingKind, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.looking_up import is_of

_comments, _rulings, _reasons = schema.comments, schema.rulings, schema.reasons
_shadowed = schema.shadowed
_STOPPING = (Verdict.HOLD.word, Verdict.REJECT.word)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say which rulings are meant: under which rule, by whom, and of which time, half-open."""

    rule: str
    since: datetime
    until: datetime
    kinds: tuple[RulingKind, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """What a rule in shadow would have done to comments, and what people decided about these.

    ``broke`` were rejected under the rule, ``other`` under another one, and ``kept`` published.
    """

    verdicts: Mapping[Verdict, int]
    broke: int
    other: int
    kept: int


def in_force(
    connection: Connection, site_id: str, wanted: Wanted, *, after: str = "", most: int
) -> list[str]:
    """Return comments that a rule holds or rejects, in the order of their ids, ``after`` the last one before."""
    query = _meant(select(_comments.c.id), site_id, wanted)
    query = query.where(_comments.c.site_id == site_id, _comments.c.id > after)
    return list(connection.execute(query.order_by(_comments.c.id).limit(most)).scalars())


def count(connection: Connection, site_id: str, wanted: Wanted) -> int:
    """Return how many comments a rule holds or rejects."""
    # Counted from the rulings of that time, which are few beside all comments.
    query = _meant(select(func.count(_comments.c.id)), site_id, wanted)
    query = query.where(is_of(_comments.c.site_id, site_id))
    return int(connection.execute(query).scalar_one())


def _meant(query: Select[Any], site_id: str, wanted: Wanted) -> Select[Any]:
    """Return a query of comments, of those alone that are meant."""
    return query.join(_rulings, _rulings.c.id == _comments.c.ruling_id).where(
        _comments.c.id == _rulings.c.comment_id,
        _rulings.c.site_id == site_id,
        _rulings.c.kind.in_([kind.value for kind in wanted.kinds]),
        _rulings.c.verdict.in_(_STOPPING),
        _rulings.c.created_at >= wanted.since,
        _rulings.c.created_at < wanted.until,
        exists().where(
            _reasons.c.ruling_id == _rulings.c.id,
            _reasons.c.rule == wanted.rule,
            _reasons.c.verdict.in_(_STOPPING),
        ),
    )


def watched(connection: Connection, site_id: str, rule: str) -> Watched:
    """Return what a rule in shadow would have done, of every comment by the last ruling that it spoke in."""
    counted = select(_shadowed.c.verdict, func.count(_rulings.c.comment_id.distinct())).join(
        _rulings, _rulings.c.id == _shadowed.c.ruling_id
    )
    here = (_shadowed.c.site_id == site_id, _shadowed.c.rule == rule)
    found = connection.execute(counted.where(*here).group_by(_shadowed.c.verdict))
    verdicts = {Verdict.of(word): count for word, count in found}
    last, later = _rulings.alias("last"), _rulings.alias("later")
    people = sorted(kind.value for kind in BY_PEOPLE)
    decided = (
        select(last.c.verdict, _reasons.c.rule, func.count(last.c.comment_id.distinct()))
        .select_from(
            _shadowed.join(_rulings, _rulings.c.id == _shadowed.c.ruling_id)
            .join(last, last.c.comment_id == _rulings.c.comment_id)
            .outerjoin(_reasons, (_reasons.c.ruling_id == last.c.id) & (_reasons.c.position == 0))
        )
        .where(
            *here,
            last.c.kind.in_(people),
            ~exists().where(
                later.c.comment_id == last.c.comment_id,
                later.c.kind.in_(people),
                later.c.created_at > last.c.created_at,
            ),
        )
        .group_by(last.c.verdict, _reasons.c.rule)
    )
    broke = other = kept = 0
    for verdict, under, count in connection.execute(decided):
        if verdict == Verdict.PUBLISH.word:
            kept += count
        elif verdict == Verdict.REJECT.word:
            broke, other = (broke + count, other) if under == rule else (broke, other + count)
    return Watched(verdicts, broke, other, kept)
