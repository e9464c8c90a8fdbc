"""Every condition looks at a signal that a detector raises."""

from collections.abc import Iterator

from civiltongue.domain.evidence import SIGNAL_KINDS
from civiltongue.domain.policy import LIKE
from civiltongue.policyfile.document import Document, scalar
from civiltongue.policyfile.problems import Problem, suggestion


def signals_are_known(document: Document) -> Iterator[Problem]:
    """Yield a problem for each signal that nothing raises."""
    known = (*SIGNAL_KINDS, *sorted(document.own_signals | document.like_signals))
    for condition in document.conditions:
        signal = scalar(condition, "signal")
        if signal is not None and signal.value not in known:
            yield Problem(signal.place, f'no detector raises "{signal.value}"', _hint(signal.value, known))


def _hint(signal: str, known: tuple[str, ...]) -> str:
    if signal.startswith("rule:"):
        return "A rule raises a signal of its own when it has `terms` or a `pattern`."
    if signal.startswith(LIKE):
        return "A rule is judged by its examples when it has `breaks`."
    return suggestion(signal, known)
