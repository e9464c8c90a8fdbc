"""Which detectors may have found a kind of signal."""

from civiltongue.detectors import catalogue
from civiltongue.detectors.finders import finders
from civiltongue.domain.evidence import Submission
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy

TEXTS = (
    "What a damn idiot. Call her at home on 01632 960123, or write to her at 4 Harbour Row.",
    "Councillor Thistlewood took bribes from the taxi firm, and everybody knows it. I will find you.",
    "BUY NOW!!! Cheap watches at http://watches.example http://watches.example http://watches.example",
    "Das ist ein ganz gewöhnlicher Satz über den Hafen, den hier niemand versteht.",
    "asdkjhqwe zxmnbv qpwoeiru lkjhgf zmxncb",
)


def test_whatever_a_detector_reports_names_that_detector() -> None:
    heard = 0
    for detector in catalogue(load_policy(default("newsroom"))):
        for text in TEXTS:
            for signal in detector(Submission(text, language="en" if text.isascii() else "de")):
                assert detector.name in finders(signal.kind), signal.kind
                heard += 1
    assert heard > 50


def test_a_publisher_s_own_words_and_examples_are_found_by_theirs() -> None:
    assert finders("rule:ferry") == ("terms",)
    assert finders("like:ferry") == ("own_rules",)
    assert set(finders("spam")) == {"spam", "toxicity"}
    assert finders("words") == ("length",)
