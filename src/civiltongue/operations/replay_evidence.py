"""What a policy's detectors would say of past comments: from the record as far as it holds, else anew."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from civiltongue.detectors import observe
from civiltongue.detectors.detector import Detector
from civiltongue.detectors.own_rules import OwnRules
from civiltongue.detectors.signature import Signatures
from civiltongue.detectors.terms import OwnTerms
from civiltongue.detectors.toxicity import Toxicity
from civiltongue.domain.evidence import Observation, Signal, Submission
from civiltongue.domain.policy import LIKE, Policy, Rule
from civiltongue.domain.ruling import RecordedRuling
from civiltongue.engine.judge import UNREAD
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.read_past import NOT_FROM_THE_TEXT

_APART = frozenset({Toxicity.name, OwnRules.name, Signatures.name})
"""The detectors that hear a text again for reasons of their own; names count as they did then."""


class Work(StrEnum):
    """Say how the scores of a comment were come by: from the record, or by cheap detectors or the model."""

    REUSED = "reused"
    RERUN = "rerun"
    RESCORED = "rescored"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What has to be done where a record was made by other detectors, or under other rules.

    ``own`` finds the words of rules that were written otherwise then, ``like`` what is like the
    examples of such rules; ``stale`` are the kinds of signal that these replace. ``house`` are the
    detectors that hear the whole text again. ``model`` says that the model does, ``languages`` that the
    publication's languages were others.
    """

    own: OwnTerms | None
    like: OwnRules | None
    stale: frozenset[str]
    house: tuple[Detector, ...]
    model: bool
    languages: bool


class Rehearing:
    """Observe past comments as a judge's detectors would today."""

    def __init__(self, judge: Judge, judged_by: Callable[[str], Policy | None]) -> None:
        """Take the judge, and what returns a policy that was in force once, by its version."""
        self._judge = judge
        self._judged_by = judged_by
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._last: tuple[RecordedRuling, _Plan] | None = None
        self._model = next(each for each in judge.detectors if isinstance(each, Toxicity))
        self._like = next(each for each in judge.detectors if isinstance(each, OwnRules))

    def needs_text(self, record: RecordedRuling) -> bool:
        """Say whether the record alone does not tell what the detectors would say."""
        plan = self._plan(record)
        return bool(plan.own or plan.like or plan.house) or _is_in_doubt(plan, record)

    def needs_facts(self, record: RecordedRuling) -> bool:
        """Say whether detectors hear the whole text again, for which they need to know who wrote it and where."""
        return bool(self._plan(record).house)

    def observe(self, record: RecordedRuling, submission: Submission) -> tuple[Observation, Work]:
        """Return what the detectors say of the comment that a ruling was about, and what it took."""
        ruling = record.ruling
        if not self.needs_text(record):
            return Observation(ruling.signals, ruling.failures, ruling.versions), Work.REUSED
        plan = self._plan(record)
        kept, detectors = ruling.signals, plan.house
        work = Work.RESCORED if plan.like else Work.RERUN
        if plan.house or _is_in_doubt(plan, record):
            start = None if plan.model else _begin_of_the_model(kept, self._model.kinds)
            others, by_model = kept[:start], () if start is None else kept[start:]
            if plan.house:
                others = tuple(each for each in others if _stays(each))
            if start is None or _is_in_doubt(plan, record):
                detectors, by_model = (*detectors, self._model), ()
            if start is None:
                work = Work.RESCORED
            kept = (*others, *by_model)
        seen = observe(submission, (*detectors, plan.like) if plan.like else detectors)
        fresh = [each for each in seen.signals if not each.kind.startswith(LIKE) or each.kind in plan.stale]
        own = plan.own(submission) if plan.own else ()
        failures = [each for each in ruling.failures if each.detector not in seen.versions]
        signals = (*(each for each in kept if each.kind not in plan.stale), *fresh, *own)
        return Observation(signals, (*failures, *seen.failures), self._judge.versions), work

    def _plan(self, record: RecordedRuling) -> _Plan:
        if self._last is not None and self._last[0] is record:
            return self._last[1]
        ruling = record.ruling
        key = (ruling.policy_version, *ruling.versions, *ruling.versions.values())
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._made(record)
        self._last = (record, plan)
        return plan

    def _made(self, record: RecordedRuling) -> _Plan:
        versions, policy = record.ruling.versions, self._judge.policy
        then = self._judged_by(record.ruling.policy_version)
        other = {each.name for each in self._judge.detectors if versions.get(each.name) != each.version}
        languages = then is None or then.languages != policy.languages
        house = bool(other - {OwnRules.name, Signatures.name}) or languages
        house = house or then is None or then.regions != policy.regions
        taught = _taught_otherwise(policy, then) if OwnRules.name in other else ()
        written = () if house else _written_otherwise(policy, then)
        return _Plan(
            own=OwnTerms(written) if any(rule.terms or rule.pattern for rule in written) else None,
            like=self._like if taught else None,
            stale=frozenset([rule.own_signal for rule in written] + [rule.like_signal for rule in taught]),
            house=tuple(each for each in self._judge.detectors if house and each.name not in _APART),
            model=Toxicity.name in other,
            languages=languages,
        )


def _is_in_doubt(plan: _Plan, record: RecordedRuling) -> bool:
    """Say whether a text was in a language that counted otherwise under the rules of then."""
    return plan.languages and any(signal.kind == UNREAD for signal in record.ruling.signals)


def _stays(signal: Signal) -> bool:
    """Say whether a signal stays where the house's detectors hear a text again."""
    return signal.kind in NOT_FROM_THE_TEXT or signal.kind.startswith(LIKE)


def _begin_of_the_model(signals: tuple[Signal, ...], kinds: tuple[str, ...]) -> int | None:
    """Return where the model's signals begin, which are always the last, or None where it said nothing."""
    if signals and signals[-1].kind == UNREAD:
        return len(signals) - 1
    start = len(signals) - len(kinds)
    if start >= 0 and tuple(signal.kind for signal in signals[start:]) == kinds:
        return start
    return None


def _taught_otherwise(policy: Policy, then: Policy | None) -> tuple[Rule, ...]:
    """Return the rules judged by their examples whose wording or examples were others."""
    known = then.judged_by_examples if then is not None else ()
    before = {(rule.id, rule.title, rule.public, rule.breaks, rule.keeps) for rule in known}
    return tuple(
        rule
        for rule in policy.judged_by_examples
        if (rule.id, rule.title, rule.public, rule.breaks, rule.keeps) not in before
    )


def _written_otherwise(policy: Policy, then: Policy | None) -> tuple[Rule, ...]:
    """Return the rules whose terms or pattern were others."""
    known = then.rules if then is not None else ()
    before = {(rule.id, rule.terms, rule.except_terms, rule.pattern) for rule in known}
    before |= {(rule.id, (), (), None) for rule in policy.rules if then is None or then.rule(rule.id) is None}
    return tuple(
        rule for rule in policy.rules if (rule.id, rule.terms, rule.except_terms, rule.pattern) not in before
    )
