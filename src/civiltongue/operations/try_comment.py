"""Try a comment on a draft: every signal, every rule, what each would have let pass."""

from dataclasses import dataclass

from civiltongue.domain.evidence import Signal, Signature, Submission
from civiltongue.domain.policy import Condition, Policy, Rule
from civiltongue.domain.ruling import Reason, Ruling, Verdict
from civiltongue.domain.thread import Format, Site
from civiltongue.engine.judge import judge
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import NEW_AUTHOR, Judge
from civiltongue.operations.learn_rules import counted_decisions
from civiltongue.policyfile.load import read_policy
from civiltongue.policyfile.problems import Problem
from civiltongue.text.visible import check_text, render


@dataclass(frozen=True, slots=True)
class TriedCondition:
    """One condition of a rule with the score that it met; ``verdict`` is what it would come to alone."""

    condition: Condition
    score: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TriedRule:
    """What one rule says of the comment: ``reason`` is None where it lets it pass."""

    rule: Rule
    reason: Reason | None
    conditions: tuple[TriedCondition, ...]


@dataclass(frozen=True, slots=True)
class TriedComment:
    """What a draft makes of a comment by a new author; ``signals`` are ordered by score, one of each kind."""

    visible: str
    ruling: Ruling
    signals: tuple[Signal, ...]
    rules: tuple[TriedRule, ...]


def check_draft(house: House, site: Site, draft: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Return the policy that a draft is, or None and every problem in it, as adopting it would find them."""
    with house.database.read() as connection:
        return read_policy(draft, decisions=counted_decisions(connection, site))


def try_comment(house: House, policy: Policy, text: str, *, name: str = "") -> TriedComment:
    """Return what a policy makes of a comment, and why; nothing is recorded. Raises UnreadableText."""
    check_text(text)
    rendered = render(text, format=Format.MARKDOWN)
    signature = Signature(name, verified=True) if name.strip() else None
    submission = Submission(text=rendered.visible, links=rendered.links, signature=signature)
    seen = Judge(policy).observe(submission)
    ruling = judge(seen, policy, submission=submission, standing=NEW_AUTHOR, now=house.clock())
    best: dict[str, Signal] = {}
    for signal in seen.signals:
        if signal.kind not in best or signal.score > best[signal.kind].score:
            best[signal.kind] = signal
    reasons = {reason.rule: reason for reason in (*ruling.shadowed, *ruling.reasons)}
    return TriedComment(
        visible=rendered.visible,
        ruling=ruling,
        signals=tuple(sorted(best.values(), key=lambda signal: (signal.kind != "words", -signal.score))),
        rules=tuple(
            TriedRule(rule, reasons.get(rule.id), tuple(_tried(each, best) for each in rule.conditions))
            for rule in policy.rules
        ),
    )


def _tried(condition: Condition, best: dict[str, Signal]) -> TriedCondition:
    found = best.get(condition.signal or "")
    score = found.score if found is not None else 0.0
    verdict = condition.verdict(score) if condition.signal is not None else Verdict.PUBLISH
    return TriedCondition(condition, score, verdict)
