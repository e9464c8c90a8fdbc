"""A house-rules file as the checks look at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from civiltongue.domain.policy import LIKE
from civiltongue.policyfile.keys import CONDITION, POLICY, RULE
from civiltongue.policyfile.kinds import Kind, Shape, ValueWrong, read_scalar, visit
from civiltongue.policyfile.tree import Mapping, Node, Scalar, Sequence

Decisions: TypeAlias = Callable[[str], int]
"""Tells on how many decisions of moderators a rule rests, by its id."""


def nobody_decided(_rule: str) -> int:
    """Return how many decisions a rule has of which nothing is known: none."""
    return 0


@dataclass(frozen=True)
class Document:
    """Give every check the parts of the file that have the shape they should have."""

    root: Node
    decisions: Decisions = nobody_decided

    @cached_property
    def visits(self) -> tuple[tuple[Node, Kind], ...]:
        """Return every node with the kind that it must be."""
        return tuple(visit(self.root, POLICY))

    @cached_property
    def rules(self) -> tuple[Mapping, ...]:
        """Return the rules that are mappings."""
        return self._mappings(RULE)

    @cached_property
    def conditions(self) -> tuple[Mapping, ...]:
        """Return the conditions of all rules that are mappings."""
        return self._mappings(CONDITION)

    @cached_property
    def own_signals(self) -> frozenset[str]:
        """Return the kinds of signal that the rules' own terms and patterns raise."""
        return frozenset(
            f"rule:{rule_id.value}"
            for rule in self.rules
            if (rule_id := scalar(rule, "id")) and (rule.get("terms") or rule.get("pattern"))
        )

    @cached_property
    def like_signals(self) -> frozenset[str]:
        """Return the kinds of signal of rules that have examples to be judged by."""
        return frozenset(
            f"{LIKE}{rule_id.value}"
            for rule in self.rules
            if (rule_id := scalar(rule, "id")) and items(rule, "breaks")
        )

    def _mappings(self, shape: Shape) -> tuple[Mapping, ...]:
        return tuple(node for node, kind in self.visits if kind is shape and isinstance(node, Mapping))


def scalar(node: Node, key: str) -> Scalar | None:
    """Return the single value under a key, or None where there is none, or another kind of node."""
    found = node.get(key) if isinstance(node, Mapping) else None
    return found if isinstance(found, Scalar) and not found.empty else None


def items(node: Node, key: str) -> tuple[Node, ...]:
    """Return the items of the list under a key, none where there is no list."""
    found = node.get(key) if isinstance(node, Mapping) else None
    return found.items if isinstance(found, Sequence) else ()


def texts(node: Node, key: str) -> Iterator[Scalar]:
    """Yield the single values in the list under a key."""
    return (item for item in items(node, key) if isinstance(item, Scalar) and not item.empty)


def value(node: Node, shape: Shape, key: str) -> str | float | bool | None:
    """Return what stands under a key of a shape, or None where it is missing or wrong."""
    found = scalar(node, key)
    if found is None:
        return None
    try:
        return read_scalar(found, shape.keys[key].kind)
    except ValueWrong:
        return None


def number(node: Node, shape: Shape, key: str) -> float | None:
    """Return the number under a key of a shape, or None where it is missing or wrong."""
    found = value(node, shape, key)
    return found if isinstance(found, float | int) and not isinstance(found, bool) else None
