"""What was done against a comment or its author, as those are told who watch over such decisions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from civiltongue.domain.ruling import Verdict


class Measure(StrEnum):
    """Say what was done: a comment kept back or taken off the page, an author warned or barred."""

    HOLD = "hold"
    DISABLING = "disabling"
    REJECTION = "rejection"
    REMOVAL = "removal"
    WARNING = "warning"
    SUSPENSION = "suspension"
    BAN = "ban"


ABOUT_COMMENTS = frozenset({Measure.HOLD, Measure.DISABLING, Measure.REJECTION, Measure.REMOVAL})
"""The measures against a comment; ``disabling`` and ``removal`` are of what readers had seen."""


class Decider(StrEnum):
    """Say how much of a decision was the program's."""

    ENGINE = "engine"
    BOTH = "both"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Restriction:
    """One hold, rejection, removal or sanction, without any word of a comment and without a name.

    ``id`` is that of the ruling or of the sanction, ``rule`` the heaviest rule, empty where none
    was named. ``content_at`` is when the words were written. ``until`` is when it ended or will
    end, None where no end is known. ``reported`` says that readers had reported the comment,
    ``noticed`` that the program had noticed something about it. ``review`` is what a person
    decided about the comment next, None where nobody has. ``notified`` says that somebody had given
    a legal notice of the comment.
    """

    id: str
    measure: Measure
    rule: str
    policy_version: str
    content_at: datetime
    decided_at: datetime
    until: datetime | None
    reported: bool
    noticed: bool
    decider: Decider
    review: Verdict | None = None
    notified: bool = False

    @property
    def overturned(self) -> bool:
        """Say whether a person has published the comment since."""
        return self.review is Verdict.PUBLISH
