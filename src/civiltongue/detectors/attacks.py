"""Insults, threats and contempt for groups of people, as phrases: named patterns over the words of a text.

The patterns stand in ``data/attacks.toml``. A phrase that is quoted, reported, denied or said of
the author alone attacks nobody.
"""

import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.normalise import Reading, readings
from civiltongue.text.patterns import Pattern, PatternSet

MOST_SPANS = 100
_GROUP_KINDS = frozenset({"sexism", "racism", "identity_attack"})
_SENTENCE_END = re.compile(r"[.!?\n]+(?:\s|$)|\n")
_QUOTED = re.compile(r'"[^"\n]{1,2000}"')
_PATTERNS = ("pattern", "gate", "before", "after", "then")
_LONGEST_BEFORE = 200
_LONGEST_AFTER = 120
_NEARBY = 160
_LONGEST_END = 16
# Nobody needs a forty-first mark to see what a comment says.
_MOST_IN_DISGUISE = 40


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One named pattern and what spares its matches."""

    name: str
    kind: str
    score: float
    pattern: Pattern
    gate: Pattern | None = None
    before: Pattern | None = None
    after: Pattern | None = None
    then: Pattern | None = None
    third: bool = False
    friendly: bool = False
    firm: bool = False


@dataclass(frozen=True, slots=True)
class _Frames:
    reported: Pattern
    own: Pattern
    negated: Pattern
    before: PatternSet
    denied: Pattern
    friendly: Pattern


@dataclass(frozen=True, slots=True)
class _Hit:
    phrase: _Phrase
    span: Span


class Attacks:
    """Find phrases that attack a person or a group."""

    name = "attacks"
    version = "4"

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield signals of insult, threat, sexism, racism and identity attack, one per kind and score."""
        hits = _hits(readings(submission.text))
        groups = [hit.span for hit in hits if hit.phrase.kind in _GROUP_KINDS]
        narrower = [hit.span for hit in hits if hit.phrase.kind in _GROUP_KINDS - {"sexism"}][:MOST_SPANS]
        found: dict[tuple[str, float], set[Span]] = defaultdict(set)
        for hit in hits:
            # "Old men are ..." is contempt for the old, and not for men.
            if hit.phrase.kind == "sexism" and any(_widens(span, hit.span) for span in narrower):
                continue
            # "All X are idiots" is contempt for a group, and not an insult to a person as well.
            if not (hit.phrase.third and any(_overlap(hit.span, span) for span in groups[:MOST_SPANS])):
                found[hit.phrase.kind, hit.phrase.score].add(hit.span)
        for (kind, score), spans in found.items():
            yield Signal(kind, score, tuple(sorted(spans)[:MOST_SPANS]))


def _widens(one: Span, other: Span) -> bool:
    return one.start < other.start and other.end <= one.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _hits(read: Iterable[Reading]) -> Iterable[_Hit]:
    """Return what is found in all the readings; enough of one phrase is enough."""
    phrases, together, frames = _book()
    hits: dict[tuple[int, Span], _Hit] = {}
    counts: Counter[int] = Counter()
    spared: dict[tuple[object, ...], bool] = {}
    most = MOST_SPANS
    for reading in read:
        context = _Context(reading.text, frames, spared)
        for place in together.found_in(reading.text):
            phrase = phrases[place]
            for number, match in enumerate(phrase.pattern.find_all(reading.text)):
                if counts[place] >= most:
                    break
                start, end = match.start(), match.end()
                is_part = match.words("words") != ""
                marked = (match.start("words"), match.end("words")) if is_part else (start, end)
                key = place, reading.span(*marked)
                # Nobody reports, quotes or denies the same phrase without end.
                if key not in hits and (number >= MOST_SPANS or not context.spares(phrase, start, end)):
                    hits[key] = _Hit(phrase, key[1])
                    counts[place] += not phrase.third
                if number >= MOST_SPANS:
                    break
        most = _MOST_IN_DISGUISE
    return hits.values()


