"""What is wrong in a house-rules file: where, the line, a caret, and how to fix it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

_SHOWN = 100
_SHOWN_PROBLEMS = 100
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Name a place in a file; line and column count from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Say what is wrong at a place, and how to fix it."""

    place: Place
    message: str
    hint: str


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that somebody who wrote ``word`` probably meant, or None."""
    by_folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a hint: the word that was probably meant, or all that are known."""
    names = tuple(known)
    meant = nearest(word, names)
    if meant is not None:
        return f'Did you mean "{meant}"?'
    return f"Known are: {', '.join(names)}."


def describe_problems(problems: Iterable[Problem], *, name: str, lines: Iterable[str]) -> str:
    """Return all problems in the order of the file, each with its line and a caret."""
    ordered = sorted(set(problems))
    source = list(lines)
    shown = [_describe(problem, name, source) for problem in islice(ordered, _SHOWN_PROBLEMS)]
    count = "1 problem" if len(ordered) == 1 else f"{len(ordered)} problems"
    more = len(ordered) - len(shown)
    last = f"{count} in {name}" + (f" ({more} not shown)" if more else "")
    return "\n\n".join([*shown, last])


def excerpt(problem: Problem, *, lines: list[str], wide: int = _SHOWN) -> str:
    """Return the line of a problem with its number, and below it a caret; ``wide`` is how much of a line is shown."""
    place = problem.place
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    shown, before = _window(line, place.column - 1, wide)
    number = f"{place.line:>5}"
    return "\n".join((f"{number} | {shown}".rstrip(), f"{' ' * len(number)} | {_blank(before)}^"))


def _describe(problem: Problem, name: str, lines: list[str]) -> str:
    place = problem.place
    return "\n".join(
        (
            f"{name}:{place.line}:{place.column}: {problem.message}",
            excerpt(problem, lines=lines),
            f"{' ' * 5} = {problem.hint}",
        )
    )


def _window(line: str, column: int, wide: int) -> tuple[str, str]:
    """Return what to show of a line, and the part of it before the caret."""
    start = max(0, column - wide // 2) if len(line) > wide else 0
    cut = _printable(line[start : start + wide])
    head = "…" if start else ""
    tail = "…" if start + wide < len(line) else ""
    return head + cut + tail, head + cut[: column - start]


def _printable(text: str) -> str:
    """Return text without what would move the cursor or turn the line around."""
    return "".join(
        " "
        if sign == "\t"
        else "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(sign) in _HIDDEN
        else sign
        for sign in text
    )


def _blank(text: str) -> str:
    """Return spaces as wide as a text is on a terminal."""
    return "".join(
        "" if unicodedata.combining(sign) else "  " if unicodedata.east_asian_width(sign) in "WF" else " "
        for sign in text
    )
