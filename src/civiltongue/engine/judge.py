"""The decision: what was noticed, and what the policy makes of it; pure."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from civiltongue.domain.evidence import Failure, Observation, Signal, Span, Submission
from civiltongue.domain.policy import Condition, Policy, Rule
from civiltongue.domain.ruling import (
    FIRST_COMMENTS,
    PRE_MODERATED,
    TOO_MANY_ATTEMPTS,
    UNJUDGED,
    UNREAD_LANGUAGE,
    Reason,
    Ruling,
    Verdict,
)
from civiltongue.domain.standing import Standing
from civiltongue.engine.conditions import ExpressionFailed, Facts, facts_of, holds
from civiltongue.engine.escalate import REPEAT, refusal
from civiltongue.engine.ladder import barred

ATTEMPTS_EXPLAINED = 5
"""How many rejected attempts in ten minutes are explained; the next is held without words."""
UNREAD = "unread_language"
"""The signal that a text is in a language that the model does not know."""


def judge(
    observation: Observation,
    policy: Policy,
    *,
    submission: Submission,
    standing: Standing | None,
    now: datetime,
    insisted: bool = False,
) -> Ruling:
    """Return the ruling on a submission: every rule is judged, and the harshest verdict stands.

    ``standing`` is None where nothing is known of the author, and then nothing is held against
    them. ``insisted`` says that the author was nudged about this text and sends it all the same.
    """
    return judge_by_each(
        observation, ((policy, standing),), submission=submission, now=now, insisted=insisted
    )[0]


def judge_by_each(
    observation: Observation,
    policies: Iterable[tuple[Policy, Standing | None]],
    *,
    submission: Submission,
    now: datetime,
    insisted: bool = False,
) -> tuple[Ruling, ...]:
    """Return the rulings of several policies on a submission, each with where the author stands by it.

    A rule that two of them share, as the same value in memory, is judged once.
    """
    rulings: list[Ruling] = []
    evidence: _Evidence | None = None
    for policy, standing in policies:
        evidence = evidence or _Evidence(observation, submission, standing)
        found = [evidence.judge(rule, insisted=insisted) for rule in policy.rules if not rule.shadow]
        reasons = [reason for reason, _ in found if reason is not None]
        if reasons and standing is not None and standing.recent_rejections >= ATTEMPTS_EXPLAINED:
            reasons = _held_instead(reasons)
        failures = (*observation.failures, *(failure for _, failed in found for failure in failed))
        unread = observation.score(UNREAD) >= 1.0
        reasons += _reasons_of_the_engine(policy, standing, failed=bool(failures), unread=unread, now=now)
        rulings.append(
            Ruling(
                verdict=max((reason.verdict for reason in reasons), default=Verdict.PUBLISH),
                reasons=_in_order(reasons, policy),
                words=int(max((signal.score for signal in evidence.signals("words")), default=0.0)),
                policy_version=policy.version,
                signals=observation.signals,
                failures=failures,
                versions=observation.versions,
                shadowed=tuple(
                    reason
                    for rule in policy.rules
                    if rule.shadow and (reason := evidence.judge(rule, insisted=insisted)[0]) is not None
                ),
            )
        )
    return tuple(rulings)


def seen_first(ruling: Ruling) -> Ruling:
    """Hold what would be published: on this story a moderator sees every comment before it appears."""
    if ruling.verdict is not Verdict.PUBLISH:
        return ruling
    reason = Reason(rule=PRE_MODERATED, verdict=Verdict.HOLD, score=1.0)
    return replace(ruling, verdict=Verdict.HOLD, reasons=(*ruling.reasons, reason))


def _in_order(reasons: Sequence[Reason], policy: Policy) -> tuple[Reason, ...]:
    """Return the harshest first, and of these the rules in the order of their numbers."""
    if len(reasons) < 2:
        return tuple(reasons)
    numbers = {rule.id: rule.number for rule in policy.rules}
    last = len(policy.rules) + max(numbers.values(), default=0)
    return tuple(
        sorted(reasons, key=lambda reason: (-reason.verdict, numbers.get(reason.rule, last), reason.rule))
    )


class _Evidence:
    """Index the signals of one submission, and work out facts and conditions when asked."""

    def __init__(self, observation: Observation, submission: Submission, standing: Standing | None) -> None:
        self._parts = (observation, submission, standing)
        self._by_kind: dict[str | None, list[Signal]] = {}
        for signal in observation.signals:
            self._by_kind.setdefault(signal.kind, []).append(signal)
        # Conditions without a signal are about any comment.
        self.kinds: Set[str | None] = {None, *self._by_kind}
        self._failures: list[Failure] = []
        self._judged: dict[int, tuple[Reason | None, tuple[Failure, ...]]] = {}

    def judge(self, rule: Rule, *, insisted: bool) -> tuple[Reason | None, tuple[Failure, ...]]:
        """Return what a rule says, and what went wrong with its conditions."""
        known = self._judged.get(id(rule))
        if known is None:
            self._failures = []
            reason = _judge_rule(rule, self, insisted=insisted)
            known = self._judged[id(rule)] = reason, tuple(self._failures)
        return known

    def signals(self, kind: str) -> Sequence[Signal]:
        return self._by_kind.get(kind, ())

    @cached_property
    def facts(self) -> Facts:
        return facts_of(*self._parts)

    def holds(self, expression: str, rule: Rule) -> bool:
        try:
            return holds(expression, self.facts)
        except ExpressionFailed as error:
            self._failures.append(Failure(detector=rule.own_signal, fault=type(error).__name__))
            return False


@dataclass(frozen=True, slots=True)
class _Breach:
    """One condition that a comment meets: how harshly, by which score, signal, words and detectors."""

    verdict: Verdict
    score: float
    signal: str | None
    spans: tuple[Span, ...]
    found_by: tuple[str, ...] = ()


def _judge_rule(rule: Rule, evidence: _Evidence, *, insisted: bool) -> Reason | None:
    breaches = [
        breach
        for condition in rule.conditions
        if condition.signal in evidence.kinds and (breach := _breach(condition, rule, evidence)) is not None
    ]
    if not breaches:
        return None
    worst = max(breaches, key=lambda breach: (breach.verdict, breach.score))
    verdict = worst.verdict
    if insisted and verdict is Verdict.NUDGE:
        verdict = rule.insisted
    if verdict is Verdict.PUBLISH:
        return None
    return Reason(
        rule=rule.id,
        verdict=verdict,
        score=worst.score,
        signals=tuple(sorted({breach.signal for breach in breaches if breach.signal is not None})),
        spans=_joined(span for breach in breaches for span in breach.spans),
        found_by=tuple(sorted({name for breach in breaches for name in breach.found_by if name})),
    )


def _breach(condition: Condition, rule: Rule, evidence: _Evidence) -> _Breach | None:
    """Return how a condition is met, or None. The costly ``when`` is asked last."""
    if condition.signal is None:
        breach = _Breach(condition.verdict(1.0), 1.0, None, ())
    else:
        counted = [
            signal
            for signal in evidence.signals(condition.signal)
            if condition.verdict(signal.score) is not Verdict.PUBLISH
        ]
        if not counted:
            return None
        score = max(signal.score for signal in counted)
        spans = tuple(span for signal in counted for span in signal.spans)
        found_by = tuple(signal.detector for signal in counted)
        breach = _Breach(condition.verdict(score), score, condition.signal, spans, found_by)
    if breach.verdict is Verdict.PUBLISH:
        return None
    if condition.when is not None and not evidence.holds(condition.when, rule):
        return None
    return breach


def _reasons_of_the_engine(
    policy: Policy, standing: Standing | None, *, failed: bool, unread: bool, now: datetime
) -> Iterable[Reason]:
    if failed and policy.on_failure is not Verdict.PUBLISH:
        yield Reason(rule=UNJUDGED, verdict=policy.on_failure, score=1.0)
    if unread and policy.on_failure is not Verdict.PUBLISH:
        yield Reason(rule=UNREAD_LANGUAGE, verdict=policy.on_failure, score=1.0, signals=(UNREAD,))
    if standing is None:
        return
    if standing.published < policy.hold_first:
        yield Reason(rule=FIRST_COMMENTS, verdict=Verdict.HOLD, score=1.0)
    if policy.rule(REPEAT) is None:
        return
    if refusal(policy, standing, now=now) is not None:
        yield Reason(rule=REPEAT, verdict=Verdict.REJECT, score=1.0)
    elif policy.ladder is not None and standing.strikes:
        verdict = barred(standing, policy.ladder, now=now)
        if verdict is not Verdict.PUBLISH:
            yield Reason(rule=REPEAT, verdict=verdict, score=1.0)


def _held_instead(reasons: Iterable[Reason]) -> list[Reason]:
    """Hold what would be rejected or nudged, and say so, so that explanations are no oracle."""
    held = [replace(reason, verdict=Verdict.HOLD) for reason in reasons]
    return [*held, Reason(rule=TOO_MANY_ATTEMPTS, verdict=Verdict.HOLD, score=1.0)]


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif not joined or span != joined[-1]:
            joined.append(span)
    return tuple(joined)
