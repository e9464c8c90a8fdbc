"""Thresholds stand in order and where scores can reach them."""

from collections.abc import Iterator
from itertools import pairwise

from civiltongue.policyfile.document import Document, number, scalar
from civiltongue.policyfile.keys import CONDITION
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import Mapping

THRESHOLDS = ("nudge", "hold", "reject")
"""The keys of a condition that are thresholds, from mild to harsh."""


def thresholds_are_in_order_and_range(document: Document) -> Iterator[Problem]:
    """Yield a problem for each threshold that no score, or every score, reaches, or that is masked."""
    for condition in document.conditions:
        yield from _out_of_range(condition)
        yield from _out_of_order(condition)


def _out_of_range(condition: Mapping) -> Iterator[Problem]:
    signal = scalar(condition, "signal")
    if signal is None:
        return
    counts = signal.value == "words"
    for key in THRESHOLDS:
        threshold, node = number(condition, CONDITION, key), condition.get(key)
        if threshold is None or node is None:
            continue
        if threshold == 0:
            yield Problem(node.place, f"every comment reaches {key}: 0", "Write a number above 0.")
        elif counts and not threshold.is_integer():
            yield Problem(node.place, "words are counted in whole numbers", "Write a whole number.")
        elif not counts and threshold > 1:
            yield Problem(
                node.place,
                f"no score reaches {threshold:g}",
                "Scores go from 0 to 1; only the signal `words` counts higher.",
            )


def _out_of_order(condition: Mapping) -> Iterator[Problem]:
    given = [(key, score) for key in THRESHOLDS if (score := number(condition, CONDITION, key)) is not None]
    for (mild, low), (harsh, high) in pairwise(given):
        node = condition.get(mild)
        if low >= high and node is not None:
            yield Problem(
                node.place,
                f"{mild} at {low:g} never comes about, since {harsh} begins at {high:g}",
                f"Make {mild} lower than {harsh}, or take it out.",
            )
