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


def barred(standing: Standing, ladder: Ladder, *, now: datetime) -> Verdict:
    """Return what the engine alone makes of a comment by an author with these strikes.

    It refuses for as long as it may suspend without a person; what lasts longer, and a ban, holds
    the author's comments for a person from then on. Steps that were followed by a sanction on
    record have been answered, and bar nobody by themselves.
    """
    answered = max((sanction.imposed_at for sanction in standing.sanctions), default=None)
    verdicts = (
        _barred_by(due, standing.strikes, ladder, now)
        for due in dues(standing.strikes, ladder, now=now)
        if answered is None or due.at > answered
    )
    return max(verdicts, default=Verdict.PUBLISH)


def _barred_by(due: Due, strikes: Iterable[Strike], ladder: Ladder, now: datetime) -> Verdict:
    if due.step.kind is SanctionKind.WARNING:
        return Verdict.PUBLISH
    lasting = due.step.lasting
    if now < due.at + (ladder.alone if lasting is None else min(lasting, ladder.alone)):
        return Verdict.REJECT
    if lasting is not None:
        return Verdict.HOLD if now < due.at + lasting else Verdict.PUBLISH
    return Verdict.HOLD if weight(strikes, ladder, now=now) >= due.step.at else Verdict.PUBLISH
