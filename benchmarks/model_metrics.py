"""The few statistics that the model's table needs, written out so that nothing else must be installed."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from civiltongue.domain.evidence import Span


def ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """Return the ranks of the values from 1 up; equal values share the mean of theirs."""
    given = np.asarray(values, np.float64)
    _, places, counts = np.unique(given, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2.0)[places]


def auc(scores: Sequence[float], labels: Sequence[int]) -> float:
    """Return the chance that a positive scores above a negative, ties counted half."""
    positive = np.asarray(labels) == 1
    count, rest = int(positive.sum()), int((~positive).sum())
    return float((ranks(scores)[positive].sum() - count * (count + 1) / 2) / (count * rest))


def accuracy(said: Iterable[bool], labels: Iterable[int]) -> float:
    """Return the share of right answers."""
    pairs = [bool(one) == bool(other) for one, other in zip(said, labels, strict=True)]
    return sum(pairs) / len(pairs)


def macro_f1(said: Sequence[bool], labels: Sequence[int]) -> float:
    """Return the mean of the F1 of both classes."""
    given, right = np.asarray(said, bool), np.asarray(labels, bool)
    found = []
    for side in (True, False):
        both = ((given == side) & (right == side)).sum()
        found.append(2.0 * both / max((given == side).sum() + (right == side).sum(), 1))
    return float(np.mean(found))


def character_f1(found: Iterable[Span], wanted: Iterable[Sequence[int]]) -> float:
    """Return the F1 of the marked characters of one text, as SemEval 2021 counts: nothing against nothing is 1."""
    ours = {at for span in found for at in range(span.start, span.end)}
    right = {at for start, end in wanted for at in range(start, end)}
    if not ours or not right:
        return float(not ours and not right)
    return 2.0 * len(ours & right) / (len(ours) + len(right))


def held_for(
    scores: Sequence[float], labels: Sequence[int], *, prevalence: float
) -> list[tuple[float, float]]:
    """Return (share held, share of violations among the rest) for every place to draw the line."""
    order = np.argsort(-np.asarray(scores))
    positive = np.asarray(labels)[order] == 1
    weights = np.where(positive, prevalence / positive.mean(), (1 - prevalence) / (1 - positive.mean()))
    weights = weights / weights.sum()
    held = np.concatenate([[0.0], np.cumsum(weights)])
    missed = weights[positive].sum() - np.concatenate([[0.0], np.cumsum(weights * positive)])
    return [
        (float(share), float(left / max(1.0 - share, 1e-9)))
        for share, left in zip(held[:-1], missed[:-1], strict=True)
    ]
