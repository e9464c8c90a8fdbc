"""Which detectors may have found a signal of a kind."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from civiltongue.detectors.model import shipped_model
from civiltongue.detectors.toxicity import Toxicity
from civiltongue.domain.policy import LIKE

_BY_DETECTOR: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "length": ("words",),
        "terms": ("profanity", "obscenity", "identity_attack", "racism", "sexism"),
        "attacks": ("insult", "threat", "identity_attack", "racism", "sexism"),
        "claims": ("accusation",),
        "spam": ("spam",),
        "gibberish": ("gibberish",),
        "private_facts": ("private_facts", "own_facts"),
        "signature": ("unsigned", "unverified", "look_alike", "false_signature"),
    }
)


def finders(kind: str) -> tuple[str, ...]:
    """Return the names of the detectors that report a kind of signal, the publisher's own words among them."""
    if kind.startswith("rule:"):
        return ("terms",)
    if kind.startswith(LIKE):
        return ("own_rules",)
    found = tuple(name for name, kinds in _BY_DETECTOR.items() if kind in kinds)
    if kind == "unread_language" or kind in shipped_model().settings.labels:
        return (*found, Toxicity.name)
    return found


def found_by(named: tuple[str, ...], kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the detectors that a record names, or where it names none, all that may have found its signals."""
    return named or tuple(dict.fromkeys(name for kind in kinds for name in finders(kind)))
