"""Scores are always complete and always in [0, 1]."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.scores import scores
from civiltongue.domain.evidence import SCORE_KINDS, SIGNAL_KINDS, Observation, Signal


def test_a_text_without_signals_scores_nothing():
    assert scores(Observation()) == dict.fromkeys(SCORE_KINDS, 0.0)


def test_an_insult_is_toxic_but_not_severe():
    found = scores(Observation((Signal("insult", 0.9),)))

    assert found["toxicity"] > 0.8
    assert found["severe_toxicity"] < 0.3


def test_an_insult_and_a_threat_are_more_toxic_than_either():
    insult, threat = Signal("insult", 0.6), Signal("threat", 0.6)
    alone = [scores(Observation((signal,)))["toxicity"] for signal in (insult, threat)]

    assert scores(Observation((insult, threat)))["toxicity"] > max(alone)


def test_where_the_model_spoke_its_probability_stands_unless_something_surer_was_found():
    heard = (Signal("toxicity", 0.5), Signal("insult", 0.4), Signal("profanity", 0.3))

    assert scores(Observation(heard))["toxicity"] == 0.5
    assert scores(Observation((*heard, Signal("threat", 0.9))))["toxicity"] > 0.8


def test_racism_and_sexism_are_attacks_on_an_identity():
    for kind in ("racism", "sexism"):
        assert scores(Observation((Signal(kind, 0.9),)))["identity_attack"] == 0.9


SIGNALS = st.builds(Signal, st.sampled_from(sorted(SIGNAL_KINDS)), st.floats(0, 1000))


@given(st.lists(SIGNALS))
def test_every_score_is_there_and_between_nothing_and_one(signals):
    found = scores(Observation(tuple(signals)))

    assert set(found) == set(SCORE_KINDS)
    assert all(0.0 <= score <= 1.0 for score in found.values())
