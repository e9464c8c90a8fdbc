"""The pieces that a source is read into, before they are laid out as HTML and visible text."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Open:
    """Begin an element. ``target`` is where a link leads."""

    tag: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """End the innermost element of this tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class Break:
    """Break the line, at an offset in the source."""

    offset: int


@dataclass(frozen=True, slots=True)
class Run:
    """Hold text that readers see, with the source offset of each of its code points."""

    text: str
    offsets: Sequence[int]


Piece = Open | Close | Break | Run

_REACH = 48


def follow(text: str, letters: str, *, start: int, end: int) -> list[int]:
    """Return for each code point of ``text`` where it stands in ``letters[start:end]``.

    Both run in the same order, and ``letters`` may hold more (marks, indents). What is not found
    within a short reach stays where the one before it was found, so the time is linear.
    """
    found = []
    position = start
    for sign in text:
        at = letters.find(sign, position, min(position + _REACH, end))
        if sign.isspace() and position < end and letters[position].isspace():
            at = position
        if at >= 0:
            position = at
        found.append(max(min(position, end - 1), 0))
        position += at >= 0
    return found
