"""Every value is of the type that its key asks for."""

from collections.abc import Iterator

from civiltongue.policyfile.document import Document
from civiltongue.policyfile.kinds import ValueWrong, check_outside
from civiltongue.policyfile.problems import Problem


def values_have_their_type(document: Document) -> Iterator[Problem]:
    """Yield a problem for each text, number, choice, list or mapping that is something else."""
    for node, kind in document.visits:
        try:
            check_outside(node, kind)
        except ValueWrong as wrong:
            yield Problem(node.place, wrong.message, wrong.hint)
