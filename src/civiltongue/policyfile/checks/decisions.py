"""A rule that is judged by its examples rejects nothing before moderators decided often enough."""

from collections.abc import Iterator

from civiltongue.domain.policy import LIKE
from civiltongue.domain.ruling import ENOUGH_DECISIONS
from civiltongue.policyfile.document import Document, items, scalar
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import Mapping, Scalar


def examples_alone_reject_nothing(document: Document) -> Iterator[Problem]:
    """Yield a problem for each rejection that rests on examples and on too few decisions."""
    for rule in document.rules:
        for condition in items(rule, "conditions"):
            if isinstance(condition, Mapping) and (rejects := _rejects(condition, rule)) is not None:
                yield from _too_few(document, rejects, _names(document, condition))


def _rejects(condition: Mapping, rule: Mapping) -> Scalar | None:
    """Return what makes a condition reject, or None."""
    if condition.key("reject") is not None:
        return condition.key("reject")
    then = scalar(condition, "then") or scalar(rule, "then")
    bare = condition.get("signal") is None
    return then if bare and then is not None and then.value == "reject" else None


def _names(document: Document, condition: Mapping) -> Iterator[str]:
    signal, when = scalar(condition, "signal"), scalar(condition, "when")
    for kind in sorted(document.like_signals):
        named = signal is not None and signal.value == kind
        # In an expression the name of a signal stands in quotes.
        asked = when is not None and any(f"{mark}{kind}{mark}" in when.value for mark in "\"'")
        if named or asked:
            yield kind.removeprefix(LIKE)


def _too_few(document: Document, rejects: Scalar, names: Iterator[str]) -> Iterator[Problem]:
    for name in names:
        count = document.decisions(name)
        if count < ENOUGH_DECISIONS:
            decided = "no decisions yet" if count == 0 else f"{count} decisions"
            yield Problem(
                rejects.place,
                f'the rule "{name}" is judged by its examples and has {decided}: it cannot reject',
                f"Write `hold` or `nudge`; from {ENOUGH_DECISIONS} decisions on it may reject.",
            )