class _Context:
    """What stands around the matches in a text, to see what frame they are said in."""

    def __init__(self, text: str, frames: _Frames, spared: dict[tuple[object, ...], bool]) -> None:
        """Take the text, the frames, and what is known: the same words come back in every reading."""
        self._text = text
        self._frames = frames
        self._spared = spared

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        text = self._text
        quotes = [match.span() for match in _QUOTED.finditer(text)] if '"' in text else []
        # A text that is nothing but a quotation is still the author's word.
        return [] if quotes and _is_all_quoted(text, quotes) else quotes

    def spares(self, phrase: _Phrase, start: int, end: int) -> bool:
        """Say whether what stands around a match takes the attack out of it."""
        if self._is_quoted(start, end):
            return True
        before = self._text[max(0, start - _LONGEST_BEFORE - _LONGEST_END) : start]
        key = phrase.name, phrase.kind, before, self._text[start : end + _NEARBY + _LONGEST_END], end - start
        if key not in self._spared:
            self._spared[key] = self._is_spared(phrase, start, end)
        return self._spared[key]

    def _is_spared(self, phrase: _Phrase, start: int, end: int) -> bool:
        after = self._text[end : end + _LONGEST_AFTER]
        before = self._before(start)
        return (
            self._is_reported(before, firm=phrase.firm)
            or bool(phrase.before and phrase.before.is_found_in(before))
            or bool(phrase.after and phrase.after.is_found_in(after))
            or bool(phrase.then and not phrase.then.is_found_in(after))
            or bool(phrase.kind in _GROUP_KINDS and self._frames.denied.is_found_in(self._rest(end)))
            or bool(phrase.friendly and self._frames.friendly.is_found_in(self._nearby(start, end)))
        )

    def _is_reported(self, before: str, *, firm: bool) -> bool:
        frames = self._frames
        found = frames.before.patterns_in(before)
        if not found:
            return False
        return (not firm and frames.negated in found) or (
            frames.reported in found and frames.own not in found
        )

    def _is_quoted(self, start: int, end: int) -> bool:
        at = bisect_right(self._quotes, (start, len(self._text))) - 1
        return at >= 0 and self._quotes[at][0] <= start and end <= self._quotes[at][1]

    def _before(self, start: int) -> str:
        """Return what stands before a match in its sentence."""
        first = max(0, start - _LONGEST_BEFORE)
        # An end of a sentence that reaches beyond the match is none before it.
        for match in _SENTENCE_END.finditer(self._text, max(0, first - _LONGEST_END), start + 2):
            if match.end() <= start:
                first = max(first, match.end())
        return self._text[first:start].rstrip()

    def _rest(self, end: int) -> str:
        """Return what stands after a match in its sentence."""
        for match in _SENTENCE_END.finditer(
            self._text, max(0, end - _LONGEST_END), end + _LONGEST_AFTER + _LONGEST_END
        ):
            if match.end() >= end:
                return self._text[end : min(match.end(), end + _LONGEST_AFTER)]
            if match.start() > end + _LONGEST_AFTER:
                break
        return self._text[end : end + _LONGEST_AFTER]

    def _nearby(self, start: int, end: int) -> str:
        return self._text[max(0, start - _NEARBY) : end + _NEARBY]


def _is_all_quoted(text: str, quotes: list[tuple[int, int]]) -> bool:
    outside = len(text.strip()) - sum(end - start for start, end in quotes)
    return outside < 10


@cache
def _book() -> tuple[tuple[_Phrase, ...], PatternSet, _Frames]:
    """Return the patterns of the data file, compiled once."""
    source = (resources.files(__package__) / "data" / "attacks.toml").read_text(encoding="utf-8")
    book = tomllib.loads(source)
    words = {name: _alternatives(listed) for name, listed in book["words"].items()}
    entries = list(book["pattern"])
    for group in book["group"]:
        named = {
            "WHO": _filled(group["who"], words),
            "ONE": _filled(_alternatives(group["one"]), words),
            "THE": group["the"],
        }
        filled = ({key: _named(value, named) for key, value in entry.items()} for entry in book["demeaning"])
        entries.extend({**entry, "kind": group["kind"]} for entry in filled)
    frames = {
        name: Pattern(_filled(pattern, words), any_case=False) for name, pattern in book["frames"].items()
    }
    phrases = tuple(_phrase(entry, words) for entry in entries)
    before = PatternSet(frames[name] for name in ("negated", "reported", "own"))
    together = PatternSet(phrase.gate or phrase.pattern for phrase in phrases)
    return phrases, together, _Frames(**frames, before=before)


def _phrase(entry: Mapping[str, Any], words: Mapping[str, str]) -> _Phrase:
    compiled = {key: Pattern(_filled(entry[key], words), any_case=False) for key in _PATTERNS if key in entry}
    return _Phrase(**{**entry, **compiled})


def _named(value: object, words: Mapping[str, str]) -> object:
    return _filled(value, words) if isinstance(value, str) else value


def _alternatives(listed: str) -> str:
    """Return the words of a class as alternatives, longest first."""
    words = [word.replace("~", "s?").replace("_", " ") for word in listed.split()]
    return "|".join(sorted(words, key=len, reverse=True))


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    for name, alternatives in words.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{alternatives})")
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
