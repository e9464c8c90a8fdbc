"""The emergency brake: a rule that suddenly stops too many comments holds instead of rejecting; pure."""

from collections.abc import Collection
from dataclasses import replace

from civiltongue.domain.policy import Brake, Condition, Policy, Rule


def is_sudden(brake: Brake, *, stopped: int, comments: int, usual: float) -> bool:
    """Say whether a rule stops too many: so many at least, of a share that is high and far above the usual one.

    ``stopped`` of ``comments`` were stopped by it in the brake's window; ``usual`` is its share before.
    """
    if stopped < brake.least or not comments:
        return False
    share = stopped / comments
    return share >= brake.share and share >= brake.times * usual


def with_brake(policy: Policy, rules: Collection[str]) -> Policy:
    """Return a policy in which some rules hold what they would reject."""
    return replace(policy, rules=tuple(_held(rule) if rule.id in rules else rule for rule in policy.rules))


def _held(rule: Rule) -> Rule:
    return replace(rule, conditions=tuple(_without_reject(each) for each in rule.conditions))


def _without_reject(condition: Condition) -> Condition:
    thresholds = [each for each in (condition.reject, condition.hold) if each is not None]
    return replace(condition, reject=None, hold=min(thresholds)) if thresholds else condition
