"""What was found of a lexicon in all the readings of a text, and which of it counts."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from civiltongue.detectors.lexicon_forms import SPARED, Term
from civiltongue.domain.evidence import Signal, Span

MOST_SPANS = 500

# Whoever disguises a word knows that it is not welcome.
_DISGUISED_FROM = 0.5
_DISGUISED_SCORE = 0.85
_MOST_HITS = MOST_SPANS + 100


# Three capitals with stops are somebody's initials or an abbreviation: J. A. P.
_INITIALS = re.compile(r"[A-Z](?:\. ?[A-Z]){1,2}")
_SPELT = re.compile(r"[^\W\d_](?:(?:[^\w\s]|_)[^\W\d_])+")
_SPELT_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[^\w\s]|_)$")
_SPELT_AFTER = re.compile(r"(?:[^\w\s]|_)[^\W\d_](?![^\W\d_])")
_ADDRESS_SIGNS = frozenset("/?=&%#~.@_")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_LONGEST_ADDRESS = 200


class _Hit(NamedTuple):
    start: int
    end: int
    kind: str
    score: float


class Hits:
    """Collect hits; enough of one kind and score are enough, however many there are."""

    def __init__(self, is_in: Callable[[str], bool]) -> None:
        """Take what says whether the text may be in a language; it is asked once for each."""
        self._is_in = is_in
        self._known: dict[str, bool] = {"": True}
        self._hits: dict[_Hit, None] = {}
        self._counts: Counter[tuple[str, float]] = Counter()
        self._full: set[tuple[str, float]] = set()

    def is_full(self, term: Term) -> bool:
        """Say whether there are so many hits of a term's kind and score that another one changes nothing."""
        return (term.kind, term.score) in self._full

    def is_foreign(self, term: Term) -> bool:
        """Say whether a term is known to be in none of the text's languages, without asking."""
        return not self._known.get(term.language, True)

    def counts(self, term: Term) -> bool:
        """Say whether a hit of a term would count: it is in the text's language."""
        language = term.language
        if language not in self._known:
            self._known[language] = self._is_in(language)
        return self._known[language]

    def add(self, place: tuple[int, int], term: Term, *, is_disguised: Callable[[], bool] | bool) -> None:
        """Add what a term was found to cover in the visible text."""
        score = term.score
        if _DISGUISED_FROM <= score < _DISGUISED_SCORE and (
            is_disguised() if callable(is_disguised) else is_disguised
        ):
            score = _DISGUISED_SCORE
        hit = _Hit(*place, term.kind, score)
        if hit not in self._hits:
            self._hits[hit] = None
            key = term.kind, term.score
            self._counts[key] += 1
            if term.kind != SPARED and self._counts[key] == _MOST_HITS:
                self._full.add(key)

    def signals(self, visible: str) -> list[Signal]:
        """Return one signal for each kind and score, with the spans of its words in the visible text."""
        spans: dict[tuple[str, float], list[Span]] = defaultdict(list)
        for hit in _outermost([hit for hit in self._hits if not _is_chance(hit, visible)]):
            if hit.kind != SPARED:
                marked = spans[hit.kind, hit.score]
                if len(marked) < MOST_SPANS:
                    marked.append(Span(hit.start, hit.end))
        return [Signal(kind, score, tuple(found)) for (kind, score), found in spans.items()]


def _outermost(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Yield hits that overlap no other: the longer one stays, of equal ones a spared word, then the stronger."""
    last: _Hit | None = None
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if last is None or hit.start >= last.end:
            if last:
                yield last
            last = hit
        elif _weight(hit) > _weight(last):
            last = hit
    if last:
        yield last


def _is_chance(hit: _Hit, visible: str) -> bool:
    """Say whether signs make a hit by chance: those of initials, of firms and of web addresses."""
    written = visible[hit.start : hit.end]
    if hit.kind == SPARED or written.isalpha() or not written.isascii():
        return False
    if _INITIALS.fullmatch(written):
        return True
    # R&D and AT&T: an ampersand between capitals joins two words.
    if "&" in written and written.isupper() and hit.score <= _DISGUISED_SCORE:
        return True
    before = visible[max(0, hit.start - _LONGEST_ADDRESS) : hit.start]
    # A part of what is spelt out, as in U.N.E.S.C.O.
    if _SPELT.fullmatch(written) and (
        _SPELT_BEFORE.search(before[-3:]) or _SPELT_AFTER.match(visible, hit.end)
    ):
        return True
    return before[-1:] in _ADDRESS_SIGNS and _ADDRESS.search(before) is not None


def _weight(hit: _Hit) -> tuple[int, bool, float]:
    return hit.end - hit.start, hit.kind == SPARED, hit.score
