"""What an author agrees to: the house rules, the terms of use and the privacy policy, each in one version."""

from dataclasses import dataclass
from enum import StrEnum


class TextKind(StrEnum):
    """Name the texts beside the house rules that a house can keep for a site."""

    TERMS = "terms"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold versions that are agreed to together; a text that the house does not keep has none."""

    rules: str
    terms: str | None = None
    privacy: str | None = None

    @property
    def version(self) -> str:
        """Return one version for all: that of the rules, and behind tildes those of the texts."""
        parts = [self.rules]
        parts += [f"{kind.value}-{version}" for kind, version in self.texts]
        return "~".join(parts)

    @property
    def texts(self) -> tuple[tuple[TextKind, str], ...]:
        """Return the texts that are agreed to, with their versions."""
        known = ((TextKind.TERMS, self.terms), (TextKind.PRIVACY, self.privacy))
        return tuple((kind, version) for kind, version in known if version is not None)

    @classmethod
    def of(cls, version: str) -> "Agreement":
        """Return the agreement that a version stands for."""
        rules, *texts = version.split("~")
        known = {kind: found for kind, _, found in (part.partition("-") for part in texts)}
        return cls(rules, known.get(TextKind.TERMS.value), known.get(TextKind.PRIVACY.value))
