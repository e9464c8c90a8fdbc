"""The statement of reasons that an author gets, as keys and arguments; worded at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from civiltongue.domain.evidence import Span
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RESERVED_REASONS, TOO_MANY_ATTEMPTS, Reason, Ruling, Verdict
from civiltongue.engine.escalate import REPEAT


@dataclass(frozen=True, slots=True)
class Phrase:
    """Name a wording in the catalogues, with its arguments."""

    key: str
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


Text: TypeAlias = str | Phrase
"""The publisher's own words as they are, or a phrase to be worded."""


@dataclass(frozen=True, slots=True)
class StatedReason:
    """Explain one reason: the rule as readers know it, and the words that broke it.

    ``number`` is None for the engine's own reasons. ``private`` words are for the author and a
    moderator only.
    """

    rule: str
    number: int | None
    title: Text
    public: Text
    message: Text
    spans: tuple[Span, ...]
    private: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """Tell an author what was decided, why, and what they can do.

    ``words_shown`` is False where spans are withheld on purpose.
    """

    verdict: Verdict
    title: Text
    summary: Text
    reasons: tuple[StatedReason, ...]
    next: Text
    words_shown: bool


def statement(ruling: Ruling, policy: Policy) -> Statement:
    """Return the statement of reasons for a ruling under the policy that it was made by.

    A reason of the engine itself is told only where it stands, not beside something harsher.
    """
    words_shown = TOO_MANY_ATTEMPTS not in ruling.rules
    told = (
        reason
        for reason in ruling.reasons
        if reason.rule not in RESERVED_REASONS or reason.verdict is ruling.verdict
    )
    word = ruling.verdict.word
    return Statement(
        verdict=ruling.verdict,
        title=Phrase(f"statement.{word}_title"),
        summary=Phrase(f"statement.{word}_summary", {"publication": policy.publication}),
        reasons=tuple(_stated(reason, ruling, policy, words_shown=words_shown) for reason in told),
        next=_next(ruling.verdict, policy),
        words_shown=words_shown,
    )


_FROM_READERS = frozenset({"reports", "notice"})
"""Signals that come from people, who mark no words: a rule's own message may speak of marked ones."""


def _stated(reason: Reason, ruling: Ruling, policy: Policy, *, words_shown: bool) -> StatedReason:
    rule = policy.rule(reason.rule)
    name = reason.rule.replace("-", "_") if reason.rule in RESERVED_REASONS else "gone"
    message: Text = Phrase(f"statement.{reason.verdict.word}_message")
    by_readers = bool(reason.signals) and _FROM_READERS.issuperset(reason.signals)
    by_moderator = not reason.signals and reason.rule != REPEAT
    if ruling.told and by_moderator:
        message = ruling.told
    elif by_moderator and not reason.spans:
        message = Phrase("statement.person_message")
    elif rule and rule.message and words_shown and not by_readers:
        message = _filled_in(rule.message, ruling, policy)
    return StatedReason(
        rule=reason.rule,
        number=rule.number if rule else None,
        title=rule.title if rule else Phrase(f"statement.{name}_rule_title"),
        public=rule.public if rule else Phrase(f"statement.{name}_rule_public"),
        message=message if rule else Phrase(f"statement.{name}_rule_message"),
        spans=reason.spans if words_shown else (),
        private=rule.private if rule else False,
    )


def _filled_in(message: str, ruling: Ruling, policy: Policy) -> str:
    """Return a rule's own message with the two numbers that it may name."""
    return message.replace("{words}", str(ruling.words)).replace("{limit}", str(policy.word_limit or ""))


def _next(verdict: Verdict, policy: Policy) -> Phrase:
    key = f"statement.{verdict.word}_next"
    if policy.contact and verdict is Verdict.REJECT:
        return Phrase(f"{key}_contact", {"contact": policy.contact})
    return Phrase(key)
