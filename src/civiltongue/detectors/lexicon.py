"""Many terms found at once: whole words and phrases, in every reading of a text."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ahocorasick_rs import AhoCorasick

from civiltongue.detectors.lexicon_forms import SPARED, Form, Term, are_ordinary, forms, read_terms, variants
from civiltongue.detectors.lexicon_masks import Masks
from civiltongue.domain.evidence import Signal, Span
from civiltongue.text.normalise import Reading, unbroken, unstretched

__all__ = ["MOST_SPANS", "SPARED", "Lexicon", "Term", "read_terms"]

MOST_SPANS = 500

# Whoever disguises a word knows that it is not welcome.
_DISGUISED_FROM = 0.5
_DISGUISED_SCORE = 0.85
# Scripts from Thai on either write without spaces or attach particles to words, so that the
# edges of words tell nothing there.
_WORD = re.compile(r"[^\W_\u0e00-\U0010ffff]+")
_LETTER = re.compile(r"[^\W_\u0e00-\U0010ffff]")
_PIECE = re.compile(r"[^\W\d_]+")
_THRICE = re.compile(r"([^\W\d_])\W*\1\W*\1", re.IGNORECASE)
_ROW = re.compile(r"([a-z])\1+")
_MASK_IN_WORD = re.compile(r"[a-z][^\w\s'\",;:()\[\]{}/\\<>|]|[a-z]_|(?<!\w)\*[a-z]")
_SHORTEST_ONCE = 3


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
        self._plain = tuple(dict.fromkeys(chain.from_iterable(map(forms, terms))))
        known = {form.text for form in self._plain}
        made = (variant for form in self._plain for variant in variants(form) if variant.text not in known)
        self._forms = (*self._plain, *made)
        self._automaton = AhoCorasick([form.text for form in self._forms])
        self._masks = Masks(self._plain)
        # The forms with every letter once where it stands in a row.
        once = [(_ROW.sub(r"\1", form.text), form) for form in self._plain]
        kept = [(text, form) for text, form in once if len(text) >= _SHORTEST_ONCE]
        self._once = [form for _, form in kept]
        self._automaton_of_once = AhoCorasick([text for text, _ in kept])

    def signals(
        self, readings: Iterable[Reading], *, is_in: Callable[[str], bool] = lambda _: True
    ) -> list[Signal]:
        """Return one signal for each kind and score that was found, with the spans of its words.

        ``is_in`` says whether the text may be in a language; it is asked only for terms that
        count in one language alone.
        """
        hits = [
            hit for reading in readings for form, hit in self._found(reading)
            if not form.term.language or is_in(form.term.language)
        ]  # fmt: skip
        spans: dict[tuple[str, float], list[Span]] = defaultdict(list)
        for hit in _outermost(hits):
            if hit.kind != SPARED:
                spans[hit.kind, hit.score].append(hit.span)
        return [Signal(kind, score, tuple(found[:MOST_SPANS])) for (kind, score), found in spans.items()]

    def _found(self, reading: Reading) -> Iterator[tuple[Form, _Hit]]:
        yield from self._hits(reading)
        if _MASK_IN_WORD.search(reading.text):
            for form, start, end in self._masks.find(reading.text):
                yield form, _hit(reading, form, start, end, is_disguised=True)
        once = unstretched(reading)
        if once:
            yield from self._stretched_hits(once)
        joined = unbroken(reading)
        if joined:
            yield from self._broken_hits(joined)

    def _hits(self, reading: Reading) -> Iterator[tuple[Form, _Hit]]:
        text = reading.text
        words: _Words | None = None
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            form = self._forms[index]
            if not _fits(text, start, end, form):
                continue
            if form.open_start or form.open_end:
                words = words or _Words.of(text)
                start, end = words.around(start, end)
            if form.is_variant and "'" in (text[max(start - 1, 0) : start], text[end : end + 1]):
                continue
            yield form, _hit(reading, form, start, end, is_disguised=form.is_variant)

    def _stretched_hits(self, once: Reading) -> Iterator[tuple[Form, _Hit]]:
        for index, start, end in self._automaton_of_once.find_matches_as_indexes(once.text, overlapping=True):
            form = self._once[index]
            span = once.span(start, end)
            if not _fits(once.text, start, end, form) or span.end - span.start <= len(form.text):
                continue
            if form.term.kind == SPARED or _THRICE.search(once.visible, span.start, span.end):
                yield form, _hit(once, form, start, end, is_disguised=True)

    def _broken_hits(self, joined: Reading) -> Iterator[tuple[Form, _Hit]]:
        visible = joined.visible
        for index, start, end in self._automaton.find_matches_as_indexes(joined.text, overlapping=True):
            form = self._forms[index]
            first, last = joined.offsets[start], joined.offsets[end - 1] + 1
            if form.is_variant or last - first == end - start:
                continue
            if _is_inside(visible, first) or (_is_inside(visible, last) and not form.open_end):
                continue
            pieces = _PIECE.findall(visible[first:last].lower())
            if form.term.kind == SPARED or (len(pieces) > 1 and not are_ordinary(pieces)):
                yield form, _Hit(Span(first, last), form.term.kind, _score(form, is_disguised=True))


def _fits(text: str, start: int, end: int, form: Form) -> bool:
    return (form.open_start or not _is_inside(text, start)) and (form.open_end or not _is_inside(text, end))


def _hit(reading: Reading, form: Form, start: int, end: int, *, is_disguised: bool) -> _Hit:
    score = form.term.score
    if _DISGUISED_FROM <= score < _DISGUISED_SCORE and (is_disguised or reading.differs(start, end)):
        score = _DISGUISED_SCORE
    return _Hit(reading.span(start, end), form.term.kind, score)


def _score(form: Form, *, is_disguised: bool) -> float:
    score = form.term.score
    return _DISGUISED_SCORE if is_disguised and _DISGUISED_FROM <= score < _DISGUISED_SCORE else score


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
