"""Judge the cases of HouseRulesCheck under a policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Ruling
from civiltongue.engine.escalate import REPEAT
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.told_standing import standing_of
from civiltongue.policyfile.record import read_record
from civiltongue.policyfile.suite import Case, suite


@dataclass(frozen=True, slots=True)
class TriedCase:
    """Say what became of a case."""

    case: Case
    ruling: Ruling

    @property
    def is_right(self) -> bool:
        """Say whether the rule spoke against the comment, with any verdict, just when it should have."""
        return (self.case.rule in self.ruling.rules) == self.case.breaks


def try_suite(policy: Policy) -> Iterator[TriedCase]:
    """Yield what becomes of each case; rules that the policy does not have, or leaves to people, are passed over."""
    judge = Judge(policy)
    judged = rules_tried(policy)
    now = datetime.now(UTC)
    for case in suite():
        if case.rule in judged:
            read = read_record(case.record)
            standing = standing_of(read.violations, policy)
            yield TriedCase(case, judge(read.submission, standing=standing, now=read.now or now))


def rules_tried(policy: Policy) -> frozenset[str]:
    """Return the rules of a policy that the suite has cases for and that a program applies."""
    applied = {rule.id for rule in policy.rules if rule.conditions}
    if policy.ladder is not None:
        applied.add(REPEAT)
    return frozenset(case.rule for case in suite()) & applied
