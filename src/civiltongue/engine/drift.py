"""Whether what detectors notice has changed between two times; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

BINS = 10
"""In how many parts scores from 0 to 1 are divided; what was not noticed is a part of its own."""
FEWEST = 50
"""In fewer comments than this, of either time, nothing is compared."""
NOTABLE, STRONG = 0.1, 0.25
"""From where on a change is worth a look, and from where on something is different."""
_SMALLEST = 0.0005
_COUNTED = frozenset({"words"})


@dataclass(frozen=True, slots=True)
class Drift:
    """How a signal's scores changed: the population stability index, and how often it was heard clearly.

    ``then`` and ``now`` are the shares of comments with a score of one half or more.
    """

    signal: str
    index: float
    then: float
    now: float


def drifts(then: Sequence[Mapping[str, float]], now: Sequence[Mapping[str, float]]) -> tuple[Drift, ...]:
    """Return how the scores of each signal changed, the most first; nothing where there is too little to compare.

    Each element is one comment: its highest score by kind of signal.
    """
    if min(len(then), len(now)) < FEWEST:
        return ()
    kinds = {kind for comment in (*then, *now) for kind in comment} - _COUNTED
    found = (
        Drift(
            kind,
            round(_index(_shares(then, kind), _shares(now, kind)), 4),
            _clearly(then, kind),
            _clearly(now, kind),
        )
        for kind in kinds
    )
    return tuple(sorted(found, key=lambda drift: (-drift.index, drift.signal)))


def _shares(comments: Sequence[Mapping[str, float]], kind: str) -> list[float]:
    counted = Counter(
        min(int(comment[kind] * BINS), BINS - 1) if kind in comment else BINS for comment in comments
    )
    return [max(counted[number] / len(comments), _SMALLEST) for number in range(BINS + 1)]


def _index(then: Sequence[float], now: Sequence[float]) -> float:
    return sum((after - before) * log(after / before) for before, after in zip(then, now, strict=True))


def _clearly(comments: Sequence[Mapping[str, float]], kind: str) -> float:
    return sum(comment.get(kind, 0.0) >= 0.5 for comment in comments) / len(comments)
