"""The standing of an author of whom a record tells the violations so far."""

from collections.abc import Iterable

from civiltongue.domain.policy import Policy
from civiltongue.domain.standing import OTHER_GROUNDS, Standing, Violation
from civiltongue.errors import BadInput
from civiltongue.policyfile.problems import suggestion
from civiltongue.policyfile.record import ToldViolation


def standing_of(violations: Iterable[ToldViolation] | None, policy: Policy) -> Standing | None:
    """Return the standing under a policy, of whom nothing else is held against; None where nothing was told.

    Raises BadInput for a violation of a rule that the policy does not have.
    """
    if violations is None:
        return None
    strikes = policy.strikes([_known(violation, policy) for violation in violations])
    return Standing(published=policy.hold_first, strikes=strikes)


def _known(violation: ToldViolation, policy: Policy) -> Violation:
    if policy.strike_weight(violation.rule) is None:
        known = [*(rule.id for rule in policy.rules), *OTHER_GROUNDS]
        raise BadInput(
            "the policy has no such rule.", where=violation.where, hint=suggestion(violation.rule, known)
        )
    return Violation((violation.rule,), violation.at, violation.overturned)
