"""A publication's house rules, as read from its policy file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from civiltongue.domain.agreement import Agreement
from civiltongue.domain.evidence import Submission
from civiltongue.domain.ladder import Ladder
from civiltongue.domain.news import NewsChoice
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import OTHER_GROUNDS, Strike, Violation

LIKE = "like:"
"""What the signals of rules that are judged by their examples begin with; a rule's id follows."""

_LIKE = re.compile(rf"\b{LIKE}([a-z][a-z0-9-]*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """Give a signal its meaning: a score at or above a threshold has that consequence.

    Without ``signal`` the condition is ``when`` alone, and its score is 1.0.
    ``when`` is a CEL expression that must hold as well (names: :mod:`civiltongue.engine.conditions`).
    """

    signal: str | None = None
    reject: float | None = None
    hold: float | None = None
    nudge: float | None = None
    when: str | None = None

    def verdict(self, score: float) -> Verdict:
        """Return the harshest verdict whose threshold the score reaches."""
        if self.reject is not None and score >= self.reject:
            return Verdict.REJECT
        if self.hold is not None and score >= self.hold:
            return Verdict.HOLD
        if self.nudge is not None and score >= self.nudge:
            return Verdict.NUDGE
        return Verdict.PUBLISH


@dataclass(frozen=True, slots=True)
class Rule:
    """State one house rule: for readers, for the engine, and with examples for both.

    ``terms`` and ``pattern`` (RE2) are the publisher's own; what they match is the signal
    ``rule:<id>``. ``private`` words are shown to nobody but the author and a moderator.
    ``insisted`` is what a nudge becomes when the author insists. A rule in ``shadow`` moves no
    verdict; its signals are on record. ``strikes`` is the weight of a violation on the ladder; 0
    never strikes.
    """

    id: str
    number: int
    title: str
    public: str
    message: str = ""
    conditions: tuple[Condition, ...] = ()
    terms: tuple[str, ...] = ()
    except_terms: tuple[str, ...] = ()
    pattern: str | None = None
    strikes: float = 0.0
    private: bool = False
    insisted: Verdict = Verdict.HOLD
    shadow: bool = False
    breaks: tuple[Submission, ...] = ()
    keeps: tuple[Submission, ...] = ()

    @property
    def own_signal(self) -> str:
        """Return the kind of the signal that this rule's own terms and pattern raise."""
        return f"rule:{self.id}"

    @property
    def like_signal(self) -> str:
        """Return the kind of the signal that says how much a text is like what breaks this rule."""
        return f"{LIKE}{self.id}"


@dataclass(frozen=True, slots=True)
class Retention:
    """Say how many days things are kept; ``erasure`` is for how many an erasure can be taken back."""

    rejected_text: int = 180
    held_text: int = 180
    address_hashes: int = 14
    mail: int = 30
    reports: int = 365
    suggestions: int = 730
    erasure: int = 7


class Votes(StrEnum):
    """Say whether readers recommend comments, and whether others see how many do."""

    NONE = "none"
    HIDDEN = "hidden"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Brake:
    """Say when a rule that suddenly rejects too many comments holds them instead.

    It does once it has rejected ``least`` comments or more of a ``window``, and these are a ``share`` or more
    of all of them, and ``times`` or more its usual share.
    """

    share: float = 0.2
    window: timedelta = timedelta(hours=1)
    times: float = 5.0
    least: int = 20


@dataclass(frozen=True, slots=True)
class NameRules:
    """Say for how many days a name stays with who gave it up, and how many lie between two changes."""

    reserved: int = 180
    between: int = 30


@dataclass(frozen=True, slots=True)
class StoryRules:
    """Say what holds for stories that nobody has set otherwise; 0 is never and not at all.

    ``close_after`` is for how many days they take comments, ``slow_mode`` how many seconds lie between
    two comments of one author.
    """

    close_after: int = 0
    slow_mode: int = 0


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """Say for how many days an author is asked about a legal notice, and within how many it is decided."""

    answer: int = 3
    decide: int = 14


@dataclass(frozen=True, slots=True)
class Policy:
    """Hold a publication's house rules in one version.

    ``source`` is the text of the file that it was read from. ``edit_minutes`` is the time an
    author may edit. ``hold_first`` is how many first comments of an author wait for a person.
    ``appeal_days`` is how long a decision can be appealed against. ``reports_to_hold`` is how many readers' reports hold a published comment, where their readers have no
    record; whose reports were mostly wrong, ``reports_wrong_from`` of them or more, is not counted, and can get
    a strike under ``reports_ground``. ``bans_everywhere`` lets bans count on every
    site of the group. ``news`` is when new authors are told of replies, until they choose for themselves. Without a ``ladder``
    nobody is sanctioned but by a moderator, and without a ``brake`` no rule is ever braked.
    ``authorities`` says where authorities reach the publication,
    ``redress`` where else authors can turn. ``terms_version`` and ``privacy_version`` are of the
    texts that the house keeps for the site, None where they stand elsewhere.
    """

    publication: str
    version: str
    rules: tuple[Rule, ...]
    consent: str
    languages: tuple[str, ...] = ("en",)
    regions: tuple[str, ...] = ("GB", "US")
    terms_url: str = ""
    privacy_url: str = ""
    contact: str = ""
    guests: bool = False
    votes: Votes = Votes.NONE
    hold_first: int = 0
    on_failure: Verdict = Verdict.HOLD
    edit_minutes: int = 15
    reports_to_hold: int = 3
    reports_wrong_from: int = 8
    reports_ground: str = ""
    appeal_days: int = 180
    bans_everywhere: bool = False
    news: NewsChoice = NewsChoice.NEVER
    minimum_age: int | None = None
    authorities: str = ""
    redress: str = ""
    retention: Retention = field(default_factory=Retention)
    names: NameRules = field(default_factory=NameRules)
    stories: StoryRules = field(default_factory=StoryRules)
    notices: NoticeRules = field(default_factory=NoticeRules)
    ladder: Ladder | None = None
    brake: Brake | None = None
    source: str = ""
    terms_version: str | None = None
    privacy_version: str | None = None
    _by_id: Mapping[str, Rule] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = MappingProxyType({rule.id: rule for rule in self.rules})
        object.__setattr__(self, "_by_id", by_id)

    @property
    def agreement(self) -> str:
        """Return what authors agree to: the version of these rules, and of the texts beside them."""
        return Agreement(self.version, self.terms_version, self.privacy_version).version

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule of an id, or None."""
        return self._by_id.get(rule_id)

    def strike_weight(self, ground: str) -> float | None:
        """Return what a violation of a rule, of the terms of use or of the privacy policy weighs; None if unknown."""
        rule = self._by_id.get(ground)
        if rule is not None:
            return rule.strikes
        if ground not in OTHER_GROUNDS:
            return None
        return dict(self.ladder.weights).get(ground, 0.0) if self.ladder else 0.0

    def strikes(self, violations: Iterable[Violation]) -> tuple[Strike, ...]:
        """Return what violations weigh: one strike a case, for the heaviest rule that was broken."""
        return tuple(self._strike(violation) for violation in violations)

    def _strike(self, violation: Violation) -> Strike:
        weights = [(self.strike_weight(ground) or 0.0, ground) for ground in violation.grounds]
        weight, ground = max(weights, default=(0.0, ""))
        return Strike(ground, violation.at, weight, violation.overturned)

    @property
    def judged_by_examples(self) -> tuple[Rule, ...]:
        """Return the rules that some condition judges by their examples."""
        named = {
            name
            for rule in self.rules
            for condition in rule.conditions
            for name in _LIKE.findall(f"{condition.signal} {condition.when}")
        }
        return tuple(rule for rule in self.rules if rule.id in named and rule.breaks)

    @property
    def word_limit(self) -> int | None:
        """Return the highest number of words that is not rejected, None without a limit."""
        limits = [
            condition.reject
            for rule in self.rules
            if not rule.shadow
            for condition in rule.conditions
            if condition.signal == "words" and condition.reject is not None
        ]
        return int(min(limits)) - 1 if limits else None
