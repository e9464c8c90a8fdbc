"""How much harm a comment may do that waits: what moderators see first."""

from collections.abc import Iterable, Mapping

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RESERVED_REASONS

UNKNOWN = 0.2
"""What a hold counts for which no rule is to blame: a first comment, a detector that failed."""
OF_A_REPORT = 0.4
"""What a report counts for that weighs 1."""
OF_A_NOTICE = 2.0
"""What a legal notice counts for: it must be looked at without delay."""


def severities(policy: Policy) -> Mapping[str, float]:
    """Return how severe breaking each rule is: more where it weighs on the ladder, or is about private facts."""
    return {
        rule.id: 1.0 + min(rule.strikes, 5.0) / 5.0 + (0.5 if rule.private else 0.0)
        for rule in policy.rules
        if rule.id not in RESERVED_REASONS
    }


def harm(
    reasons: Iterable[tuple[str, float]],
    severe: Mapping[str, float],
    *,
    reports: float = 0.0,
    notices: int = 0,
) -> float:
    """Return how much harm a comment may do, from 0 on: what speaks most against it, reports and notices.

    ``reasons`` are rules with scores, ``severe`` is from :func:`severities`, and ``reports`` what
    readers' reports weigh together.
    """
    worst = 0.0
    for rule, score in reasons:
        worst = max(worst, severe.get(rule, UNKNOWN) * min(1.0, score))
    return worst + OF_A_REPORT * reports + OF_A_NOTICE * notices
