"""Every key is one that means something there."""

from collections.abc import Iterator

from civiltongue.policyfile.document import Document
from civiltongue.policyfile.kinds import Shape
from civiltongue.policyfile.problems import Problem, suggestion
from civiltongue.policyfile.tree import Mapping


def keys_are_known(document: Document) -> Iterator[Problem]:
    """Yield a problem for each key that means nothing, with the one that was probably meant."""
    for node, kind in document.visits:
        if isinstance(node, Mapping) and isinstance(kind, Shape):
            free = [key for key in kind.keys if node.get(key) is None]
            for name, _ in node.entries:
                if name.value not in kind.keys:
                    yield Problem(
                        name.place,
                        f'"{name.value}" is not a key of {kind.name}',
                        suggestion(name.value, free),
                    )
