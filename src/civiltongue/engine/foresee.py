"""What another policy would make of comments that were judged before; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from civiltongue.domain.policy import Condition, Policy, Rule
from civiltongue.domain.ruling import RESERVED_REASONS, Reason, Verdict
from civiltongue.engine.calibration import Way, trend


@dataclass(frozen=True, slots=True)
class Past:
    """One comment of the past: its scores, the reasons given then, how it came before moderators.

    ``broke`` is the rule that a moderator rejected it under, "" where one published it, and None
    where nobody decided. Each kind of ``scores`` has the highest score of its signals.
    """

    scores: Mapping[str, float]
    reasons: tuple[Reason, ...]
    way: Way
    broke: str | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many comments a policy publishes (nudges among them), holds and rejects.

    ``found`` counts known violations among the published. ``expected`` is how many there
    are if those that nobody looked at follow the trend of those that moderators got for their score;
    None where these are too few.
    """

    published: int
    held: int
    rejected: int
    found: int
    expected: float | None

    @property
    def comments(self) -> int:
        """Return how many comments there are."""
        return self.published + self.held + self.rejected


def foresee(past: Sequence[Past], policy: Policy) -> Foreseen:
    """Return what a policy would have made of the comments of the past."""
    verdicts = [verdict_under(policy, one) for one in past]
    published = [one for one, verdict in zip(past, verdicts, strict=True) if verdict < Verdict.HOLD]
    rates = _Rates(past, policy)
    unknown = [rates.of(one) for one in published if one.broke is None]
    found = sum(bool(one.broke) for one in published)
    known = [rate for rate in unknown if rate is not None]
    return Foreseen(
        published=len(published),
        held=verdicts.count(Verdict.HOLD),
        rejected=verdicts.count(Verdict.REJECT),
        found=found,
        expected=found + sum(known) if len(known) == len(unknown) else None,
    )


def verdict_under(policy: Policy, past: Past) -> Verdict:
    """Return the verdict that a policy would have come to.

    Thresholds are applied to the scores. A condition with ``when`` is met where it was met then,
    and what the engine itself held stays held.
    """
    given = {reason.rule: reason for reason in past.reasons}
    found = [reason.verdict for name, reason in given.items() if name in RESERVED_REASONS]
    for rule in policy.rules:
        if not rule.shadow:
            found += _of_rule(rule, past.scores, given.get(rule.id))
    return max(found, default=Verdict.PUBLISH)


def _of_rule(rule: Rule, scores: Mapping[str, float], given: Reason | None) -> Iterable[Verdict]:
    for condition in rule.conditions:
        if condition.when is None and condition.signal is not None:
            yield condition.verdict(scores.get(condition.signal, 0.0))
        elif given is not None and (condition.signal is None or condition.signal in given.signals):
            yield given.verdict


class _Rates:
    """Tell how often comments break a rule that scored as near to being stopped."""

    def __init__(self, past: Iterable[Past], policy: Policy) -> None:
        self._conditions = [
            condition
            for rule in policy.rules
            if not rule.shadow
            for condition in rule.conditions
            if condition.when is None and condition.signal not in (None, "words")
        ]
        decided = [one for one in past if one.broke is not None]
        # Who was held or rejected was chosen by the score alone; who was reported was not.
        by_score = [one for one in decided if one.way is not Way.REPORTED]
        self._trend = trend((self._nearness(one), bool(one.broke)) for one in by_score)
        reported = [bool(one.broke) for one in decided if one.way is Way.REPORTED]
        self._reported = sum(reported) / len(reported) if reported else None

    def of(self, one: Past) -> float | None:
        """Return the rate for a comment that nobody decided about, None where it is unknown."""
        if one.way is Way.REPORTED and self._reported is not None:
            return self._reported
        return self._trend.at(self._nearness(one)) if self._trend else None

    def _nearness(self, one: Past) -> float:
        return max((_nearness(condition, one) for condition in self._conditions), default=0.0)


def _nearness(condition: Condition, one: Past) -> float:
    """Return how near a score is to the lowest threshold that keeps a comment from being published."""
    from_here = condition.hold if condition.hold is not None else condition.reject
    if condition.signal is None or not from_here:
        return 0.0
    return one.scores.get(condition.signal, 0.0) / from_here
