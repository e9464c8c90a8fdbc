"""What an author's standing means for the next comment."""

from dataclasses import dataclass
from datetime import datetime

from civiltongue.domain.policy import Policy, Rule
from civiltongue.domain.standing import Sanction, Standing

REPEAT = "repeat"
"""The id of the rule that judges an author instead of a comment."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Say which sanction bars an author, and the rule that it stands on, where the policy has one."""

    sanction: Sanction
    rule: Rule | None


def refusal(policy: Policy, standing: Standing, *, now: datetime) -> Refusal | None:
    """Return why an author may not comment now, or None where nothing bars them."""
    sanction = standing.sanction_in_force(now)
    if sanction is None:
        return None
    return Refusal(sanction=sanction, rule=policy.rule(REPEAT))
