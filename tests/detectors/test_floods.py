"""A flood of anything is no place to hide: what stands at its end counts."""

import pytest

from benchmarks.ruling_texts import adversaries
from civiltongue.detectors import catalogue, observe
from civiltongue.domain.evidence import Submission
from civiltongue.domain.policy import Policy

LENGTH = 64_000
INSULT = "\nYou are a damn idiot."
FLOODS = dict(adversaries(LENGTH - len(INSULT)))
DETECTORS = catalogue(Policy("The Lantern", "1", (), "I agree."))
SURE = 0.8


@pytest.mark.parametrize("name", FLOODS)
def test_an_insult_at_the_end_of_a_flood_is_found(name: str) -> None:
    observation = observe(Submission(FLOODS[name] + INSULT), DETECTORS)

    assert any(signal.kind == "insult" and signal.score >= SURE for signal in observation.signals)


@pytest.mark.parametrize(
    "frame", ["He said you are an idiot. ", '"You idiot!" I would never say you are an idiot. ']
)
def test_whoever_reports_the_same_insult_without_end_insults(frame: str) -> None:
    few = observe(Submission(frame * 3), DETECTORS)
    many = observe(Submission(frame * 500), DETECTORS)

    assert "insult" not in {signal.kind for signal in few.signals if signal.score >= SURE}
    assert "insult" in {signal.kind for signal in many.signals if signal.score >= SURE}
