"""From strikes to sanctions: a fold over the record, the same whoever works it out and whenever.

A strike counts from its moment on and for as long as the policy says, to the second. Strikes of one
moment count together, so that their order says nothing. Every strike takes the step that the weight
has reached with it, the same step again where it rises to no higher one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import fsum

from civiltongue.domain.ladder import Ladder, Step
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind, Standing, Strike


@dataclass(frozen=True, slots=True)
class Due:
    """Say that a step of the ladder was reached, and when."""

    at: datetime
    step: Step
    strikes: tuple[Strike, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """Say where an author stands on the ladder at a moment, and what the next strike may lead to.

    ``missing`` is the weight that is missing to the next step.
    """

    weight: float
    step: Step | None
    next: Step | None
    missing: float


def weight(strikes: Iterable[Strike], ladder: Ladder, *, now: datetime) -> float:
    """Return what the strikes weigh at a moment; those of later are not known yet."""
    # ``fsum`` rounds once, so that the order of what is added never matters.
    return fsum(
        strike.weight
        for strike in strikes
        if not strike.overturned and strike.at <= now < strike.at + ladder.strikes_last
    )


def rung(strikes: Iterable[Strike], ladder: Ladder, *, now: datetime) -> Rung:
    """Return where strikes put their author at a moment."""
    weighs = weight(strikes, ladder, now=now)
    following = ladder.following(weighs)
    missing = following.at - weighs if following else 0.0
    return Rung(weight=weighs, step=ladder.step(weighs), next=following, missing=missing)


def dues(strikes: Iterable[Strike], ladder: Ladder, *, now: datetime) -> tuple[Due, ...]:
    """Return every step that was taken until now, oldest first."""
    valid = (strike for strike in strikes if not strike.overturned and strike.at <= now)
    known = sorted(valid, key=lambda strike: strike.at)
    taken = []
    for at, together in groupby(known, key=lambda strike: strike.at):
        new = tuple(together)
        step = ladder.step(weight((strike for strike in known if strike.at <= at), ladder, now=at))
        if step is not None and any(strike.weight for strike in new):
            taken.append(Due(at=at, step=step, strikes=new))
    return tuple(taken)


def alone(due: Due, ladder: Ladder) -> tuple[SanctionKind, datetime | None]:
    """Return the sanction that the engine may impose for a step, and until when; a warning has no end."""
    if due.step.kind is SanctionKind.WARNING:
        return SanctionKind.WARNING, None
    return SanctionKind.SUSPENSION, due.at + min(due.step.lasting or ladder.alone, ladder.alone)


def barred(standing: Standing, ladder: Ladder, *, now: datetime) -> Verdict:
    """Return what the engine alone makes of a comment by an author with these strikes.

    It refuses for as long as it may suspend without a person; what lasts longer, and a ban, holds
    the author's comments for a person from then on. Steps that a person has since answered with a
    sanction, or whose sanction a person has lifted, bar nobody.
    """
    decided = max(
        (sanction.imposed_at for sanction in standing.sanctions if not sanction.by_engine), default=None
    )
    forgiven = _lifted(standing) - {
        sanction.imposed_at for sanction in standing.sanctions if sanction.lifted_at is None
    }
    verdicts = (
        _barred_by(due, standing.strikes, ladder, now)
        for due in dues(standing.strikes, ladder, now=now)
        if due.at not in forgiven and (decided is None or due.at > decided)
    )
    return max(verdicts, default=Verdict.PUBLISH)


def _lifted(standing: Standing) -> set[datetime]:
    return {
        sanction.imposed_at
        for sanction in standing.sanctions
        if sanction.by_engine and sanction.lifted_at is not None
    }


def _barred_by(due: Due, strikes: Iterable[Strike], ladder: Ladder, now: datetime) -> Verdict:
    if due.step.kind is SanctionKind.WARNING:
        return Verdict.PUBLISH
    lasting, (_, until) = due.step.lasting, alone(due, ladder)
    if until is not None and now < until:
        return Verdict.REJECT
    if lasting is not None:
        return Verdict.HOLD if now < due.at + lasting else Verdict.PUBLISH
    return Verdict.HOLD if weight(strikes, ladder, now=now) >= due.step.at else Verdict.PUBLISH
