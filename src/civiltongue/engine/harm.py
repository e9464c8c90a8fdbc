"""How much harm a comment may do that waits: what moderators see first."""

from collections.abc import Iterable

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RESERVED_REASONS

UNKNOWN = 0.2
"""What a hold counts for which no rule is to blame: a first comment, a detector that failed."""
OF_A_REPORT = 0.4
"""What a report counts for that weighs 1."""
OF_A_NOTICE = 2.0
"""What a legal notice counts for: it must be looked at without delay."""


def harm(
    reasons: Iterable[tuple[str, float]], policy: Policy, *, reports: float = 0.0, notices: int = 0
) -> float:
    """Return how much harm a comment may do, from 0 on: what speaks most against it, reports and notices.

    ``reasons`` are rules with scores; what breaking a rule weighs on the ladder makes it count for
    more. ``reports`` is what readers' reports weigh together.
    """
    worst = max((_severity(rule, policy) * min(1.0, score) for rule, score in reasons), default=0.0)
    return worst + OF_A_REPORT * reports + OF_A_NOTICE * notices


def _severity(rule_id: str, policy: Policy) -> float:
    if rule_id in RESERVED_REASONS:
        return UNKNOWN
    rule = policy.rule(rule_id)
    if rule is None:
        return UNKNOWN
    return 1.0 + min(rule.strikes, 5.0) / 5.0 + (0.5 if rule.private else 0.0)
