"""Many terms found at once: whole words and phrases, in every reading of a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from ahocorasick_rs import AhoCorasick

from civiltongue.detectors.lexicon_forms import SPARED, Form, Term, are_ordinary, forms, read_terms, variants
from civiltongue.detectors.lexicon_hits import MOST_SPANS, Hits
from civiltongue.detectors.lexicon_masks import Masks
from civiltongue.domain.evidence import Signal
from civiltongue.text.fold import differs
from civiltongue.text.normalise import unbroken, unstretched
from civiltongue.text.reading import Reading, Shortened
from civiltongue.text.suspects import MASKED

__all__ = ["MOST_SPANS", "SPARED", "Lexicon", "Term", "read_terms"]

# Scripts from Thai on either write without spaces or attach particles to words, so that the
# edges of words tell nothing there.
_LETTERS_END = "\u0e00"
_WORD = re.compile(rf"[^\W_{_LETTERS_END}-\U0010ffff]+")
_LONGEST_WALK = 64
_PIECE = re.compile(r"[^\W\d_]+")
_THRICE = re.compile(r"([^\W\d_])\W*\1\W*\1", re.IGNORECASE)
_ROW = re.compile(r"([a-z])\1+")
_SHORTEST_ONCE = 3


class _Words:
    """Where words start and end, so that a megabyte in one word is not walked for each hit in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edges: tuple[list[int], list[int]] | None = None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the range from the start of the first word in it to the end of the last."""
        text = self._text
        first, last = start, end
        while start - first < _LONGEST_WALK and _is_inside(text, first):
            first -= 1
        while last - end < _LONGEST_WALK and _is_inside(text, last):
            last += 1
        return (
            (first, last) if max(start - first, last - end) < _LONGEST_WALK else self._far_around(start, end)
        )

    def _far_around(self, start: int, end: int) -> tuple[int, int]:
        if self._edges is None:
            spans = [match.span() for match in _WORD.finditer(self._text)]
            self._edges = [first for first, _ in spans], [last for _, last in spans]
        starts, ends = self._edges
        first, last = bisect_right(starts, start) - 1, bisect_left(ends, end)
        if first >= 0 and ends[first] > start:
            start = starts[first]
        if last < len(ends) and starts[last] < end:
            end = ends[last]
        return start, end


class Lexicon:
    """Find terms in the readings of a text, in time linear in it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take the terms that are looked for."""
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
        hits = Hits(is_in)
        visible = ""
        for reading in readings:
            visible = reading.visible
            self._look_at(reading, hits)
            if MASKED in reading.suspects:
                self._look_at_masks(reading, hits)
            once = unstretched(reading)
            if once:
                self._look_at_stretched(once, hits)
            joined = unbroken(reading)
            if joined:
                self._look_at_joined(joined, hits)
        return hits.signals(visible)

    def _look_at(self, reading: Reading, hits: Hits) -> None:
        text = reading.text
        words = _Words(text)
        for form, start, end in _wanted(self._automaton, text, self._forms, hits):
            if not _fits(text, start, end, form) or not hits.counts(form.term):
                continue
            if form.open_start or form.open_end:
                start, end = words.around(start, end)
            if form.is_variant and "'" in (text[max(start - 1, 0) : start], text[end : end + 1]):
                continue
            is_disguised = form.is_variant or partial(differs, reading, start, end)
            hits.add(reading.place(start, end), form.term, is_disguised=is_disguised)

    def _look_at_masks(self, reading: Reading, hits: Hits) -> None:
        for form, start, end in self._masks.find(reading.text, is_enough=hits.is_full):
            if hits.counts(form.term):
                hits.add(reading.place(start, end), form.term, is_disguised=True)

    def _look_at_stretched(self, once: Reading, hits: Hits) -> None:
        text = once.text
        for form, start, end in _wanted(self._automaton_of_once, text, self._once, hits):
            if not _fits(text, start, end, form):
                continue
            first, last = once.place(start, end)
            if last - first <= len(form.text):
                continue
            is_stretched = form.term.kind == SPARED or _THRICE.search(once.visible, first, last)
            if is_stretched and hits.counts(form.term):
                hits.add((first, last), form.term, is_disguised=True)

    def _look_at_joined(self, joined: Shortened, hits: Hits) -> None:
        visible = joined.visible
        for form, start, end in _wanted(self._automaton, joined.text, self._forms, hits):
            if form.is_variant or not joined.is_joined(start, end):
                continue
            first, last = joined.offset(start), joined.offset(end - 1) + 1
            if _is_inside(visible, first) or (_is_inside(visible, last) and not form.open_end):
                continue
            pieces = _PIECE.findall(visible[first:last].lower())
            is_broken = form.term.kind == SPARED or (len(pieces) > 1 and not are_ordinary(pieces))
            if is_broken and hits.counts(form.term):
                hits.add((first, last), form.term, is_disguised=True)


def _wanted(
    automaton: AhoCorasick, text: str, forms: Sequence[Form], hits: Hits
) -> Iterator[tuple[Form, int, int]]:
    """Yield the forms that stand in a text, with start and end, as long as another hit of them would count."""
    passed: set[int] = set()
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if index in passed:
            continue
        form = forms[index]
        if hits.is_full(form.term) or hits.is_foreign(form.term):
            passed.add(index)
        else:
            yield form, start, end


def _fits(text: str, start: int, end: int, form: Form) -> bool:
    return (form.open_start or not _is_inside(text, start)) and (form.open_end or not _is_inside(text, end))


def _is_inside(text: str, at: int) -> bool:
    """Say whether a place in the text lies between two letters of one word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and before < _LETTERS_END and after < _LETTERS_END
