"""Where an author stands: sanctions in force and comments published so far."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TERMS_OF_USE = "terms-of-use"
PRIVACY_POLICY = "privacy-policy"
OTHER_GROUNDS = (TERMS_OF_USE, PRIVACY_POLICY)
"""What an author can violate beside the house rules."""


class SanctionKind(StrEnum):
    """Order the rungs of the ladder."""

    WARNING = "warning"
    SUSPENSION = "suspension"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Sanction:
    """A consequence for an author. ``until`` is None where it has no end.

    ``by_engine`` says that it followed from the ladder, and that no person has decided it; ``everywhere``
    that it is a ban on all sites of the group.
    """

    id: str
    kind: SanctionKind
    reason: str
    imposed_at: datetime
    until: datetime | None
    lifted_at: datetime | None = None
    by_engine: bool = False
    acknowledged_at: datetime | None = None
    everywhere: bool = False

    @property
    def unread(self) -> bool:
        """Say whether it is a warning that its author must acknowledge before the next comment."""
        is_warning = self.kind is SanctionKind.WARNING
        return is_warning and self.lifted_at is None and self.acknowledged_at is None

    def in_force(self, now: datetime) -> bool:
        """Say whether the sanction keeps the author from commenting at this moment."""
        if self.kind is SanctionKind.WARNING or self.lifted_at is not None:
            return False
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Violation:
    """State that an author broke rules, in one case: ids of rules, or of :data:`OTHER_GROUNDS`."""

    grounds: tuple[str, ...]
    at: datetime
    overturned: bool = False


@dataclass(frozen=True, slots=True)
class Strike:
    """Count one violation against its author, from a moment on. An overturned one never was."""

    rule: str
    at: datetime
    weight: float
    overturned: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record says of an author at a moment. ``published`` is a count of comments.

    ``recent_rejections`` counts the rejected attempts of the last ten minutes. ``strikes`` are all
    violations on record, overturned ones among them.
    """

    published: int = 0
    recent_rejections: int = 0
    sanctions: tuple[Sanction, ...] = ()
    strikes: tuple[Strike, ...] = ()

    @property
    def unread_warning(self) -> Sanction | None:
        """Return the oldest warning that is to be acknowledged before the next comment."""
        return next((sanction for sanction in self.sanctions if sanction.unread), None)

    def sanction_in_force(self, now: datetime) -> Sanction | None:
        """Return the sanction that bars the author now: a ban first, else the last to end."""
        barring = [sanction for sanction in self.sanctions if sanction.in_force(now)]
        if not barring:
            return None
        forever = [sanction for sanction in barring if sanction.until is None]
        if forever:
            return forever[0]
        return max(barring, key=lambda sanction: sanction.until or now)
