"""Judge the cases of HouseRulesCheck under a policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Ruling
from civiltongue.operations.judge_submission import Judge
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
    judged = {rule.id for rule in policy.rules if rule.conditions}
    now = datetime.now(UTC)
    for case in suite():
        if case.rule in judged:
            yield TriedCase(case, judge(read_record(case.record).submission, standing=None, now=now))
