"""Days on which somebody was born, by what the sentence says of a date."""

from collections.abc import Iterator

from civiltongue.detectors.private_facts_context import (
    LIKELY,
    SURE,
    Fact,
    Finder,
    Owner,
    owner_of,
    points_at_somebody,
)
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.people import is_somebody, person_before
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "private_facts.txt")
_WORDS = word_lists(__package__, "private_facts_owners.txt")
_CUES = word_lists(__package__, "private_facts_cues.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_MONTH = any_of(_LISTS["month"])
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
_DATE = Pattern(
    rf"{_B}(?P<date>{_DAY}(?: of| de| d')? {_MONTH}\.?(?:,? (?:de |del )?\d{{4}})?|{_MONTH}\.? (?:the )?{_DAY}(?:,? \d{{4}})?"
    rf"|\d{{1,2}}[-./] ?\d{{1,2}}[-./] ?(?:\d{{4}}|\d\d)|\d{{4}}[-./]\d\d[-./]\d\d){_E}"
)
_KINDS = Pattern(
    rf"{_B}(?:(?P<birth>{any_of(_CUES['birth'])})|(?P<event>{any_of(_CUES['event'])}))", longest=True
)
# A day of birth by its name; other words want somebody beside them.
_NAMED = Pattern(rf"{_B}{any_of((*_LISTS['birthday'], *_CUES['birthday']))}{_E}")
_BORN = Pattern(rf" (?:was|is|were|has been|had been) (?:actually |really |in fact )?born{_E}")
_OWN_BIRTH = Pattern(rf"{_B}{any_of(_WORDS['own birth'])}{_E}")
_ON = Pattern(r"born (?:on |the )*$")
_CLOSE = 24
_BESIDE = 90
_LABEL = Pattern(r"(?:^|[?.!:] ?)born:? (?:on )?$")
_YOU = Pattern(rf"{_B}you were born{_E}")
_STARRED = Pattern(r"\p{Lu}\p{Ll}[\pL'-]+ \p{Lu}[\pL'-]+,? (?:\()?(?:\*|†|b\.) ?$", any_case=False)


def _births(passage: Passage) -> Iterator[Fact]:
    """Yield dates that a sentence says somebody was born on; those of history are none."""
    for found in passage.matches(_DATE):
        start, end = found.start("date"), found.end("date")
        before, after = passage.before(start), passage.after(end)
        if not (_is_birth(before, after) or _STARRED.find(before)) or not _is_of_our_time(
            found.words("date")
        ):
            continue
        around = before + "|" + after
        born = _BORN.find(before)
        later = _BORN.find(after)
        follows = person_before(after, later.start()) if later else None
        person = person_before(before, born.start()) if born else None
        if person:
            first = start - len(before) + person.start
            if person.is_author:
                yield Fact(start, end, SURE, Owner.AUTHOR)
            elif is_somebody(passage.text, first, person.words):
                score = SURE if person.words.casefold() in ("he", "she") else LIKELY
                yield Fact(
                    first if born and _ON.find(before[born.start() :]) else start, end, score, Owner.OTHER
                )
            continue
        named = later is not None or _NAMED.find(around) is not None or _LABEL.find(before) is not None
        own = _OWN_BIRTH.find(before[-_CLOSE:] + "|" + after[:_CLOSE]) is not None
        beside = passage.text[max(0, start - _BESIDE) : start]
        if not (
            named or own or points_at_somebody(around) or _YOU.find(before) or points_at_somebody(beside)
        ):
            continue
        own = (
            own
            or (follows is not None and follows.is_author)
            or owner_of(passage, Fact(start, end, SURE)) is Owner.AUTHOR
        )
        yield Fact(start, end, SURE if named or own else LIKELY, Owner.AUTHOR if own else Owner.OTHER)


def _is_birth(before: str, after: str) -> bool:
    """Say whether the nearest words that say what a date is speak of a birth."""
    nearest = min(
        (
            *((len(before) - end, kind) for kind, _, end in _kinds(before)),
            # What follows says it only where nothing came first.
            *((start + _CLOSE, kind) for kind, start, _ in _kinds(after)),
        ),
        default=(0, ""),
    )
    return nearest[1] == "birth"


def _kinds(words: str) -> list[tuple[str, int, int]]:
    return [
        (found.group, found.start(), found.end())
        for found in _KINDS.find_all(words)
        if not words[found.end() : found.end() + 1].isalpha()
    ]


def _is_of_our_time(date: str) -> bool:
    """Say whether a date has a year since 1925, or none: those of history are no private facts."""
    years = [
        int(number)
        for number in "".join(char if char.isdigit() else " " for char in date).split()
        if len(number) == 4
    ]
    return not years or years[0] >= 1925


FINDERS = (Finder((_DATE,), _births, also=Pattern(rf"{_B}{any_of(_CUES['birth'])}|\*\d|\* \d")),)
