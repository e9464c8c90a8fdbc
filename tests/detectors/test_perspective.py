"""Perspective's attributes are served from signals that mean the same, or not at all."""

import pytest

from civiltongue.detectors.perspective import (
    ATTRIBUTES,
    Served,
    SpanScore,
    Withheld,
    attribute_named,
    kinds_scored,
    span_scores,
)
from civiltongue.domain.evidence import Observation, Signal, Span

PRODUCTION = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
NEW_YORK_TIMES = (
    "ATTACK_ON_AUTHOR",
    "ATTACK_ON_COMMENTER",
    "INCOHERENT",
    "INFLAMMATORY",
    "LIKELY_TO_REJECT",
    "OBSCENE",
    "SPAM",
    "UNSUBSTANTIAL",
)


@pytest.mark.parametrize("name", PRODUCTION)
def test_the_six_of_production_are_served_with_their_twins(name: str) -> None:
    assert isinstance(attribute_named(name), Served)
    assert attribute_named(f"{name}_EXPERIMENTAL") == attribute_named(name)


@pytest.mark.parametrize("name", [*NEW_YORK_TIMES, "SEXUALLY_EXPLICIT", "FLIRTATION", "RESPECT_EXPERIMENTAL"])
def test_every_other_name_that_clients_send_is_known(name: str) -> None:
    assert attribute_named(name) is not None


def test_a_version_behind_a_name_changes_nothing() -> None:
    assert attribute_named("TOXICITY@6") == attribute_named("TOXICITY")
    assert attribute_named("UNHEARD_OF@1") is None


def test_whatever_is_withheld_has_a_reason() -> None:
    assert all(source.because for source in ATTRIBUTES.values() if isinstance(source, Withheld))


def test_every_kind_is_scored_also_where_no_signal_has_it() -> None:
    scored = kinds_scored(Observation((Signal("insult", 0.9),)), "You donkey.")

    assert (scored["insult"], scored["threat"]) == (0.9, 0.0)
    needed = {kind for source in ATTRIBUTES.values() if isinstance(source, Served) for kind in source.kinds}
    assert scored.keys() == needed


@pytest.mark.parametrize(
    ("text", "toxicity"), [("Damn this bus", 0.2), ("D@mn this bus", 0.68), ("D a m n this bus", 0.68)]
)
def test_a_listed_word_raises_what_the_model_said_only_in_disguise(text: str, toxicity: float) -> None:
    word = Signal("profanity", 0.8, (Span(0, text.index(" this")),), "terms")
    said = Signal("toxicity", 0.2, (), "toxicity")

    scored = kinds_scored(Observation((said, word)), text)

    assert (scored["toxicity"], scored["profanity"]) == (toxicity, 0.8)


def test_a_listed_word_counts_where_the_model_does_not_know_the_language() -> None:
    word = Signal("profanity", 0.8, (Span(0, 7),), "terms")

    assert kinds_scored(Observation((word,)), "Scheiße")["toxicity"] == 0.68


def test_what_another_detector_found_raises_what_the_model_said() -> None:
    found = Signal("insult", 0.9, (Span(4, 10),), "attacks")

    scored = kinds_scored(Observation((Signal("toxicity", 0.2, (), "toxicity"), found)), "You donkey.")

    assert scored["toxicity"] == 0.81


def test_spans_of_several_signals_are_joined_where_they_overlap() -> None:
    observation = Observation(
        (
            Signal("insult", 0.4, (Span(0, 5), Span(20, 25))),
            Signal("insult", 0.9, (Span(3, 8), Span(8, 8))),
            Signal("threat", 1.0, (Span(30, 35),)),
        )
    )

    assert span_scores(observation, Served(("insult",))) == (
        SpanScore(Span(0, 8), 0.9),
        SpanScore(Span(20, 25), 0.4),
    )
