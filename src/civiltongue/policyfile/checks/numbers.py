"""Every rule has a number of its own."""

from collections.abc import Iterator

from civiltongue.policyfile.document import Document, number
from civiltongue.policyfile.keys import RULE
from civiltongue.policyfile.problems import Place, Problem


def numbers_are_unique(document: Document) -> Iterator[Problem]:
    """Yield a problem for each number that two rules have."""
    numbers = [number(rule, RULE, "number") for rule in document.rules]
    free = next(each for each in range(1, len(numbers) + 2) if each not in numbers)
    seen: dict[float, Place] = {}
    for rule, own in zip(document.rules, numbers, strict=True):
        node = rule.get("number")
        if own is None or node is None:
            continue
        if own in seen:
            yield Problem(
                node.place,
                f"two rules have the number {own:g}",
                f"The first is in line {seen[own].line}; {free} is free.",
            )
        seen.setdefault(own, node.place)
