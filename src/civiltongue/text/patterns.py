"""Patterns over text of any length, in time linear in it (RE2)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import re2

# One code point for one, so that offsets stay those of the visible text.
_SAME_LENGTH = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‑": "-",
        "‐": "-",
    }
    | dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        " ",
    )
    | {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)}
)
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _SAME_LENGTH))}]+")


# A long text is searched by many patterns.
_LONG = 4_096


class Match:
    """What a pattern found; offsets are code points, and -1 where a group took no part."""

    __slots__ = ("_encoded", "_found", "_groups")

    def __init__(self, found: Any, groups: Mapping[str, int], encoded: bytes) -> None:
        self._found = found
        self._groups = groups
        self._encoded = encoded

    def start(self, group: str = "") -> int:
        """Return where the match, or a named group of it, starts."""
        return int(self._found.start(self._groups[group]))

    def end(self, group: str = "") -> int:
        """Return where the match, or a named group of it, ends."""
        return int(self._found.end(self._groups[group]))

    @property
    def group(self) -> str:
        """Return the name of the first named group that took part; empty where none did."""
        return next((name for name, at in self._groups.items() if at and self._found.start(at) >= 0), "")

    def words(self, group: str = "") -> str:
        """Return what was matched, by the whole or by a named group; empty where there is none."""
        if group not in self._groups:
            return ""
        start, end = self._found.span(self._groups[group])
        return self._encoded[start:end].decode()


class _MatchInUnicode(Match):
    """Hold a match in text beyond ASCII, whose offsets in bytes are told in code points when asked for."""

    __slots__ = ("_at", "_place")

    def __init__(self, found: Any, groups: Mapping[str, int], encoded: bytes, at: int, place: int) -> None:
        super().__init__(found, groups, encoded)
        self._at = at
        self._place = place

    def start(self, group: str = "") -> int:
        """Return where the match, or a named group of it, starts."""
        return self._offset(super().start(group)) if group else self._place

    def end(self, group: str = "") -> int:
        """Return where the match, or a named group of it, ends."""
        return self._offset(super().end(group))

    def _offset(self, at: int) -> int:
        return self._place + len(self._encoded[self._at : at].decode()) if at >= 0 else -1


class Pattern:
    """Find a pattern in RE2's syntax; see :func:`searchable` for what it runs on.

    It is compiled when it is first used: many patterns are only asked about rare candidates. The
    first of its alternatives that fits is taken, or the ``longest``.
    """

    def __init__(self, source: str, *, any_case: bool = True, longest: bool = False) -> None:
        self._source = source
        self._longest = longest
        self.any_case = any_case

    def find(self, text: str) -> Match | None:
        """Return the first match, or None."""
        return next(self.find_all(text), None)

    def find_all(self, text: str) -> Iterator[Match]:
        """Yield every match, in order, none overlapping."""
        compiled, groups = self._compiled
        encoded = _encoded(text)
        matches = compiled.finditer(encoded)
        if len(encoded) == len(text):
            return (Match(found, groups, encoded) for found in matches)
        return _in_unicode(matches, groups, encoded)

    def is_whole(self, text: str) -> bool:
        """Say whether the pattern matches the whole text."""
        return self._compiled[0].fullmatch(_encoded(text)) is not None

    def is_found_in(self, text: str) -> bool:
        """Say whether there is any match."""
        return self._compiled[0].search(_encoded(text)) is not None

    @property
    def source(self) -> str:
        """Return the pattern as it was written."""
        return self._source

    @property
    def _options(self) -> Any:
        is_large = len(self._source) > _LARGE
        return _options(any_case=self.any_case, longest=self._longest, megabytes=_MOST if is_large else _FEW)

    @cached_property
    def _compiled(self) -> tuple[Any, dict[str, int]]:
        compiled = re2.compile(self._source, self._options)
        return compiled, {"": 0, **compiled.groupindex}


def _in_unicode(matches: Iterable[Any], groups: Mapping[str, int], encoded: bytes) -> Iterator[Match]:
    # The library works in bytes: it would tell the offsets of every group, asked for or not.
    at = place = 0
    for found in matches:
        last, at = at, found.start()
        place += len(encoded[last:at].decode())
        yield _MatchInUnicode(found, groups, encoded, at, place)


def _encoded(text: str) -> bytes:
    return text.encode() if len(text) < _LONG else _encoded_once(text)


@lru_cache(maxsize=8)
def _encoded_once(text: str) -> bytes:
    return text.encode()


_NO_PATTERNS: frozenset[Pattern] = frozenset()


class PatternSet:
    """Tell in one pass over a text which of many patterns are found in it."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)

    def found_in(self, text: str) -> list[int]:
        """Return the places in the set of the patterns that are found, in order."""
        return sorted(self._compiled.Match(text) or ())

    def patterns_in(self, text: str) -> frozenset[Pattern]:
        """Return the patterns that are found: one pass is quicker than to ask each, where most are not."""
        found = self._compiled.Match(text)
        return frozenset([self._patterns[place] for place in found]) if found else _NO_PATTERNS

    @cached_property
    def _compiled(self) -> Any:
        compiled = re2.Set.SearchSet(_options(any_case=False))
        for pattern in self._patterns:
            compiled.Add(f"(?i:{pattern.source})" if pattern.any_case else pattern.source)
        compiled.Compile()
        return compiled


# A large pattern that outgrows its memory falls back to a search a hundred times slower; what small ones
# remember of the texts that they have seen stays within RE2's own default.
_LARGE = 3_000
_MOST, _FEW = 128, 8


def _options(*, any_case: bool, longest: bool = False, megabytes: int = _MOST) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not any_case
    options.longest_match = longest
    options.max_mem = megabytes << 20
    return options


@lru_cache(maxsize=4)
def searchable(text: str) -> str:
    """Return the text as patterns expect it, as long as before.

    Curly quotes, no-break spaces and full-width letters are replaced by the plain ones, and
    lone surrogates, which cannot be encoded, by a question mark.
    """
    if text.isascii():
        return text
    return _NOT_PLAIN.sub(_plain_sign, text.encode("utf-8", "replace").decode("utf-8"))


def _plain_sign(match: re.Match[str]) -> str:
    return match[0].translate(_SAME_LENGTH)


def any_of(words: Iterable[str]) -> str:
    """Return the source of a group that matches any of the words, written as patterns."""
    return "(?:" + "|".join(words) + ")"
