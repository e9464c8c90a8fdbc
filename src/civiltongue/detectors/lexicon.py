"""Many terms found at once: whole words and phrases, also when some of their letters are masked."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ahocorasick_rs import AhoCorasick

from civiltongue.domain.evidence import Signal, Span
from civiltongue.text.normalise import Reading, fold

SPARED = "spared"
"""The kind of words that only resemble a term: what they cover is no hit."""
MOST_SPANS = 500

# Length, first letter, and another letter with its place.
_MaskKey = tuple[int, str, int, str]
_GROUP = re.compile(r"\(([^()]*)\)")
_MASKED = re.compile(r"[a-z][a-z*#%&@$]{2,}")
_MASK = re.compile(r"[*#%&@$]")
_ENDINGS = ("", "s", "ed", "er", "ers", "in", "ing", "y")
_LEAST_MASKED_SCORE = 0.8
# Whoever disguises a word knows that it is not welcome.
_DISGUISED_FROM = 0.5
_DISGUISED_SCORE = 0.85
# Scripts from Thai on either write without spaces or attach particles to words, so that the
# edges of words tell nothing there.
_WORD = re.compile(r"[^\W_\u0e00-\U0010ffff]+")
_LETTER = re.compile(r"[^\W_\u0e00-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase with its kind of signal and its score.

    A ``*`` at an end stands for any letters, ``~`` at the end for the regular endings of a verb,
    ``(a/b)`` for either. A space in a phrase also stands for a hyphen or for nothing.
    """

    written: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    term: Term
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    span: Span
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    """Where words start and end, so that a megabyte in one word is not walked for each hit in it."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "_Words":
        spans = [match.span() for match in _WORD.finditer(text)]
        return cls([start for start, _ in spans], [end for _, end in spans])

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the range from the start of the first word in it to the end of the last."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.ends, end)
        if first >= 0 and self.ends[first] > start:
            start = self.starts[first]
        if last < len(self.ends) and self.starts[last] < end:
            end = self.ends[last]
        return start, end


class Lexicon:
    """Find terms in the readings of a text, in time linear in it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._forms = tuple(chain.from_iterable(map(_forms, terms)))
        self._automaton = AhoCorasick([form.text for form in self._forms])
        self._maskable: dict[_MaskKey, list[_Form]] = defaultdict(list)
        for form in self._forms:
            if form.term.kind != SPARED and form.term.score >= _LEAST_MASKED_SCORE and form.text.isalpha():
                self._add_maskable(form)

    def signals(self, readings: Iterable[Reading]) -> list[Signal]:
        """Return one signal for each kind and score that was found, with the spans of its words."""
        hits = [hit for reading in readings for hit in chain(self._hits(reading), self._masked_hits(reading))]
        spans: dict[tuple[str, float], list[Span]] = defaultdict(list)
        for hit in _outermost(hits):
            if hit.kind != SPARED:
                spans[hit.kind, hit.score].append(hit.span)
        return [Signal(kind, score, tuple(found[:MOST_SPANS])) for (kind, score), found in spans.items()]

    def _hits(self, reading: Reading) -> Iterator[_Hit]:
        text = reading.text
        words: _Words | None = None
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            form = self._forms[index]
            if not form.open_start and _is_inside(text, start):
                continue
            if not form.open_end and _is_inside(text, end):
                continue
            if form.open_start or form.open_end:
                words = words or _Words.of(text)
                start, end = words.around(start, end)
            score = form.term.score
            if _DISGUISED_FROM <= score < _DISGUISED_SCORE and reading.differs(start, end):
                score = _DISGUISED_SCORE
            yield _Hit(reading.span(start, end), form.term.kind, score)

    def _masked_hits(self, reading: Reading) -> Iterator[_Hit]:
        if not _MASK.search(reading.text):
            return
        for match in _MASKED.finditer(reading.text):
            word = match[0]
            if not _MASK.search(word) or len(word) < 4:
                continue
            form = self._unmasked(word)
            if form:
                yield _Hit(reading.span(match.start(), match.end()), form.term.kind, form.term.score)

    def _unmasked(self, word: str) -> _Form | None:
        shown = [(place, sign) for place, sign in enumerate(word) if sign.isalpha()]
        if len(shown) < 2 and not word.endswith("***"):
            return None
        place, letter = shown[1] if len(shown) > 1 else (0, word[0])
        for form in self._maskable.get((len(word), word[0], place, letter), ()):
            if all(form.text[place] == sign for place, sign in shown):
                return form
        return None

    def _add_maskable(self, form: _Form) -> None:
        for ending in _ENDINGS if form.open_end else ("",):
            text = form.text + ending
            whole = _Form(text, form.term, open_start=False, open_end=False)
            for place, letter in enumerate(text):
                self._maskable[len(text), text[0], place, letter].append(whole)


def read_terms(source: str) -> list[Term]:
    """Return the terms of a list: ``[kind score]`` lines, each followed by terms parted by commas."""
    terms: list[Term] = []
    kind, score = SPARED, 0.0
    for line in source.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            kind, _, number = line.strip("[]").partition(" ")
            score = float(number or 0)
        else:
            terms.extend(Term(entry.strip(), kind, score) for entry in line.split(",") if entry.strip())
    return terms


def _forms(term: Term) -> Iterator[_Form]:
    for written in _alternatives(term.written):
        core = written.strip("*~ ")
        open_start, open_end = written.startswith("*"), written.endswith("*")
        for ending in _ENDINGS if written.endswith("~") else ("",):
            words = fold(core + ending).text.split()
            for joint in (" ", "-", "") if len(words) > 1 else ("",):
                text = joint.join(words)
                if text:
                    yield _Form(text, term, open_start, open_end)


def _alternatives(written: str) -> Iterator[str]:
    group = _GROUP.search(written)
    if not group:
        yield written
        return
    for choice in group[1].split("/"):
        yield from _alternatives(written[: group.start()] + choice + written[group.end() :])


def _outermost(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Yield hits that overlap no other: the longer one stays, of equal ones a spared word, then the stronger."""
    last: _Hit | None = None
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end)):
        if last is None or hit.span.start >= last.span.end:
            if last:
                yield last
            last = hit
        elif _weight(hit) > _weight(last):
            last = hit
    if last:
        yield last


def _weight(hit: _Hit) -> tuple[int, bool, float]:
    return hit.span.end - hit.span.start, hit.kind == SPARED, hit.score


def _is_inside(text: str, at: int) -> bool:
    """Say whether a place in the text lies between two letters of one word."""
    return 0 < at < len(text) and bool(_LETTER.match(text, at - 1) and _LETTER.match(text, at))
