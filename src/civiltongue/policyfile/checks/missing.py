"""Nothing that is required is left out."""

from collections.abc import Iterator

from civiltongue.policyfile.document import Document
from civiltongue.policyfile.kinds import Shape
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import Mapping


def nothing_required_is_missing(document: Document) -> Iterator[Problem]:
    """Yield a problem for each required key that a mapping lacks, at the place of the mapping."""
    for node, kind in document.visits:
        if isinstance(node, Mapping) and isinstance(kind, Shape):
            for name, key in kind.keys.items():
                if key.required and node.get(name) is None:
                    yield Problem(
                        node.place, f'{kind.name} has no "{name}"', f"Add `{name}:`, {_article(key.purpose)}."
                    )


def _article(purpose: str) -> str:
    return purpose.partition(";")[0]
