"""What was decided about a comment, why, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType

from civiltongue.domain.evidence import Failure, Signal, Span


class Verdict(IntEnum):
    """Order what can be decided about a comment, from mild to harsh."""

    PUBLISH = 0
    NUDGE = 1
    HOLD = 2
    REJECT = 3

    @property
    def word(self) -> str:
        """Return the verdict as it is written in files, tables and answers."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Verdict":
        """Return the verdict of a word; raises KeyError for any other word."""
        return cls[word.upper()]


ENOUGH_DECISIONS = 50
"""On how many decisions of moderators a measured threshold, or a rule judged by examples, must rest to reject."""
UNJUDGED = "unjudged"
"""The reason given when a detector failed and the policy's answer to that was used."""
UNREAD_LANGUAGE = "unread-language"
"""The reason given when a text is in a language that neither the model knows nor the publication is written in."""
FIRST_COMMENTS = "first-comments"
"""The reason given when a new author's first comments wait for a person."""
PRE_MODERATED = "pre-moderated"
"""The reason given when moderators see every comment on a story before it appears."""
TOO_MANY_ATTEMPTS = "too-many-attempts"
"""The reason given when many rejected attempts came in a short time; no words are shown."""

RESERVED_REASONS: frozenset[str] = frozenset(
    {UNJUDGED, UNREAD_LANGUAGE, FIRST_COMMENTS, PRE_MODERATED, TOO_MANY_ATTEMPTS}
)
"""Reasons of the engine itself; no rule of a policy may have one of these ids."""


class RulingKind(StrEnum):
    """Say who or what made a ruling.

    ``advisory`` rulings are on record and change nothing that is shown. ``undone`` ones restore what
    was in force before a decision that its moderator took back at once. A ``reversal`` takes back what was
    decided by a rule in a time, without anybody looking at the single comment.
    """

    ENGINE = "engine"
    MODERATOR = "moderator"
    AUTHOR = "author"
    REPORTS = "reports"
    IMPORT = "import"
    ADVISORY = "advisory"
    APPEAL = "appeal"
    UNDONE = "undone"
    REVERSAL = "reversal"


BY_PEOPLE = frozenset({RulingKind.MODERATOR, RulingKind.APPEAL})
"""The kinds of rulings that a person made about somebody else's comment."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Name a rule that moved the verdict above publish, and the words that broke it.

    ``rule`` is a rule's id or one of :data:`RESERVED_REASONS`. ``found_by`` names the detectors that noticed
    what it rests on, as far as it is known.
    """

    rule: str
    verdict: Verdict
    score: float
    signals: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    found_by: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Ruling:
    """State the verdict on one revision with every reason, harshest first.

    ``words`` is the word count. ``signals`` is the full vector, also of what moved nothing. ``told`` is
    what a moderator tells the author in place of the rule's message.
    ``shadowed`` is what rules in shadow would have said; it is on record and has no effect, and is not
    read back with the ruling.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    words: int
    policy_version: str
    signals: tuple[Signal, ...] = ()
    failures: tuple[Failure, ...] = ()
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    told: str = ""
    shadowed: tuple[Reason, ...] = field(default=(), compare=False)

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the ids of the rules that speak against the comment, harshest first."""
        return tuple(reason.rule for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class RecordedRuling:
    """A ruling as it stands in the record: about which revision, by whom, when.

    ``decided_by`` is ``engine``, ``operator``, ``author:<id>`` or ``moderator:<id>``.
    """

    id: str
    site_id: str
    comment_id: str
    revision_id: str
    kind: RulingKind
    decided_by: str
    ruling: Ruling
    insisted: bool
    note: str
    supersedes: str | None
    created_at: datetime
