"""Every rule has an id of its own."""

from collections.abc import Iterator

from civiltongue.domain.ruling import RESERVED_REASONS
from civiltongue.policyfile.document import Document, scalar
from civiltongue.policyfile.problems import Place, Problem


def identifiers_are_unique_and_free(document: Document) -> Iterator[Problem]:
    """Yield a problem for each id that two rules have, or that the engine keeps for itself."""
    seen: dict[str, Place] = {}
    for rule in document.rules:
        rule_id = scalar(rule, "id")
        if rule_id is None:
            continue
        if rule_id.value in RESERVED_REASONS:
            yield Problem(
                rule_id.place,
                f'the id "{rule_id.value}" is reserved',
                "The engine gives this reason itself: choose another id.",
            )
        if rule_id.value in seen:
            yield Problem(
                rule_id.place,
                f'two rules have the id "{rule_id.value}"',
                f"The first is in line {seen[rule_id.value].line}: give this one another id.",
            )
        seen.setdefault(rule_id.value, rule_id.place)
