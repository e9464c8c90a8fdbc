"""Telephone numbers, also those that are spelt out."""

from collections.abc import Iterator
from itertools import islice

import phonenumbers

from civiltongue.detectors.private_facts_context import (
    IS_NOW,
    LIKELY,
    MOST,
    SURE,
    Fact,
    Owner,
    Ranges,
    sentence_before,
)
from civiltongue.detectors.private_facts_spelt import spelt_numbers
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")

_DIGITS = Pattern(r"(?:\+|00)?[ ]?(?:\(\+?\d{1,5}\)|\d)(?:[ \t]{0,2}(?:[().\-/–—·]{1,2}[ \t]?)?\d){6,16}")
_CUE = Pattern(rf"(?:^|[^\pL]){any_of(_WORDS['phone'])}(?:[^\pL]|$)")
_REFERENCE = Pattern(
    rf"(?:^|[^\pL]){any_of(_WORDS['reference'])}"
    r"(?:[ ,]*(?:number|numbers|no|nr|nos|code|id|ref|reference|nummer|numéro|número|numero|numer|n°))?"
    r"[ .:#]*(?:is|was|are|reads?|ist|est|es|è|to|är)?[ .:#]*$"
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
_CALLED = Pattern(rf"^{IS_NOW}{any_of(_WORDS['phone'])}(?:[^\pL]|$)")
_JOINED_BEFORE = frozenset("#$€£¥/=_.,:")
_JOINED_AFTER = frozenset("%€£$°_")
_GROUPED = Pattern(r"\d{1,3}(?:([ ]|\.|')\d{3})+")
_YEAR = r"(?:1\d|2[01])\d\d"
_DATE = Pattern(
    rf"(?:{_YEAR}[-./ ]\d{{1,2}}[-./ ]\d{{1,2}}|\d{{1,2}}[-./ ]\d{{1,2}}[-./ ]{_YEAR})(?:[ \t-].*)?"
)
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
_URL = Pattern(r"(?:https?://|www\.)[^\s<>\"]+")


def phone_facts(text: str, regions: tuple[str, ...]) -> Iterator[Fact]:
    """Yield telephone numbers that are possible in one of the regions (ISO 3166) or written with a +."""
    for start, end, digits in islice(spelt_numbers(text), MOST):
        # Nobody spells out a price or a year digit by digit, so this is as good as a cue.
        score, free = _phone_score(digits, regions, cued=True)
        if score:
            yield Fact(start, end, score, Owner.OFFICE if free else None, published=True)
    if not any(char.isdigit() for char in text):
        return
    links = Ranges((found.start(), found.end()) for found in _URL.find_all(text))
    for at, found in enumerate(_DIGITS.find_all(text)):
        start = found.end() - len(found.words().lstrip())
        if at == MOST:
            yield Fact(start, found.end(), LIKELY, Owner.UNCLEAR)
            break
        if links.overlap(start, found.end()) or not _stands_alone(text, start, found.end()):
            continue
        words = text[start : found.end()]
        before = sentence_before(text, start)
        after = text[found.end() : found.end() + 40]
        cued = bool(_CUE.find(before[-40:]) or _LABEL.find(after) or _CALLED.find(after))
        if (
            _REFERENCE.find(before)
            or _UNITS.find(text[found.end() : found.end() + 14])
            or _is_other_number(words, cued=cued)
        ):
            continue
        score, free = _phone_score(words, regions, cued=cued)
        if score:
            yield Fact(start, found.end(), score, Owner.OFFICE if free else None, published=True)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether digits are no part of a longer word, number, price or link; an extension is fine."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in ".,:" and not text[start - 2 : start - 1].isdigit():
        before = ""
    if _EXTENSION.find(text[end : end + 8]):
        after = ""
    return not (before.isalnum() or after.isalnum() or before in _JOINED_BEFORE or after in _JOINED_AFTER)


def _is_other_number(words: str, *, cued: bool) -> bool:
    """Say whether digits are years, a date, a score, a price, an address or a long plain number."""
    groups = [group for group in _groups(words) if group]
    if _ADDRESS.is_whole(words) or _DATE.is_whole(words) or _is_book_number(groups):
        return True
    if all(len(group) == 4 and 1000 <= int(group) <= 2199 for group in groups):
        return True
    if cued or words[0] in "+(":
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
