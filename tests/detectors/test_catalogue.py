"""All detectors together: none fails, none marks what is not there, none is slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors import catalogue, observe, scores
from civiltongue.domain.evidence import SIGNAL_KINDS, Link, Signature, Span, StoryFacts, Submission
from civiltongue.domain.policy import Policy, Rule

OWN = Rule("no-spoilers", 20, "Spoilers", "Tell no endings.", terms=("spoiler*",), pattern=r"\bthe end is\b")
DETECTORS = catalogue(Policy("The Lantern", "1", (OWN,), "I agree.", languages=("en", "de")))


def a_submission(text):
    return Submission(
        text,
        links=(Link("https://x.example/a", Span(0, min(4, len(text)))),),
        signature=Signature(text[:40], verified=False),
        story=StoryFacts("The ferry", "Rhea Cole", ("Edwin Sarkell",)),
        staff=("Sigrid Lindqvist",),
        known_authors=("Wendell Ash",),
        recent=(1 << 63,),
    )


AWKWARD = ["\u202e", "\u200b", "a\u0301\u0301", "😀", "\x00", "ſ", "İ", "ß", "ﬁ", "�", "“you idiot”", "07700 900123", "\n", "\r\n",
           "Edwin Sarkell stole", "— Rhea Cole", "$hit", "f**k", "spoilers: the end is", "https://x.example", "ไทย", "漢字", "\U0010ffff"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=4))).map(" ".join)))
def test_no_detector_fails_on_any_text_or_marks_what_is_not_there(text):
    observation = observe(a_submission(text), DETECTORS)

    assert observation.failures == ()
    for signal in observation.signals:
        assert signal.kind in SIGNAL_KINDS or signal.kind == OWN.own_signal
        assert signal.kind == "words" or 0.0 <= signal.score <= 1.0
        assert all(span.start <= span.end <= len(text) for span in signal.spans)
    assert all(0.0 <= score <= 1.0 for score in scores(observation).values())


def test_the_record_names_every_detector_once_with_its_version():
    observation = observe(a_submission("Fine."), DETECTORS)

    assert len(observation.versions) == len(DETECTORS)
    assert all(observation.versions.values())


@pytest.mark.parametrize(
    "text",
    ["word " * 200_000, "a" * 1_000_000, "a" + "\u0301" * 10_000, "\u202e" * 100_000, "5" * 1_000_000, "A. " * 300_000,
     "é" * 500_000, "@" * 1_000_000, "Mr X " * 200_000, "stole " * 100_000],
    ids=["words", "letters", "marks", "overrides", "digits", "initials", "accents", "signs", "names", "claims"],
)  # fmt: skip
def test_a_megabyte_is_observed_in_time_that_grows_with_it_alone(text):
    began = time.process_time()

    observation = observe(Submission(text), DETECTORS)

    assert observation.failures == ()
    assert time.process_time() - began < 60
