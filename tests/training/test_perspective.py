"""Curves are fitted so that as many texts as before are above a threshold; readouts, so that mild texts keep their order."""

import math
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.perspective import area, fit, rank_correlation
from training.perspective_picture import picture
from training.perspective_readout import fit_readout, left_out

SHARES = st.floats(0, 1, allow_subnormal=False)


def a_thousand(steepness: float) -> list[tuple[float, float]]:
    """Return pairs of scores of which ours is a power of theirs, with some noise."""
    steady = random.Random(7)
    theirs = [steady.random() for _ in range(1_000)]
    return [(min(1.0, max(0.0, one**steepness + steady.gauss(0, 0.02))), one) for one in theirs]


@pytest.mark.parametrize("steepness", [0.3, 1.0, 4.0])
@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8, 0.9])
def test_as_many_texts_as_before_are_above_a_threshold(steepness: float, threshold: float) -> None:
    pairs = a_thousand(steepness)
    curve = fit(pairs)

    before = sum(theirs >= threshold for _, theirs in pairs)
    after = sum(curve(ours) >= threshold for ours, _ in pairs)

    assert after == pytest.approx(before, abs=20)


@given(pairs=st.lists(st.tuples(SHARES, SHARES), min_size=2, max_size=60))
def test_every_curve_rises_from_nothing_to_certainty(pairs: list[tuple[float, float]]) -> None:
    points = fit(pairs).points

    assert points[0][0] == 0.0
    assert points[-1] == (1.0, 1.0)
    assert all(left[0] < right[0] and left[1] <= right[1] for left, right in pairwise(points))


def test_the_order_of_texts_is_compared_by_rank() -> None:
    assert rank_correlation([(0.1, 0.2), (0.2, 0.5), (0.9, 0.6)]) == pytest.approx(1.0)
    assert rank_correlation([(0.9, 0.2), (0.2, 0.5), (0.1, 0.6)]) == pytest.approx(-1.0)
    assert rank_correlation([(0.5, 0.2), (0.5, 0.5), (0.5, 0.6)]) == 0.0


def test_the_area_says_how_often_the_worse_text_has_the_higher_score() -> None:
    pairs = [(0.9, 0.8), (0.4, 0.7), (0.5, 0.1), (0.1, 0.2)]

    assert area(pairs, threshold=0.7) == 0.75


def test_curves_are_drawn_with_the_score_that_meets_a_threshold() -> None:
    drawn = picture({"TOXICITY": fit(a_thousand(2.0))})

    assert drawn.startswith("<svg")
    assert ">TOXICITY</text>" in drawn
    assert ">0.6" in drawn


def heard_and_theirs(count: int) -> tuple[list[np.ndarray], list[float]]:
    """Return what was heard in texts, of which the first two numbers alone say how they were scored."""
    steady = np.random.default_rng(3)
    heard = list(steady.normal(size=(count, 407)).astype(np.float32))
    return heard, [1.0 / (1.0 + math.exp(-(one[0] - 0.5 * one[1] - 1.0))) for one in heard]


def test_a_reading_finds_what_the_scores_depend_on() -> None:
    heard, theirs = heard_and_theirs(2_000)
    readout = fit_readout(heard, theirs)

    given = [(1.0 / (1.0 + math.exp(-readout(one))), two) for one, two in zip(heard, theirs, strict=True)]
    assert rank_correlation(given) > 0.97
    assert readout.weights[0] == pytest.approx(1.0, abs=0.1)
    assert readout.weights[1] == pytest.approx(-0.5, abs=0.1)


def test_a_text_that_is_left_out_has_no_say_in_its_own_score() -> None:
    heard, theirs = heard_and_theirs(300)
    before = left_out(heard, theirs)
    after = left_out(heard, [0.99, *theirs[1:]])

    assert after[0] == before[0]
    assert after[1:] != before[1:]
    nothing_to_learn = left_out(heard, random.Random(2).sample(theirs, len(theirs)))
    assert abs(rank_correlation(list(zip(nothing_to_learn, theirs, strict=True)))) < 0.2
