"""Judge the examples in a policy file, to see whether the rules do what their author means."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from civiltongue.domain.evidence import Submission
from civiltongue.domain.policy import Policy, Rule
from civiltongue.domain.ruling import Ruling
from civiltongue.operations.judge_submission import Judge


@dataclass(frozen=True, slots=True)
class Tried:
    """Say what became of one example. ``should_break`` is what the file says of it.

    ``ruling`` is None where the rule has no condition, so that only people can apply it.
    """

    rule: Rule
    example: Submission
    should_break: bool
    ruling: Ruling | None

    @property
    def as_said(self) -> bool:
        """Say whether the rule did what the file says, or has nothing that could do it."""
        return self.ruling is None or (self.rule.id in self.ruling.rules) == self.should_break


def judge_examples(policy: Policy) -> Iterator[Tried]:
    """Yield what becomes of each example under the policy that it stands in.

    An example that breaks a rule may break others too; one that keeps it need not keep them. Rules in
    shadow are tried as if they were in force.
    """
    policy = replace(policy, rules=tuple(replace(rule, shadow=False) for rule in policy.rules))
    judge = Judge(policy)
    now = datetime.now(UTC)
    for rule in policy.rules:
        for should_break, examples in ((True, rule.breaks), (False, rule.keeps)):
            for example in examples:
                ruling = judge(example, standing=None, now=now) if rule.conditions else None
                yield Tried(rule, example, should_break, ruling)
