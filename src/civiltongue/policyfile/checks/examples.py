"""No example stands under a rule twice, or both breaks it and keeps it."""

from collections.abc import Iterator

from civiltongue.policyfile.document import Document, texts
from civiltongue.policyfile.problems import Place, Problem
from civiltongue.policyfile.tree import Mapping


def examples_stand_once(document: Document) -> Iterator[Problem]:
    """Yield a problem for each example text that stands under a rule twice."""
    for rule in document.rules:
        yield from _repeated(rule)


def _repeated(rule: Mapping) -> Iterator[Problem]:
    seen: dict[str, tuple[str, Place]] = {}
    for key in ("breaks", "keeps"):
        for example in texts(rule, key):
            first, place = seen.setdefault(example.value, (key, example.place))
            if place == example.place:
                continue
            both = "the same example stands here twice"
            if first != key:
                both = "the same example both breaks the rule and keeps it"
            yield Problem(example.place, both, f"It is first under `{first}` in line {place.line}: keep one.")
