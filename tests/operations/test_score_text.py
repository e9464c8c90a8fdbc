"""A plain text is scored by the house's detectors, in the languages that it is in."""

from dataclasses import replace

import pytest

from civiltongue.detectors.perspective import attribute_named
from civiltongue.errors import Unavailable
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.score_text import NOT_ASKED, detect_languages, score_text
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy

POLICY = load_policy(default())
JUDGE = Judge(POLICY)
RUDE = "You are a damn idiot, and you know it."


def test_every_kind_that_an_attribute_needs_has_a_score() -> None:
    scored = score_text(RUDE, judge=JUDGE)

    assert {"toxicity", "insult", "profanity", "spam"} <= set(scored.scores)
    assert all(0.0 <= score <= 1.0 for score in scored.scores.values())
    assert scored.scores["insult"] > 0.6


def test_the_versions_of_the_detectors_that_were_asked_are_told() -> None:
    versions = score_text(RUDE, judge=JUDGE).versions

    assert set(versions) == {detector.name for detector in JUDGE.detectors} - NOT_ASKED


def test_a_detector_that_fails_leaves_no_score() -> None:
    class Broken:
        name = "broken"
        version = "1"

        def __call__(self, _submission: object) -> list[object]:
            raise ZeroDivisionError

    judge = Judge(POLICY)
    judge.detectors = (*judge.detectors, Broken())

    with pytest.raises(Unavailable, match="broken"):
        score_text(RUDE, judge=judge)


def test_words_count_in_the_language_that_is_named() -> None:
    profanity = attribute_named("PROFANITY")
    assert profanity is not None

    def of(language: str | None) -> float:
        return score_text("So ein Scheiß.", judge=JUDGE, language=language).scores["profanity"]

    assert of("de") > 0.5 > of("en")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("The council should publish the survey.", ("en",)),
        ("Das ist nicht wahr und du weißt es.", ("de",)),
        ("Это совсем не так.", ("ru",)),
        ("Idiot", ("en",)),
        ("😀 !!! 42", ("en",)),
        ("You аre а damn fооl", ("en",)),
        ("გამარჯობა", ()),
    ],
)
def test_languages_are_told_from_the_text(text: str, languages: tuple[str, ...]) -> None:
    assert detect_languages(text, policy=POLICY) == languages


def test_a_short_text_is_in_the_publications_language() -> None:
    assert detect_languages("Idiot", policy=replace(POLICY, languages=("de-AT", "en"))) == ("de",)
