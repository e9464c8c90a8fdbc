"""Thresholds from past decisions: which score has which measured precision; pure arithmetic.

Three things are assumed, and none of them makes a threshold lower than the decisions bear out.
Whoever decided looked at a fair sample of the comments that came before moderators in the same way
and with about the same score. A published comment that nobody reported or looked at kept the rule.
Comments that score higher break the rule no less often than those that score a little lower.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import exp, floor, sqrt

from civiltongue.domain.ruling import ENOUGH_DECISIONS

ENOUGH = ENOUGH_DECISIONS
"""On how many decisions a threshold must rest."""
STEPS = 1000
"""Thresholds are multiples of one part in so many."""
BANDS = 10
"""Scores are compared within so many bands."""
_ROUNDS, _PULL, _LEAP, _STEEP = 50, 0.01, 4.0, 40.0
"""For the logistic curve: steps of Newton's method, pull of the slope to 0, longest step, end of the scale."""
_Z = 1.959964
"""The standard normal quantile of a two-sided interval of 95 %."""


class Way(StrEnum):
    """Say how a comment came before moderators; PUBLISHED ones did not, SUGGESTED ones are other programs'."""

    REJECTED = "rejected"
    HELD = "held"
    REPORTED = "reported"
    PUBLISHED = "published"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Case:
    """One comment of the past as one signal and one rule see it.

    ``broke`` is what a moderator decided about the rule, None where nobody did.
    """

    score: float
    way: Way
    broke: bool | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A share that was measured, with its 95 % interval (Wilson) and the decisions that it rests on."""

    share: float
    low: float
    high: float
    decisions: int


@dataclass(frozen=True, slots=True)
class Point:
    """The precision of everything that scores at or above a threshold."""

    threshold: float
    precision: Measured


def wilson(share: float, count: float) -> tuple[float, float]:
    """Return the 95 % interval of a share among ``count`` independent decisions (Wilson, 1927)."""
    if count <= 0:
        return 0.0, 1.0
    squared = _Z * _Z / count
    middle = (share + squared / 2) / (1 + squared)
    half = _Z / (1 + squared) * sqrt(share * (1 - share) / count + squared / (4 * count))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def curve(cases: Iterable[Case], *, below: float | None = None) -> tuple[Point, ...]:
    """Return the precision at every score that somebody decided about, the highest first.

    With ``below`` only what scores lower than that is counted.
    """
    ordered = sorted(cases, key=lambda case: -case.score)
    weights = _weights(ordered)
    counted = [case for case in ordered if below is None or case.score < below]
    points: list[Point] = []
    sums = _Sums()
    for step, group in groupby(counted, key=lambda case: floor(case.score * STEPS + 1e-9)):
        decisions = sums.decisions
        for case in group:
            sums.add(case, weights.get((case.way, band(case.score)), 0.0))
        if step > 0 and sums.decisions > decisions:
            points.append(Point(step / STEPS, sums.measured()))
    return tuple(points)


def reject_from(points: Sequence[Point], precision: float, *, enough: int = ENOUGH) -> Point | None:
    """Return the lowest threshold from which on comments break the rule as often as ``precision`` says.

    None where no threshold with enough decisions does. A higher precision never yields a lower one.
    """
    fit = [
        point
        for point in points
        if point.precision.decisions >= enough and point.precision.share >= precision
    ]
    return min(fit, key=lambda point: point.threshold, default=None)


def best(points: Sequence[Point], *, enough: int = ENOUGH) -> Point | None:
    """Return the threshold with the highest precision that rests on enough decisions."""
    known = [point for point in points if point.precision.decisions >= enough]
    return max(known, key=lambda point: (point.precision.share, -point.threshold), default=None)


def at(points: Sequence[Point], threshold: float) -> Measured | None:
    """Return the precision of what scores at or above any threshold, None where nothing does."""
    reached = [point for point in points if point.threshold >= threshold - 0.5 / STEPS]
    return reached[-1].precision if reached else None


def trend(cases: Iterable[tuple[float, bool]]) -> "Trend | None":
    """Return how the share that breaks a rule grows with the score, by a logistic curve.

    None for fewer than :data:`ENOUGH` decisions. Each way counts for one more decision in the
    middle than there is, so that the curve exists also where a score parts both ways.
    """
    known = list(cases)
    if len(known) < ENOUGH:
        return None
    middle = sum(score for score, _ in known) / len(known)
    weighed = [(score, float(broke), 1.0) for score, broke in known]
    weighed += [(middle, 0.0, 1.0), (middle, 1.0, 1.0)]
    base = slope = 0.0
    for _ in range(_ROUNDS):
        base, slope = _newton_step(weighed, base, slope)
    return Trend(base, max(slope, 0.0))


@dataclass(frozen=True, slots=True)
class Trend:
    """A logistic curve over scores."""

    base: float
    slope: float

    def at(self, score: float) -> float:
        """Return the share that breaks a rule at a score."""
        return 1.0 / (1.0 + exp(-max(-_STEEP, min(_STEEP, self.base + self.slope * score))))


def _newton_step(
    weighed: Iterable[tuple[float, float, float]], base: float, slope: float
) -> tuple[float, float]:
    """Return the parameters after one step of Newton's method, with a weak pull of the slope to 0."""
    now = Trend(base, slope)
    down = base_bend = cross = 0.0
    aside, slope_bend = -_PULL * slope, _PULL
    for score, broke, weight in weighed:
        share = now.at(score)
        bend = weight * max(share * (1.0 - share), 1e-6)
        down += weight * (broke - share)
        aside += weight * (broke - share) * score
        base_bend += bend
        cross += bend * score
        slope_bend += bend * score * score
    determinant = base_bend * slope_bend - cross * cross
    step = (slope_bend * down - cross * aside) / determinant
    turn = (base_bend * aside - cross * down) / determinant
    return base + max(-_LEAP, min(_LEAP, step)), slope + max(-_LEAP, min(_LEAP, turn))


def band(score: float) -> int:
    """Return which band a score falls into, counted from 0."""
    return min(max(floor(score * BANDS + 1e-9), 0), BANDS - 1)


def _weights(cases: Iterable[Case]) -> dict[tuple[Way, int], float]:
    """Return for how many comments each decision stands, by the way and the band of its score."""
    every: dict[tuple[Way, int], int] = defaultdict(int)
    decided: dict[tuple[Way, int], int] = defaultdict(int)
    for case in cases:
        cell = (case.way, band(case.score))
        every[cell] += 1
        decided[cell] += case.broke is not None
    return {
        cell: 1.0 if cell[0] is Way.PUBLISHED else every[cell] / count
        for cell, count in decided.items()
        if count
    }


class _Sums:
    """Add up cases from the highest score down."""

    def __init__(self) -> None:
        self._broke = self._all = self._weight = self._squares = 0.0
        self.decisions = 0

    def add(self, case: Case, weight: float) -> None:
        if case.broke is None:
            # It stands for itself and was not complained of; others are stood for by those decided.
            self._all += case.way is Way.PUBLISHED
            return
        self.decisions += 1
        self._all += weight
        self._broke += weight * case.broke
        self._weight += weight
        self._squares += weight * weight

    def measured(self) -> Measured:
        share = self._broke / self._all if self._all else 0.0
        # Decisions that stand for many others say less than their number (Kish's effective size).
        count = self._weight * self._weight / self._squares if self._squares else 0.0
        return Measured(share, *wilson(share, count), decisions=self.decisions)
