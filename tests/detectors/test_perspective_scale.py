"""Curves to Perspective's scale rise, stay in bounds, and never change which text is worse; readouts move mild ones."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.model import shipped_model
from civiltongue.detectors.perspective import ATTRIBUTES, Served
from civiltongue.detectors.perspective_scale import (
    Curve,
    Readout,
    curves,
    on_their_scale,
    readouts,
    together,
)
from tests.tree import PACKAGE

SERVED = sorted(name for name, source in ATTRIBUTES.items() if isinstance(source, Served))


def test_between_two_points_a_curve_is_straight() -> None:
    curve = Curve(((0.0, 0.2), (0.5, 0.4), (1.0, 1.0)))

    assert [curve(score) for score in (0.0, 0.25, 0.5, 0.75, 1.0)] == pytest.approx([0.2, 0.3, 0.4, 0.7, 1.0])


@pytest.mark.parametrize("name", SERVED)
def test_every_score_stays_a_probability(name: str) -> None:
    assert all(0.0 <= on_their_scale(name, number / 100) <= 1.0 for number in range(101))


def test_every_curve_goes_from_nothing_to_certainty_and_rises() -> None:
    for name, curve in curves().items():
        assert isinstance(ATTRIBUTES[name], Served)
        assert (curve.points[0][0], curve.points[-1]) == (0.0, (1.0, 1.0))
        for left, right in pairwise(curve.points):
            assert left[0] < right[0], name
            assert left[1] <= right[1], name


@given(name=st.sampled_from(SERVED), one=st.floats(0, 1), other=st.floats(0, 1))
def test_the_worse_of_two_texts_stays_the_worse(name: str, one: float, other: float) -> None:
    low, high = sorted((one, other))

    assert on_their_scale(name, low) <= on_their_scale(name, high)


def test_twins_and_versions_share_a_curve() -> None:
    assert on_their_scale("TOXICITY_EXPERIMENTAL", 0.3) == on_their_scale("TOXICITY@6", 0.3)


@given(scaled=st.floats(0, 1), read=st.floats(-40, 40))
def test_a_reading_leaves_a_probability(scaled: float, read: float) -> None:
    assert 0.0 <= together(scaled, read) <= 1.0


def test_a_reading_moves_mild_scores_and_no_high_ones() -> None:
    assert together(0.05, -1.0) == pytest.approx(0.235, abs=0.005)
    assert together(0.45, -1.0) == pytest.approx(0.43, abs=0.01)
    assert together(0.3, 1.0) > together(0.3, -1.0)
    assert together(0.5, -9.0) == 0.5
    assert together(0.95, -9.0) == 0.95


def test_a_reading_is_a_sum_of_weights() -> None:
    readout = Readout(np.array([1.0, -2.0], np.float32), 0.5)

    assert readout(np.array([3.0, 1.0], np.float32)) == pytest.approx(1.5)


def test_every_reading_reads_what_the_shipped_model_hears() -> None:
    heard = shipped_model().heard("The bridge was painted green, which is a fine colour.")

    assert readouts()
    for name, readout in readouts().items():
        assert isinstance(ATTRIBUTES[name], Served)
        assert readout.weights.shape == heard.shape
        assert readout(heard) < 0.0, name


def test_twins_and_versions_share_a_reading() -> None:
    heard = shipped_model().heard("The bridge was painted green.")

    assert on_their_scale("TOXICITY_EXPERIMENTAL", 0.1, heard) == on_their_scale("TOXICITY@6", 0.1, heard)
    assert on_their_scale("TOXICITY", 0.1, heard) != on_their_scale("TOXICITY", 0.1)


def test_the_curves_were_fitted_for_the_model_that_is_shipped() -> None:
    data = PACKAGE / "detectors" / "data"
    fitted = json.loads((data / "perspective.json").read_text("utf-8"))
    model = data / "model" / "model.json"

    if fitted["curves"]:
        shipped = json.loads(model.read_text("utf-8"))["version"] if model.is_file() else None
        assert fitted["fitted_for"].get("toxicity") == shipped, "run `python -m training.perspective`"
