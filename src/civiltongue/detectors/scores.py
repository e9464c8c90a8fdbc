"""The score vector that ``score`` and the Perspective API report, from an observation."""

from collections.abc import Mapping
from types import MappingProxyType

from civiltongue.domain.evidence import SCORE_KINDS, Observation

TOXIC: Mapping[str, float] = MappingProxyType(
    {
        "threat": 0.95,
        "identity_attack": 0.95,
        "racism": 0.95,
        "sexism": 0.9,
        "insult": 0.9,
        "obscenity": 0.9,
        "profanity": 0.85,
        "toxicity": 1.0,
        "severe_toxicity": 1.0,
    }
)
"""How much each kind of signal counts towards toxicity."""

SEVERE: Mapping[str, float] = MappingProxyType(
    {
        "threat": 0.8,
        "identity_attack": 0.7,
        "racism": 0.7,
        "sexism": 0.4,
        "obscenity": 0.4,
        "insult": 0.2,
        "profanity": 0.2,
        "severe_toxicity": 1.0,
    }
)
"""How much each kind of signal counts towards severe toxicity."""


_IN_SIGHT = 0.25
"""What a kind must count for at least, to raise what the model says of the whole."""


def scores(observation: Observation) -> dict[str, float]:
    """Return a score in [0, 1] for each of :data:`SCORE_KINDS`, all of them always."""
    found = {kind: min(max(observation.score(kind), 0.0), 1.0) for kind in SCORE_KINDS}
    # Racism and sexism attack an identity, whatever else a signal says.
    found["identity_attack"] = max(found["identity_attack"], found["racism"], found["sexism"])
    found["toxicity"] = _together(observation, TOXIC, whole="toxicity")
    found["severe_toxicity"] = _together(observation, SEVERE, whole="severe_toxicity")
    return found


def _together(observation: Observation, weights: Mapping[str, float], *, whole: str) -> float:
    """Return how much all kinds count together towards one.

    Where the model spoke of the whole, its probability takes the others into account already, and
    only a single kind that is surer, and is in sight at all, raises it. Otherwise kinds are combined as independent causes:
    each one leaves less room for none of them.
    """
    shares = [weight * min(max(observation.score(kind), 0.0), 1.0) for kind, weight in weights.items()]
    if any(signal.kind == whole for signal in observation.signals):
        said = min(max(observation.score(whole), 0.0), 1.0)
        return round(max([said, *(share for share in shares if share >= _IN_SIGHT)]), 6)
    none = 1.0
    for share in shares:
        none *= 1.0 - share
    return round(1.0 - none, 6)
