"""What a value in the house-rules file may be, and how it is read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from civiltongue.policyfile.tree import Broken, Node, Scalar, Sequence
from civiltongue.policyfile.tree import Mapping as MappingNode


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most ``longest`` code points. ``form`` (a regular expression) is told as ``form_is``."""

    longest: int = 2000
    may_be_empty: bool = False
    form: str = ""
    form_is: str = ""


@dataclass(frozen=True, slots=True)
class YesNo:
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number from ``lowest`` to ``highest``; ``whole`` takes no fraction."""

    lowest: float = 0
    highest: float = 1_000_000
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind of value, with at most ``most`` items."""

    item: "Kind"
    most: int = 10_000
    may_be_empty: bool = True


@dataclass(frozen=True, slots=True)
class Key:
    """What stands under a key of a shape. ``purpose`` is its line in the reference."""

    kind: "Kind"
    purpose: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with known keys. ``short`` is the key that a bare text stands for."""

    name: str
    keys: Mapping[str, Key]
    short: str = ""


Kind: TypeAlias = Text | YesNo | Number | Choice | ListOf | Shape


class ValueWrong(ValueError):
    """Say what is wrong with a value, and how to fix it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def visit(node: Node, kind: Kind) -> Iterator[tuple[Node, Kind]]:
    """Yield each node with the kind that it must be, as deep as both agree."""
    yield node, kind
    if isinstance(node, MappingNode) and isinstance(kind, Shape):
        for name, child in node.entries:
            if name.value in kind.keys:
                yield from visit(child, kind.keys[name.value].kind)
    elif isinstance(node, Sequence) and isinstance(kind, ListOf):
        for child in node.items[: kind.most]:
            yield from visit(child, kind.item)
    elif isinstance(node, Scalar) and isinstance(kind, Shape) and kind.short:
        yield from visit(node, kind.keys[kind.short].kind)


def check_outside(node: Node, kind: Kind) -> None:
    """Raise ValueWrong unless a node is what its kind says, leaving out what is inside of it."""
    if isinstance(node, Broken):
        return
    if isinstance(kind, Shape):
        if not isinstance(node, MappingNode) and not (kind.short and isinstance(node, Scalar)):
            raise ValueWrong(f"{kind.name} must be a mapping", f"Its keys are: {', '.join(kind.keys)}.")
    elif isinstance(kind, ListOf):
        _check_list(node, kind)
    elif isinstance(node, Scalar):
        read_scalar(node, kind)
    else:
        raise ValueWrong("a single value must stand here", "It cannot be a list or a mapping.")


def _check_list(node: Node, kind: ListOf) -> None:
    if not isinstance(node, Sequence):
        raise ValueWrong("a list must stand here", "Write [one, another], or one item a line after a dash.")
    if not node.items and not kind.may_be_empty:
        raise ValueWrong("the list is empty", "Add at least one item.")
    if len(node.items) > kind.most:
        raise ValueWrong(f"the list has {len(node.items)} items", f"At most {kind.most} can stand here.")


def read_scalar(node: Scalar, kind: Kind) -> str | float | bool:
    """Return the value of a node; raises ValueWrong."""
    if node.empty:
        raise ValueWrong("there is no value", 'Write one, take the key out, or write "" for an empty text.')
    if isinstance(kind, Number):
        return _read_number(node.value, kind)
    if isinstance(kind, YesNo):
        if node.value not in {"true", "false"}:
            raise ValueWrong(f'"{_cut(node.value)}" is neither true nor false', "Write true or false.")
        return node.value == "true"
    if isinstance(kind, Choice):
        if node.value not in kind.words:
            raise ValueWrong(
                f'"{_cut(node.value)}" cannot stand here', f"Write one of: {', '.join(kind.words)}."
            )
        return node.value
    assert isinstance(kind, Text)
    return _read_text(node.value, kind)


def _read_number(text: str, kind: Number) -> float:
    what = "a whole number" if kind.whole else "a number"
    bounds = f"from {kind.lowest:g} to {kind.highest:.10g}"
    if not re.fullmatch(r"-?[0-9]{1,12}" if kind.whole else r"-?[0-9]{1,12}(\.[0-9]{1,12})?", text):
        raise ValueWrong(f'"{_cut(text)}" is not {what}', f"Write {what} {bounds}, in digits.")
    number = int(text) if kind.whole else float(text)
    if not kind.lowest <= number <= kind.highest:
        raise ValueWrong(f"{text} is out of range", f"Write {what} {bounds}.")
    return number


def _read_text(text: str, kind: Text) -> str:
    if "\0" in text:
        raise ValueWrong("the text holds a NUL character", "Take the escape \\0 out.")
    if not text.strip() and not kind.may_be_empty:
        raise ValueWrong("the text is empty", "Write a text, or take the key out.")
    if len(text) > kind.longest:
        raise ValueWrong(f"the text has {len(text)} characters", f"At most {kind.longest} can stand here.")
    if kind.form and not re.fullmatch(kind.form, text):
        raise ValueWrong(f'"{_cut(text)}" cannot stand here', f"Write {kind.form_is}.")
    return text


def _cut(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return shown.replace("\n", " ")
