"""It is clear what becomes of a comment that breaks a rule."""

from collections.abc import Iterator

from civiltongue.engine.escalate import REPEAT
from civiltongue.policyfile.checks.thresholds import THRESHOLDS
from civiltongue.policyfile.document import Document, items, scalar
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import Mapping

_OWN = ("terms", "pattern")


def consequences_are_clear(document: Document) -> Iterator[Problem]:
    """Yield a problem where a condition, terms or a pattern say nothing of what follows."""
    for rule in document.rules:
        yield from _of_conditions(rule)
        yield from _of_own_words(rule)
        yield from _of_repeat(rule)


def _of_conditions(rule: Mapping) -> Iterator[Problem]:
    for condition in items(rule, "conditions"):
        if not isinstance(condition, Mapping):
            continue
        if condition.get("signal") is not None:
            yield from _of_a_signal(condition)
        elif condition.get("when") is not None:
            yield from _of_when_alone(condition, rule)
        else:
            yield Problem(
                condition.place,
                "the condition looks at nothing",
                "Add `signal:` with a threshold, or `when:`.",
            )


def _of_a_signal(condition: Mapping) -> Iterator[Problem]:
    then = condition.key("then")
    if then is not None:
        yield Problem(
            then.place,
            "`then` is for a condition that is `when` alone",
            "Say from which score on: `reject: 0.8`, `hold: 0.6` or `nudge: 0.4`.",
        )
    elif all(condition.get(key) is None for key in THRESHOLDS):
        yield Problem(
            condition.place,
            "nothing follows from this condition",
            "Add a threshold: `reject: 0.8`, `hold: 0.6` or `nudge: 0.4`.",
        )


def _of_when_alone(condition: Mapping, rule: Mapping) -> Iterator[Problem]:
    threshold = next((key for name in THRESHOLDS if (key := condition.key(name)) is not None), None)
    if threshold is not None:
        yield Problem(
            threshold.place,
            f"{threshold.value} is a threshold, and there is no signal that could reach it",
            f"Write `then: {threshold.value}`, or add `signal:`.",
        )
    elif condition.get("then") is None and rule.get("then") is None:
        yield Problem(
            condition.place,
            "nothing follows from this condition",
            "Add `then: hold` to it, or nudge or reject.",
        )


def _of_own_words(rule: Mapping) -> Iterator[Problem]:
    own = next((key for name in _OWN if (key := rule.key(name)) is not None), None)
    then = rule.key("then")
    rule_id = scalar(rule, "id")
    signals = {
        signal.value
        for condition in items(rule, "conditions")
        if (signal := scalar(condition, "signal")) is not None
    }
    bare = any(
        isinstance(condition, Mapping) and condition.get("signal") is None
        for condition in items(rule, "conditions")
    )
    if own is not None and then is None and (rule_id is None or f"rule:{rule_id.value}" not in signals):
        yield Problem(
            own.place,
            f"nothing follows from the {own.value} of this rule",
            "Add `then: hold`, or nudge or reject.",
        )
    if then is not None and own is None and not bare:
        yield Problem(
            then.place,
            "`then` is for terms, a pattern, or a condition that is `when` alone",
            "Add one of them, or take `then` out.",
        )
    exceptions = rule.key("except")
    if exceptions is not None and rule.get("terms") is None:
        yield Problem(
            exceptions.place, "there are no terms to except from", "Add `terms:`, or take `except` out."
        )


def _of_repeat(rule: Mapping) -> Iterator[Problem]:
    """Refuse conditions of the rule about repeat violations: it judges an author, not a comment."""
    rule_id = scalar(rule, "id")
    if rule_id is None or rule_id.value != REPEAT:
        return
    for name in ("conditions", *_OWN, "breaks", "keeps"):
        key = rule.key(name)
        if key is not None:
            yield Problem(
                key.place,
                f'the rule "{REPEAT}" judges an author and takes no {name}',
                "Take it out, or give the rule another id.",
            )
