"""Noise is told from short, loud, foreign and technical text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.gibberish import Gibberish
from civiltongue.domain.evidence import Submission


def score(text):
    return max((signal.score for signal in Gibberish()(Submission(text))), default=0.0)


@pytest.mark.parametrize(
    "text",
    ["sdfkjh wqrtz mnbvc lkjhg", "asdf asdf jklö asdf qwer", "hhhhhhhhhhhhhhhhhhhhh", "?!?!?!?!?!?!?!?!", "k3j5h2 x9z8q1 p0l2m4",
     "qwertyuiopasdfghjkl"],
)  # fmt: skip
def test_noise_is_noticed(text):
    assert score(text) >= 0.9


@pytest.mark.parametrize(
    "text",
    ["No.", "!!!", "Hmmmm", "Nooooooo way, what a match", "😊😊😊😊😊😊😊😊😊😊😊😊😊", "我们今天去公园", "הרכבת איחרה שוב",
     "Knightsbridge catchphrase", "Die Angstschweißperlen", "Szczebrzeszyn i Brzęczyszczykiewicz mieszkają obok", "The BBC, RNLI and NHS.",
     "Drie ijsjes zijn te veel", "H2O and CO2", "Property, liberty, poverty.", "", "Čtvrtek, zmrzlina, prst", "10:30, 3–1, 2–2"],
)  # fmt: skip
def test_short_foreign_and_technical_text_is_not_noise(text):
    assert score(text) < 0.6


@given(st.one_of(st.text(), st.text(alphabet="asdfjkl 123!é")))
def test_marks_lie_inside_the_text(text):
    for signal in Gibberish()(Submission(text)):
        assert 0 < signal.score <= 1
        assert signal.spans
        assert all(span.start < span.end <= len(text) for span in signal.spans)


@pytest.mark.parametrize("unit", ["asdf ", "a", "x9f3", "!", "é"])
def test_a_megabyte_takes_seconds(unit):
    began = time.process_time()

    score(unit * (1_000_000 // len(unit)))

    assert time.process_time() - began < 10
