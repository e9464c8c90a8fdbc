"""Insults, threats and contempt for groups of people, as phrases: named patterns over the words of a text.

The patterns stand in ``data/attacks.toml``. A phrase that is quoted, reported, denied or said of
the author alone attacks nobody.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.normalise import Reading, readings
from civiltongue.text.patterns import Match, Pattern, PatternSet

MOST_SPANS = 100
_GROUP_KINDS = frozenset({"sexism", "racism", "identity_attack"})
_SENTENCE_END = re.compile(r"[.!?\n]+(?:\s|$)|\n")
_QUOTED = re.compile(r'"[^"\n]{1,2000}"')
_PATTERNS = ("pattern", "gate", "before", "after", "then")
_LONGEST_BEFORE = 200
_LONGEST_AFTER = 120
_NEARBY = 160


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
    denied: Pattern
    friendly: Pattern


@dataclass(frozen=True, slots=True)
class _Hit:
    phrase: _Phrase
    span: Span


class Attacks:
    """Find phrases that attack a person or a group."""

    name = "attacks"
    version = "2"

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield signals of insult, threat, sexism, racism and identity attack, one per kind and score."""
        hits = [hit for reading in readings(submission.text) for hit in _hits(reading)]
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


def _hits(reading: Reading) -> Iterator[_Hit]:
    phrases, together, frames = _book()
    context: _Context | None = None
    for place in together.found_in(reading.text):
        phrase = phrases[place]
        for match in islice(phrase.pattern.find_all(reading.text), MOST_SPANS):
            context = context or _Context.of(reading.text, frames)
            if not context.spares(phrase, match):
                group = "words" if match.words("words") else ""
                yield _Hit(phrase, reading.span(match.start(group), match.end(group)))


@dataclass(frozen=True, slots=True)
class _Context:
    """The sentences and quotations of a text, to see what frame a match stands in."""

    text: str
    frames: _Frames
    sentence_ends: list[int]
    quotes: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str, frames: _Frames) -> "_Context":
        ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        quotes = [match.span() for match in _QUOTED.finditer(text)]
        # A text that is nothing but a quotation is still the author's word.
        return cls(text, frames, ends, [] if quotes and _is_all_quoted(text, quotes) else quotes)

    def spares(self, phrase: _Phrase, match: Match) -> bool:
        """Say whether what stands around a match takes the attack out of it."""
        start, end = match.start(), match.end()
        if self._is_quoted(start, end):
            return True
        before = self.text[max(self._sentence_start(start), start - _LONGEST_BEFORE) : start].rstrip()
        after = self.text[end : end + _LONGEST_AFTER]
        return (
            self._is_reported(before, firm=phrase.firm)
            or bool(phrase.before and phrase.before.find(before))
            or bool(phrase.after and phrase.after.find(after))
            or bool(phrase.then and not phrase.then.find(after))
            or bool(phrase.kind in _GROUP_KINDS and self.frames.denied.find(self._rest(end)))
            or bool(phrase.friendly and self.frames.friendly.find(self._nearby(start, end)))
        )

    def _is_reported(self, before: str, *, firm: bool) -> bool:
        if not firm and self.frames.negated.find(before):
            return True
        return bool(self.frames.reported.find(before)) and not self.frames.own.find(before)

    def _is_quoted(self, start: int, end: int) -> bool:
        at = bisect_right(self.quotes, (start, len(self.text))) - 1
        return at >= 0 and self.quotes[at][0] <= start and end <= self.quotes[at][1]

    def _sentence_start(self, at: int) -> int:
        place = bisect_right(self.sentence_ends, at) - 1
        return self.sentence_ends[place] if place >= 0 else 0

    def _rest(self, end: int) -> str:
        place = bisect_left(self.sentence_ends, end)
        stop = self.sentence_ends[place] if place < len(self.sentence_ends) else len(self.text)
        return self.text[end : min(stop, end + _LONGEST_AFTER)]

    def _nearby(self, start: int, end: int) -> str:
        return self.text[max(0, start - _NEARBY) : end + _NEARBY]


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
    return phrases, PatternSet(phrase.gate or phrase.pattern for phrase in phrases), _Frames(**frames)


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
