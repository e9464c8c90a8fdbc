"""Somebody's workplace, date of birth, and name behind a pseudonym."""

from collections.abc import Iterator
from itertools import islice

from civiltongue.detectors.private_facts_context import (
    IS,
    IS_NOW,
    LIKELY,
    MOST,
    OF_SOMEBODY,
    SURE,
    Fact,
    Owner,
    owner_of,
)
from civiltongue.text.patterns import Match, Pattern, any_of
from civiltongue.text.people import is_somebody, person_before
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")
_LISTS = word_lists(__package__, "private_facts.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_ADVERB = rf"(?: {any_of(_LISTS['adverb'])})*"

_WORKS = Pattern(
    rf" (?P<works>{any_of(_LISTS['working'])}){_ADVERB} (?:at|for|in|behind|bei|beim|im|chez|en) (?P<place>[^.!?\n]+)"
)
_HAS_JOB = Pattern(
    rf"(?: is|'s){_ADVERB} (?:an? |the )(?:[\pL-]+ )(?:[\pL-]+ )?(?:[\pL-]+ )?(?:at|in|for|with|behind) (?P<place>[^.!?\n]+)"
)
_DETAIL = Pattern(rf"{_B}{any_of(_LISTS['at work'])}{_E}")
_WHERE = Pattern(
    r"^(?:the |a |an )?(?:[\pL'-]+ )?(?:[\pL'-]+ )?(?:[\pL'-]+ )?(?:in|on|at|by|near|opposite|behind) (?:the )?\p{Lu}",
    any_case=False,
)

_MONTH = any_of(_LISTS["month"])
_DATE = any_of(
    (
        rf"\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?(?: of| de)? {_MONTH}(?:,? (?:de )?\d{{4}})?",
        rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?",
        r"\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)",
        r"\d{4}-\d\d-\d\d",
    )
)
_BIRTHDAY = Pattern(
    rf"{_B}{any_of(_LISTS['birthday'])}{OF_SOMEBODY}{IS}(?: (?:the|den|am|le|el|il|op|dnia))? ?(?P<date>{_DATE}){_E}"
)
_BORN_ABROAD = Pattern(
    _B
    + any_of(phrase.replace("~", rf"(?P<date{at}>{_DATE})") for at, phrase in enumerate(_WORDS["born"]))
    + _E
)
_OWN_BIRTH = Pattern(rf"{_B}{any_of(_WORDS['own birth'])}{_E}")
_IS_BIRTHDAY = Pattern(rf"{_B}(?P<date>{_DATE}){IS_NOW}{any_of(_LISTS['birthday'])}{_E}")
_BORN = Pattern(rf" (?:was|is|were) born (?:on |the )*(?P<date>{_DATE}){_E}")

_FULL = r"\p{Lu}[\pL'-]+(?: (?:(?:van|von|de|der|den) )*\p{Lu}[\pL'-]+)+"
_HANDLE = r"(?:@[\pL\pN_.-]+|[\pL\pN_.-]*[\pL_][\pL\pN_.-]*)"
_ACCOUNT = r"(?:(?i:the|this|that) )?(?:(?i:user ?name|user|account|commenter|poster|handle|pseudonym|nickname|nick|profile|name|alias) )?"
_REAL_NAME = Pattern(
    rf"{_B}(?P<who>(?i:his|her|their|my)|{_HANDLE}(?: [\p{{Lu}}\pN][\pL\pN_]*)?'s?)"
    r"(?i:(?: (?:actual|true|full|legal))? real name|(?: (?:actual|true|legal|civil)) name)(?i: is| =|:) "
    r"(?P<name>\p{Lu}[\pL'-]+(?: \p{Lu}[\pL'-]+)*)",
    any_case=False,
)
_REAL_NAME_OF = Pattern(
    rf"{_B}(?i:real|actual|true|legal) name (?i:of|behind) {_ACCOUNT}(?P<who>{_HANDLE}(?: \p{{Lu}}[\pL\pN_]*)?) (?i:is) (?P<name>{_FULL})",
    any_case=False,
)
_BEHIND = Pattern(
    rf"{_B}(?i:behind) {_ACCOUNT}(?P<who>{_HANDLE})(?: (?:account|handle))?"
    rf"(?i:,? is(?: (?:actually|really|none other than|in fact))?) (?P<name>{_FULL})",
    any_case=False,
)
# A name with a digit, an underscore or a capital inside is a pseudonym by its looks.
_PSEUDONYM = Pattern(
    r"@[\pL\pN_.-]+|[\pL_]+\d+[\pL\pN_]*|\pL+_[\pL\pN_]*|\p{Lu}\p{Ll}+\p{Lu}[\pL\pN]*", any_case=False
)
_REALLY = Pattern(
    rf"{_B}(?P<who>{_PSEUDONYM.source})"
    rf"(?: (?:is|=) (?:actually|really|in fact|in real life|none other than|known offline as)) (?P<name>{_FULL})",
    any_case=False,
)
_ABROAD = Pattern(
    rf"{_B}(?:"
    rf"(?i:{any_of(_WORDS['real name'])})(?i: {any_of(_WORDS['of'])})? (?P<who1>{_HANDLE}) (?i:ist|lautet|est|es|é|è|is|to|jest|är|er|on|=|-|:) (?P<name1>{_FULL})"
    rf"|(?P<who2>{_HANDLE}) (?i:{any_of(_WORDS['really'])}) (?P<name2>{_FULL})"
    rf"|(?i:{any_of(_WORDS['behind'])}) (?:\pL+ )?(?P<who3>{_HANDLE}) (?i:{any_of(_WORDS['hides'])}) (?P<name3>{_FULL})"
    rf"){_E}",
    any_case=False,
)
_IS = Pattern(rf"{_B}(?P<who>@[\pL\pN_.-]+|\pL+_[\pL\pN_]*) (?:is|=) (?P<name>{_FULL})", any_case=False)


def life_facts(text: str) -> Iterator[Fact]:
    """Yield where somebody works, when somebody was born, and who a pseudonym is."""
    yield from _work(text)
    yield from _births(text)
    yield from _real_names(text)


def _work(text: str) -> Iterator[Fact]:
    """Yield workplaces: sure where the text says when or how to find somebody there."""
    for pattern in (_WORKS, _HAS_JOB):
        for found in islice(pattern.find_all(text), MOST):
            detailed = _DETAIL.find(text[found.start("place") : found.end() + 60]) is not None
            if not detailed and (pattern is _HAS_JOB or not _WHERE.find(found.words("place"))):
                continue
            person = person_before(text, found.start())
            if person and not person.is_author and is_somebody(text, person.start, person.words):
                yield Fact(person.start, found.end("place"), SURE if detailed else LIKELY, Owner.OTHER)


def _births(text: str) -> Iterator[Fact]:
    for pattern in (_BIRTHDAY, _IS_BIRTHDAY):
        for found in islice(pattern.find_all(text), MOST):
            fact = Fact(found.start("date"), found.end("date"), SURE)
            own = owner_of(text, fact) is Owner.AUTHOR
            yield Fact(fact.start, fact.end, SURE, Owner.AUTHOR if own else Owner.OTHER)
    for found in islice(_BORN_ABROAD.find_all(text), MOST):
        if _is_of_our_time(found.words()):
            own = _OWN_BIRTH.find(text[max(0, found.start() - 12) : found.end()]) is not None
            yield Fact(*_inside(text, found), SURE if own else LIKELY, Owner.AUTHOR if own else Owner.OTHER)
    for found in islice(_BORN.find_all(text), MOST):
        person = person_before(text, found.start())
        if person is None:
            continue
        if person.is_author:
            yield Fact(found.start("date"), found.end("date"), SURE, Owner.AUTHOR)
        elif _is_of_our_time(found.words("date")) and is_somebody(text, person.start, person.words):
            score = SURE if person.words.casefold() in ("he", "she") else LIKELY
            yield Fact(person.start, found.end("date"), score, Owner.OTHER)


def _inside(text: str, found: Match) -> tuple[int, int]:
    """Return where a match starts and ends without the signs around it."""
    start, end = found.start(), found.end()
    return start + (not text[start].isalnum()), end - (not text[end - 1].isalnum())


def _is_of_our_time(date: str) -> bool:
    """Say whether a date has a year since 1925: those of history are no private facts."""
    numbers = "".join(char if char.isdigit() else " " for char in date).split()
    years = [int(number) for number in numbers if len(number) == 4]
    return years[0] >= 1925 if years else len(numbers) == 3


def _real_names(text: str) -> Iterator[Fact]:
    for pattern in (_REAL_NAME, _REAL_NAME_OF, _BEHIND, _REALLY, _IS):
        for found in islice(pattern.find_all(text), MOST):
            owner = Owner.AUTHOR if found.words("who").casefold() == "my" else Owner.OTHER
            yield Fact(found.start("who"), found.end("name"), SURE, owner)
    for found in islice(_ABROAD.find_all(text), MOST):
        form = next(at for at in "123" if found.words(f"who{at}"))
        if form == "1" or _PSEUDONYM.is_whole(found.words(f"who{form}")):
            yield Fact(found.start(f"who{form}"), found.end(f"name{form}"), SURE, Owner.OTHER)
