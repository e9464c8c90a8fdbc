"""Notices private facts, and tells the author's own from everybody else's."""

from collections.abc import Iterable, Iterator
from functools import cache

from civiltongue.detectors import (
    private_facts_births,
    private_facts_cars,
    private_facts_computers,
    private_facts_health,
    private_facts_mail,
    private_facts_names,
    private_facts_numbers,
    private_facts_phones,
    private_facts_places,
    private_facts_work,
)
from civiltongue.detectors.private_facts_context import Fact, Finder, Owner, owner_of
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.detectors.private_facts_ranges import Ranges
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.patterns import PatternSet, searchable

# Digits of an account or a house number are no telephone number, so these come last.
_PHONES = frozenset(private_facts_phones.FINDERS)
_MODULES = (
    private_facts_mail.FINDERS,
    private_facts_numbers.FINDERS,
    (*private_facts_computers.FINDERS, *private_facts_cars.FINDERS, *private_facts_births.FINDERS),
    private_facts_places.FINDERS,
    (*private_facts_health.FINDERS, *private_facts_work.FINDERS),
    private_facts_names.FINDERS,
    private_facts_phones.FINDERS,
)


_REHEARSAL = (
    "Wren lives at 14 Mill Road, Ostley OS1 2AB, and works at the till every night. She has cancer. "
    "Ring her on 01632 960123 or oh one six three two nine six oh one two three, her card is 4111 1111 1111 1111, "
    "her account DE89 3704 0044 0532 0130 00, her passport 533380006, her plate AB12 CDE, her address 203.0.113.7 "
    "or wren at mail dot example, and she was born on 3 May 1981. The money is on 12345678. "
    "I can be reached on 020 7946 0018. @wren_1 is really Wren Abernathy, the real name of Maplefox is Ines Quill."
)


class _Gate:
    """Tell in one pass which of some finders have anything to look at in a text.

    One gate for all of them would be an automaton too large for a text made to be slow.
    """

    def __init__(self, finders: Iterable[Finder]) -> None:
        asked = tuple(finders)
        patterns = tuple(dict.fromkeys(pattern for finder in asked for pattern in finder.patterns))
        self._patterns = PatternSet(patterns)
        self._asked = [(finder, {patterns.index(pattern) for pattern in finder.patterns}) for finder in asked]

    def open_for(self, text: str) -> list[Finder]:
        """Return the finders whose patterns stand in a text, in order."""
        found = self._patterns.found_in(text)
        if not found:
            return []
        return [
            finder
            for finder, places in self._asked
            if not places.isdisjoint(found) and (finder.also is None or finder.also.find(text))
        ]


_WITH_DIGITS = tuple(_Gate(finders) for finders in _MODULES)
_WITHOUT_DIGITS = tuple(
    _Gate(wordy) for finders in _MODULES if (wordy := [finder for finder in finders if not finder.digits])
)


def finders_for(text: str) -> list[Finder]:
    """Return the finders that have anything to look at in a text."""
    gates = _WITH_DIGITS if any(map(text.__contains__, "0123456789")) else _WITHOUT_DIGITS
    return [finder for gate in gates for finder in gate.open_for(text)]


class PrivateFacts:
    """Notice contacts, numbers, homes, health, work and real names; what an office publishes is fine.

    ``regions`` are those (ISO 3166) whose telephone numbers are known without a country code.
    """

    name = "private_facts"
    version = "3"

    def __init__(self, regions: tuple[str, ...]) -> None:
        self._regions = regions
        _rehearse(regions)

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield ``private_facts`` and ``own_facts``, one signal for each score."""
        text = searchable(submission.text)
        finders = finders_for(text)
        if not finders:
            return
        passage = Passage(text, self._regions)
        owned = [(fact, owner_of(passage, fact)) for fact in _apart(passage, finders)]
        yield from _signals(
            "private_facts", (fact for fact, owner in owned if owner in (Owner.OTHER, Owner.UNCLEAR))
        )
        yield from _signals("own_facts", (fact for fact, owner in owned if owner is Owner.AUTHOR))


@cache
def _rehearse(regions: tuple[str, ...]) -> None:
    """Have every pattern compiled and every table read before the first comment comes."""
    passage = Passage(_REHEARSAL, regions)
    for finder in (finder for finders in _MODULES for finder in finders):
        for fact in (*finder.find(passage), Fact(0, 4, 0.0, published=True)):
            owner_of(passage, fact)
        if finder.also:
            finder.also.find(_REHEARSAL)
    for text in ("Nobody.", _REHEARSAL):
        finders_for(text)


def _apart(passage: Passage, finders: list[Finder]) -> list[Fact]:
    """Return the facts of a text; where some overlap, the surer and then the longer."""
    found = [fact for finder in finders if finder not in _PHONES for fact in finder.find(passage)]
    phones = (fact for finder in finders if finder in _PHONES for fact in finder.find(passage))
    best_first = sorted(found, key=lambda fact: (-fact.score, fact.start - fact.end, fact.start))
    taken = Ranges()
    return [fact for fact in (*best_first, *phones) if taken.add(fact.start, fact.end)]


def _signals(kind: str, facts: Iterable[Fact]) -> Iterator[Signal]:
    by_score: dict[float, list[Span]] = {}
    for fact in facts:
        by_score.setdefault(fact.score, []).append(Span(fact.start, fact.end))
    for score in sorted(by_score, reverse=True):
        yield Signal(kind, score, tuple(sorted(by_score[score])))
