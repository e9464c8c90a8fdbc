"""A house-rules file as a tree of nodes that know their lines.

YAML is read only as far as its shape: every value stays the text that was written, and the key
that it stands under says what it means. So ``NO`` is Norway and ``1.10`` is a version. Tags,
anchors and aliases are refused, and nothing is ever built from what a file asks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from civiltongue.policyfile.problems import Place, Problem

MAX_BYTES = 512 * 1024
"""The largest house-rules file, in bytes of UTF-8."""
MAX_DEPTH = 12
"""The deepest nesting; the deepest that means something is 6."""

MAX_KEYS = 100
"""The most keys of one mapping; the most that mean something are 17."""

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# Everything that YAML takes as text (https://yaml.org/spec/1.1/#id868524), and nothing else.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufeff\uff00-\ufffd\U00010000-\U0010ffff]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as it was written. ``plain`` is without quotes, ``inline`` begins right here."""

    value: str
    place: Place
    plain: bool = True
    inline: bool = True

    @property
    def empty(self) -> bool:
        """Say whether nothing was written after the key."""
        return self.plain and self.value in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place

    def get(self, key: str) -> "Node | None":
        """Return the node under a key, or None."""
        return next((node for name, node in self.entries if name.value == key), None)

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its place, or None."""
        return next((name for name, _ in self.entries if name.value == key), None)


@dataclass(frozen=True, slots=True)
class Broken:
    """Stand for a node that a problem was already found with."""

    place: Place


Node: TypeAlias = Scalar | Sequence | Mapping | Broken


class FileUnreadable(ValueError):
    """Say that a file cannot be read any further than one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def split_lines(text: str) -> list[str]:
    """Return the lines of a file as YAML counts them."""
    return _LINE_BREAK.split(text)


def read_tree(text: str) -> tuple[Node, tuple[Problem, ...]]:
    """Return the root of a file and the problems on the way; raises FileUnreadable."""
    _check_characters(text)
    return _Reader(_events(text)).read()


def _check_characters(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _unreadable(
            Place(1, 1),
            f"the file is larger than {MAX_BYTES // 1024} kB",
            "House rules that people can read are far shorter: is it the right file?",
        )
    found = _UNREADABLE.search(text)
    if found is not None:
        before = split_lines(text[: found.start()])
        raise _unreadable(
            Place(len(before), len(before[-1]) + 1),
            f"a character that cannot stand in the file: U+{ord(found[0]):04X}",
            "Save the file as plain text in UTF-8, and take this character out.",
        )


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        complaint = error.problem or "it cannot be read"
        raise _unreadable(place, f"not YAML: {complaint}", _syntax_hint(complaint)) from error
    except yaml.YAMLError as error:
        raise _unreadable(Place(1, 1), f"not YAML: {error}", "Save the file as UTF-8.") from error


def _syntax_hint(complaint: str) -> str:
    if "mapping values" in complaint:
        return "Put quotes around a value that holds a colon, and check the indentation."
    if "cannot start any token" in complaint or "tab character" in complaint:
        return "Indent with spaces instead of tabs, and put quotes around a value that begins with a sign."
    if "end of stream" in complaint:
        return "A quotation mark or a bracket is opened and never closed."
    return "Check the indentation, the colons after keys, and that quotes and brackets are closed."


def _unreadable(place: Place, message: str, hint: str) -> FileUnreadable:
    return FileUnreadable(Problem(place, message, hint))


class _Reader:
    """Build the tree from events, each of which is looked at once."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._problems: list[Problem] = []

    def read(self) -> tuple[Node, tuple[Problem, ...]]:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _unreadable(
                        _place(event),
                        "a second document begins here",
                        "One file holds one publication's rules: take the line out.",
                    )
                root = self._node(next(self._events), depth=0)
        if root is None or (isinstance(root, Scalar) and root.empty):
            raise _unreadable(
                Place(1, 1), "the file is empty", "`civiltongue policy init` writes one to start from."
            )
        return root, tuple(self._problems)

    def _node(self, event: yaml.Event, *, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _unreadable(_place(event), "nested too deeply", "Nothing in this file goes that deep.")
        refused = self._refuse(event)
        node = self._read_node(event, depth)
        return Broken(node.place) if refused else node

    def _read_node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(tuple(self._entries(depth)), _place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(yaml.SequenceEndEvent, depth)), _place(event))
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(
                event.value, _place(event), plain=not event.style, inline=event.style not in {"|", ">"}
            )
        return Broken(_place(event))

    def _refuse(self, event: yaml.Event) -> bool:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._problems.append(
                Problem(
                    _place(event),
                    "anchors (&) and aliases (*) are not used here",
                    "Write the value out, or put quotes around a text that begins with & or *.",
                )
            )
            return True
        if getattr(event, "tag", None) is not None:
            self._problems.append(
                Problem(
                    _place(event),
                    "tags (!) are not used here",
                    "Take the tag out; the value alone is enough.",
                )
            )
            return True
        return False

    def _items(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), end):
            yield self._node(event, depth=depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Place] = {}
        nodes = self._items(yaml.MappingEndEvent, depth)
        for key, node in zip(nodes, nodes, strict=True):
            if not isinstance(key, Scalar):
                if not isinstance(key, Broken):
                    self._problems.append(
                        Problem(
                            key.place,
                            "a key must be a word",
                            "Put quotes around a text that begins with { or [.",
                        )
                    )
            elif key.value in seen:
                first = seen[key.value].line
                self._problems.append(
                    Problem(
                        key.place, f'"{key.value}" is given twice', f"It is first in line {first}: keep one."
                    )
                )
            elif len(seen) == MAX_KEYS:
                raise _unreadable(key.place, "too many keys", "Is it the right file?")
            else:
                seen[key.value] = key.place
                yield key, node


def _place(event: yaml.Event) -> Place:
    assert event.start_mark is not None
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
