"""Telephone numbers, also those that are spelt out."""

from collections.abc import Iterator
from itertools import islice

import phonenumbers

from civiltongue.detectors.private_facts_context import (
    LIKELY,
    SURE,
    Fact,
    Finder,
    Owner,
    points_at_somebody,
)
from civiltongue.detectors.private_facts_passage import MOST, Passage
from civiltongue.detectors.private_facts_spelt import SPELT, spelt_numbers
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")

_DIGITS = Pattern(r"(?:\+|00)?[ ]?(?:\(\+?\d{1,5}\)|\d)(?:[ \t]{0,2}(?:[().\-/–—·]{1,2}[ \t]?)?\d){6,16}")
_REFERENCE = Pattern(
    rf"(?:^|[^\pL]){any_of(_WORDS['reference'])}"
    r"(?:[ ,]*(?:number|numbers|no|nr|nos|code|id|ref|reference|nummer|numéro|número|numero|numer|n°))?"
    r"[ .:#]*(?:is|was|are|reads?|ist|est|es|è|to|är|with|mit|avec|con|met|z|med)?(?: (?:the|der|le|el|il|het) (?:number|nummer|numéro|número|numero))?[ .:#]*$"
)
_UNITS = Pattern(
    r"^ ?(?:%|€|£|\$|¥|percent|per cent|pounds?|dollars?|euros?|million|billion|people|persons|residents|inhabitants|votes|voters|copies|subscribers|"
    r"years?|days|hours|minutes|seconds|miles|kilomet(?:er|re)s|km|m|metres|meters|feet|kg|tonnes|tons|mb|gb|bytes|households|homes|users|readers|jobs|cases|"
    r"deaths|bc|ad|ce|bce|steps|views|likes|signatures|cars|visitors|passengers|kronor|yen|rubles|francs|quid|bucks|eur|usd|gbp)(?:[^\pL]|$)"
    rf"|^ ?{any_of(_WORDS['unit'])}(?:[^\pL]|$)"
)
_EXTENSION = Pattern(r"^ ?(?:x|ext\.?|extension|durchwahl|poste) ?\d{1,5}(?:[^\pL\pN]|$)")
_LABEL = Pattern(
    r"^[ (-]{0,2}(?:office|fax|mobile|home|cell|work|phone|tel|handy|portable|móvil|privat)(?:[^\pL]|$)"
)
_JOINED_BEFORE = frozenset("#$€£¥/=_.,:")
_JOINED_AFTER = frozenset("%€£$°_")
_GROUPED = Pattern(r"\d{1,3}(?:([ ]|\.|')\d{3})+")
_YEAR = r"(?:1\d|2[01])\d\d"
_DATE = Pattern(
    rf"(?:{_YEAR}[-./ ]\d{{1,2}}[-./ ]\d{{1,2}}|\d{{1,2}}[-./] ?\d{{1,2}}[-./] ?{_YEAR}|\d{{1,2}} \d{{1,2}} {_YEAR})(?:[ \t-].*)?"
)
_THOUSANDS = Pattern(
    r"\d{1,3}(?:[ .]\d{3})*[ .]000(?: ?[-–] ?\d{1,3}(?:[ .]\d{3})+)?|\d{1,3}(?:\.\d{3})+ ?[-–] ?\d{1,3}(?:\.\d{3})+"
)
# What may be a long number, and is a telephone's where the sentence is about somebody.
_LONG = Pattern(r"[1-9]\d\d \d{3} \d{3}|\d{2,4}[ -]\d{6,8}")
_DECIMAL = Pattern(r"\d{1,4}\.\d{4,}|\d{5,}\.\d{1,3}")
_ADDRESS = Pattern(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
_LOCAL_US = Pattern(r"[2-9]\d{2}[-. ]\d{4}")
_FICTION = Pattern(
    r".*555\D?01\d\d|(?:\+?44\D{0,4})?0?\D{0,2}1632\D?9\D?6\D?0.*|(?:\+?44\D{0,4})?0?\D{0,2}7700\D?9\D?0\D?0.*"
)
_KIND = phonenumbers.PhoneNumberType
_LINES = frozenset({_KIND.TOLL_FREE, _KIND.UAN, _KIND.SHARED_COST, _KIND.PREMIUM_RATE})
# Where people write national numbers without a leading zero.
_BARE_REGIONS = frozenset({"US", "CA"})
_POSSESSIVE = Pattern(
    r"(?:^|[^\pL])(?:hers|his|theirs|'s one|die von ihr|ihre|seine|le sien|la sienne|el suyo|la suya|il suo|la sua|die van (?:haar|hem)|jej|jego|hennes|hans)(?: one)? (?:is|was|ist|est|es|è|to|är)[ :]*$"
)
_POINTED = Pattern(r"[:,(–-] ?$")
_GIVING = Pattern(rf"(?:^|[^\pL]){any_of(_WORDS['giving'])}(?:[^\pL]|$)")
_NEAR = 40
"""So near, a name makes a telephone number of digits that could be something else."""


def _phones(passage: Passage) -> Iterator[Fact]:
    """Yield telephone numbers that are possible in one of the regions (ISO 3166) or written with a +."""
    text = passage.text
    for at, found in enumerate(_DIGITS.find_all(text)):
        start, end = found.end() - len(found.words().lstrip()), found.end()
        if at == MOST:
            yield Fact(start, end, LIKELY, Owner.UNCLEAR)
            break
        if _is_in_link(text, start) or not _stands_alone(text, start, end):
            continue
        words = text[start:end]
        if _is_never_phone(words) or _is_counted(passage, start, end):
            continue
        cued, near = _cues(passage, start, end)
        score, free = 0.0, False
        other = _is_other_number(words, cued=near)
        if not other:
            score, free = _phone_score(words, passage.regions, cued=cued)
        if (
            not score
            and (not other or _LONG.is_whole(words))
            and points_at_somebody(passage.before(start) + "|" + passage.after(end))
        ):
            score, free = _valid_score(words, passage.regions)
        if (
            not score
            and not other
            and _POINTED.find(passage.before(start))
            and not passage.after(end).strip(" .!)")
        ):
            # "… always answers, 666 555 444": what a sentence ends with.
            score, free = _valid_score(words, passage.regions, surely=True)
        if score:
            giving = _GIVING.find(passage.before(start)) is not None
            yield Fact(start, end, score, Owner.OFFICE if free or giving else None, published=True)


def _spelt_phones(passage: Passage) -> Iterator[Fact]:
    """Yield telephone numbers whose digits are written as words."""
    for start, end, digits in islice(spelt_numbers(passage.text), MOST):
        # Nobody spells out a price or a year digit by digit, so this is as good as a cue.
        score, free = _phone_score(digits, passage.regions, cued=True)
        if score:
            yield Fact(start, end, score, Owner.OFFICE if free else None, published=True)


def _is_in_link(text: str, start: int) -> bool:
    """Say whether an offset is inside an address of the web."""
    before = text[max(0, start - 300) : start]
    last = "" if before[-1:].isspace() else before.split()[-1:]
    return any("://" in word or word.startswith("www.") for word in last)


def _is_counted(passage: Passage, start: int, end: int) -> bool:
    """Say whether digits count something, or are the number of an order or a book."""
    return bool(
        _REFERENCE.find(passage.before(start))
        or _UNITS.find(passage.text[end : end + 14])
        or passage.name(start, end).kind == "reference"
    )


def _cues(passage: Passage, start: int, end: int) -> tuple[bool, bool]:
    """Say whether the sentence calls digits a telephone number, and whether it does so right beside them."""
    if _LABEL.find(passage.text[end : end + 20]):
        return True, True
    name = passage.name(start, end)
    if not name.kind and not passage.before(start).strip() and not passage.after(end).strip(" .!"):
        # A number that is all that a sentence says.
        return start > 0, False
    near = name.kind == "phone" and name.gap <= _NEAR
    return name.kind == "phone" or _POSSESSIVE.find(passage.before(start)[-30:]) is not None, near


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether digits are no part of a longer word, number, price or link; an extension is fine."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in ".,:" and not text[start - 2 : start - 1].isdigit():
        before = ""
    if _EXTENSION.find(text[end : end + 8]):
        after = ""
    return not (before.isalnum() or after.isalnum() or before in _JOINED_BEFORE or after in _JOINED_AFTER)


def _is_never_phone(words: str) -> bool:
    """Say whether digits are years, a date, an address of a computer or the number of a book."""
    groups = [group for group in _groups(words) if group]
    return bool(
        _ADDRESS.is_whole(words)
        or _DATE.is_whole(words)
        or _is_book_number(groups)
        or all(len(group) == 4 and 1000 <= int(group) <= 2199 for group in groups)
        or words.count("(") != words.count(")")
        or _THOUSANDS.is_whole(words)
    )


def _is_other_number(words: str, *, cued: bool) -> bool:
    """Say whether digits are a score, a price, times or a long plain number."""
    if cued or words[0] in "+(":
        return False
    groups = [group for group in _groups(words) if group]
    if len(groups) > 6 and all(len(group) == 1 for group in groups):
        return False
    uneven = len(groups) > 1 and max(len(group) for group in groups) > 6 and groups[0][0] != "0"
    short = all(len(group) <= 2 for group in groups) and groups[0][0] != "0"
    ranged = len(groups) == 2 and len(groups[0]) == len(groups[1]) and groups[0][0] != "0"
    clock = len(groups) == 2 and all(len(group) == 4 and int(group) <= 2400 for group in groups)
    return bool(uneven or short or ranged or clock or _GROUPED.is_whole(words) or _DECIMAL.is_whole(words))


def _groups(words: str) -> list[str]:
    return "".join(char if char.isdecimal() else " " for char in words).split()


def _is_book_number(groups: list[str]) -> bool:
    digits = "".join(groups)
    return len(digits) == 13 and digits.startswith(("978", "979"))


def _phone_score(words: str, regions: tuple[str, ...], *, cued: bool) -> tuple[float, bool]:
    """Return how surely digits are a telephone number, and whether it is a line that only offices have."""
    if _FICTION.is_whole(words):
        return SURE, False
    best = 0.0
    kinds: set[int] = set()
    for region in (None,) if words.startswith(("+", "(+")) else regions:
        number = _parsed(words, region)
        if number is None or not phonenumbers.is_possible_number(number):
            continue
        valid = phonenumbers.is_valid_number(number)
        # Without its leading zero or country code a number may be any line of another region.
        whole = words.startswith(("+", "(+", "0", "(0")) or region in _BARE_REGIONS
        kinds |= {phonenumbers.number_type(number)} if valid and whole else set()
        bare = words.isdecimal() and words[0] != "0"
        if cued or not bare or (valid and region in _BARE_REGIONS):
            best = max(best, _form_score(words, valid=valid, cued=cued))
    if cued and not best and 7 <= sum(char.isdigit() for char in words) <= 15:
        # Somebody's number all the same, of a region that the policy does not name.
        best = LIKELY
    return best, bool(kinds) and kinds <= _LINES


def _valid_score(words: str, regions: tuple[str, ...], *, surely: bool = False) -> tuple[float, bool]:
    """Return the score of digits in a sentence about somebody: a line of one of the regions."""
    for region in regions:
        number = _parsed(words, region)
        if number is not None and phonenumbers.is_valid_number(number):
            return LIKELY, phonenumbers.number_type(number) in _LINES
        # In groups, or with a leading zero, digits may be a line that the library does not know yet.
        parts = len(_groups(words))
        grouped = 1 < parts < 6 and "/" not in words and sum(map(str.isdigit, words)) > 7
        if (
            not surely
            and number is not None
            and phonenumbers.is_possible_number(number)
            and (grouped or words[0] == "0")
        ):
            return LIKELY, False
    return 0.0, False


def _form_score(words: str, *, valid: bool, cued: bool) -> float:
    groups = _groups(words)
    if cued or (valid and (len(groups) > 1 or words[0] in "+0")):
        return SURE
    if words[0] in "+(" or (words[0] == "0" and len(groups) > 1):
        return SURE
    if _LOCAL_US.is_whole(words) or [len(group) for group in groups] == [3, 3, 4]:
        return LIKELY
    return LIKELY if valid and len("".join(groups)) >= 10 else 0.0


def _parsed(words: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(words, region)
    except phonenumbers.NumberParseException:
        return None


FINDERS = (
    Finder((SPELT,), _spelt_phones, digits=False),
    Finder((_DIGITS,), _phones),
)
