"""Score a plain text with the house's detectors: what the Perspective stand-in answers from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from civiltongue.detectors import observe
from civiltongue.detectors.perspective import Served, SpanScore, kinds_scored, span_scores
from civiltongue.detectors.perspective_scale import Heard
from civiltongue.detectors.toxicity import Toxicity
from civiltongue.domain.evidence import Observation, Submission
from civiltongue.domain.policy import Policy
from civiltongue.errors import Unavailable
from civiltongue.operations.judge_submission import Judge
from civiltongue.policyfile.record import find_links
from civiltongue.text.language import guess_languages

NOT_ASKED = frozenset({"length", "claims", "private_facts", "signature", "own_rules"})
"""Detectors of what no attribute is about."""
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[^\W\d_\u0250-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scored:
    """What the detectors say of a text: a score in [0, 1] for each kind, and the versions they are in.

    ``heard`` is what the model heard, where it read the text.
    """

    observation: Observation
    scores: Mapping[str, float]
    heard: Heard | None = None

    @property
    def versions(self) -> Mapping[str, str]:
        """Return the versions of the detectors that were asked."""
        return self.observation.versions

    def score(self, served: Served) -> float:
        """Return an attribute's score."""
        return max(self.scores[kind] for kind in served.kinds)

    def spans(self, served: Served) -> tuple[SpanScore, ...]:
        """Return what in the text explains it."""
        return span_scores(self.observation, served)


def score_text(text: str, *, judge: Judge, language: str | None = None) -> Scored:
    """Return the scores of a text by the detectors of a judge.

    Raises Unavailable where a detector failed, since a score that leaves something out would mislead.
    """
    submission = Submission(text=text, links=tuple(find_links(text)), language=language)
    asked = [
        detector.thorough() if isinstance(detector, Toxicity) else detector
        for detector in judge.detectors
        if detector.name not in NOT_ASKED
    ]
    observation = observe(submission, asked)
    if observation.failures:
        names = ", ".join(failure.detector for failure in observation.failures)
        raise Unavailable("Not every detector answered.", where=names)
    heard = next((each.heard(submission) for each in asked if isinstance(each, Toxicity)), None)
    return Scored(observation, kinds_scored(observation, text), heard)


def detect_languages(text: str, *, policy: Policy) -> tuple[str, ...]:
    """Return the languages that a text is likely in, the likeliest first; empty where it cannot be told.

    A text that is too short to tell is taken to be in the publication's own language, unless its
    letters are none of that language's. Letters of another script among many Latin ones are a
    disguise, not a language.
    """
    guessed = guess_languages(text)
    letters = len(_LETTER.findall(text))
    latin = len(_LATIN.findall(text))
    if 2 * latin > letters:
        guessed -= {"ar", "hi", "ja", "ko", "ru", "th", "zh"}
    own = [tag.partition("-")[0].lower() for tag in (*policy.languages, "en")]
    if not guessed:
        return tuple(own[:1]) if 2 * latin >= letters else ()
    return tuple(sorted(guessed, key=lambda found: (own.index(found) if found in own else len(own), found)))
