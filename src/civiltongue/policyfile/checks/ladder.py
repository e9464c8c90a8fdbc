"""The steps of the ladder go up, and each says what it needs to say."""

from collections.abc import Iterator
from itertools import pairwise

from civiltongue.engine.escalate import REPEAT
from civiltongue.policyfile.document import Document, items, number, scalar
from civiltongue.policyfile.keys import LADDER_STEP
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import Mapping

_RANKS = ("warning", "suspension", "ban")


def ladder_goes_up(document: Document) -> Iterator[Problem]:
    """Yield a problem for each step that is out of order, or lasts where it cannot, or the other way round."""
    ladder = document.root.get("ladder") if isinstance(document.root, Mapping) else None
    if not isinstance(ladder, Mapping):
        return
    steps = [step for step in items(ladder, "steps") if isinstance(step, Mapping)]
    for step in steps:
        yield from _alone(step)
    for lower, upper in pairwise(steps):
        yield from _in_order(lower, upper)
    if all((rule_id := scalar(rule, "id")) is None or rule_id.value != REPEAT for rule in document.rules):
        key = document.root.key("ladder") if isinstance(document.root, Mapping) else None
        if key is not None:
            yield Problem(
                key.place,
                f'there is no rule "{REPEAT}" that the ladder could stand on',
                f"Add a rule with `id: {REPEAT}`, or take the ladder out.",
            )


def _alone(step: Mapping) -> Iterator[Problem]:
    weight, at = number(step, LADDER_STEP, "at"), step.get("at")
    if weight == 0 and at is not None:
        yield Problem(at.place, "everybody is at 0", "Write a weight above 0.")
    then, hours = scalar(step, "then"), step.key("hours")
    if then is None or then.value not in _RANKS:
        return
    if then.value == "suspension" and hours is None:
        yield Problem(step.place, "the suspension does not say how long it lasts", "Add `hours: 24`.")
    if then.value != "suspension" and hours is not None:
        yield Problem(hours.place, f"a {then.value} does not last for hours", "Take `hours` out.")


def _in_order(lower: Mapping, upper: Mapping) -> Iterator[Problem]:
    low, high, at = number(lower, LADDER_STEP, "at"), number(upper, LADDER_STEP, "at"), upper.get("at")
    if low is not None and high is not None and low >= high and at is not None:
        yield Problem(
            at.place, f"the step before is at {low:g}", "Give each step a higher `at` than the one before."
        )
    milder, harsher = scalar(lower, "then"), scalar(upper, "then")
    if milder is None or harsher is None or not {milder.value, harsher.value} <= set(_RANKS):
        return
    if _RANKS.index(milder.value) > _RANKS.index(harsher.value):
        yield Problem(
            harsher.place,
            f"a {harsher.value} is milder than the {milder.value} before it",
            "Put the steps from mild to harsh.",
        )
