"""Every ``when`` is CEL, uses known names, and says yes or no."""

from collections.abc import Iterator

from civiltongue.engine.conditions import NAMES, ExpressionInvalid, check_expression
from civiltongue.policyfile.document import Document, scalar
from civiltongue.policyfile.problems import Place, Problem, suggestion
from civiltongue.policyfile.tree import Scalar


def expressions_can_be_worked_out(document: Document) -> Iterator[Problem]:
    """Yield a problem for each expression that the engine would refuse."""
    for condition in document.conditions:
        when = scalar(condition, "when")
        if when is None:
            continue
        try:
            check_expression(when.value, own_signals=sorted(document.own_signals | document.like_signals))
        except ExpressionInvalid as error:
            hint = suggestion(error.name, error.known) if error.name else _hint()
            yield Problem(_place(when, error), str(error), hint)


def _hint() -> str:
    return f"It is a CEL expression such as `words > 50 && links == 0`. Names: {', '.join(NAMES)}."


def _place(when: Scalar, error: ExpressionInvalid) -> Place:
    """Return where in the file the expression goes wrong, as far as YAML's folding lets us know."""
    if not when.inline or error.line > 1:
        return when.place
    quote = 0 if when.plain else 1
    return Place(when.place.line, when.place.column + quote + error.column - 1)
