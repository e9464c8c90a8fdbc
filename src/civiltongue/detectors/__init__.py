"""What the house notices about a text: one detector per file, and the catalogue of all."""

from collections.abc import Mapping

from civiltongue.detectors.attacks import Attacks
from civiltongue.detectors.claims import Claims
from civiltongue.detectors.detector import Detector
from civiltongue.detectors.gibberish import Gibberish
from civiltongue.detectors.length import Length
from civiltongue.detectors.observe import observe
from civiltongue.detectors.own_rules import OwnRules
from civiltongue.detectors.own_rules_lesson import Lesson
from civiltongue.detectors.private_facts import PrivateFacts
from civiltongue.detectors.scores import scores
from civiltongue.detectors.signature import Signatures
from civiltongue.detectors.spam import Spam
from civiltongue.detectors.terms import Terms
from civiltongue.detectors.toxicity import Toxicity
from civiltongue.domain.policy import Policy

__all__ = ["catalogue", "observe", "scores"]


def catalogue(
    policy: Policy, lessons: Mapping[str, Lesson] | None = None, *, model: bool = True
) -> tuple[Detector, ...]:
    """Return every detector, set up for a policy; all of them see every submission.

    ``lessons`` are what rules in the publisher's own words have learnt, by the ids of the rules.
    Without ``model`` the trained one is left out: the others are quicker, and hear less.
    """
    listed: tuple[Detector, ...] = (
        Length(policy.word_limit),
        Terms(policy.rules, languages=policy.languages),
        Attacks(),
        Claims(),
        Spam(),
        Gibberish(),
        PrivateFacts(policy.regions),
        Signatures(),
        OwnRules(policy.judged_by_examples, lessons=lessons),
    )
    return (*listed, Toxicity(policy.languages)) if model else listed
