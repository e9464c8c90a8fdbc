"""What the house notices about a text: one detector per file, and the catalogue of all."""

from civiltongue.detectors.detector import Detector
from civiltongue.detectors.length import Length
from civiltongue.detectors.observe import observe
from civiltongue.domain.policy import Policy

__all__ = ["catalogue", "observe"]


def catalogue(policy: Policy) -> tuple[Detector, ...]:
    """Return every detector, set up for a policy; all of them see every submission."""
    return (Length(policy.word_limit),)
