"""Numbers that name a person, an account, a computer or a car."""

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from itertools import islice

from stdnum import iban, luhn
from stdnum.es import dni
from stdnum.fr import nir
from stdnum.it import codicefiscale

from civiltongue.detectors.private_facts_context import (
    IS,
    IS_NOW,
    LIKELY,
    MOST,
    OF_SOMEBODY,
    SURE,
    Fact,
    Owner,
    sentence_before,
)
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")

_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_IBAN = Pattern(rf"{_B}(?P<number>[A-Z]{{2}}\d\d(?:[ -]?[A-Z0-9])+){_E}")
_CARD = Pattern(rf"{_B}(?P<number>[1-6]\d{{3}}(?:[ -]?\d){{8,15}}){_E}")
_SOCIAL = Pattern(rf"{_B}(?P<number>\d{{3}}[- ]\d\d[- ]\d{{4}}){_E}")
_INSURANCE = Pattern(
    rf"{_B}(?P<number>[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]){_E}", any_case=False
)
_FRENCH = Pattern(rf"{_B}(?P<number>[12] ?\d\d ?[01]\d ?\d[\dAB] ?\d{{3}} ?\d{{3}} ?\d\d){_E}")
_SPANISH = Pattern(rf"{_B}(?P<number>\d{{8}}-?[A-Z]){_E}", any_case=False)
_ITALIAN = Pattern(rf"{_B}(?P<number>[A-Z]{{6}}\d\d[A-Z]\d\d[A-Z]\d{{3}}[A-Z]){_E}", any_case=False)
_SORT_CODE = Pattern(
    rf"{_B}sort[ -]?code(?: is|:)? (?P<number>\d\d-?\d\d-?\d\d(?:[ ,]*(?:and )?(?:account|acc)?[ .:#]*(?:number|no)?[ .:#]*(?:is )?\d{{8}})?){_E}"
)
# The short ones are also common words, and count in capitals alone.
_CALLED = rf"(?:(?i:{any_of(_WORDS['called'])})|NI|NIE|NIP|SIN)"
_NAMED = Pattern(
    rf"{_B}{_CALLED}(?:[ -](?i:number|no\.?|nr\.?|id|card|nummer|nº|n°))*{OF_SOMEBODY}(?i:{IS}) ?(?P<number>[A-Z]{{0,4}}[ -]?\d(?:[ -]{{0,2}}\d|[A-Z])+){_E}",
    any_case=False,
)
# "… is her passport number": what a number is may be said after it.
_NAMED_AFTER = Pattern(
    rf"{_B}(?P<number>[A-Z]{{0,4}}[ -]?\d(?:[ -]{{0,2}}\d|[A-Z])+)(?i:{IS_NOW}){_CALLED}{_E}",
    any_case=False,
)
_IP4 = Pattern(r"(?:^|[^\pL\pN.])(?P<number>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:[^\pL\pN.]|\.[^\d]|\.$|$)")
_IP6 = Pattern(r"(?:^|[^\pL\pN:.])(?P<number>[0-9A-F]{0,4}(?::[0-9A-F]{0,4}){2,7})(?:[^\pL\pN:]|$)")
_IP_CUE = Pattern(rf"{_B}(?:ips?|ip-\pL+|address|adresse?|posts? from|computer|router){_E}")
_VERSION_CUE = Pattern(rf"{_B}{any_of(_WORDS['version'])}(?:[^\pL]|$)")
_PLATE_CUE = any_of(_WORDS["plate"])
_PLATE_FORM = r"(?P<number>[A-ZÄÖÜ0-9]{1,8}(?:[ -][A-Z0-9]{1,5}){0,3})"
_PLATE = Pattern(rf"{_B}(?i:{_PLATE_CUE}){OF_SOMEBODY}(?i:{IS})['\"]? ?{_PLATE_FORM}{_E}", any_case=False)
_PLATE_AFTER = Pattern(rf"{_B}{_PLATE_FORM}(?i:{IS_NOW})(?i:{_PLATE_CUE}){_E}", any_case=False)
_BRITISH_PLATE = Pattern(
    rf"{_B}(?i:drives?|driving|car|van|truck|lorry|motorbike|audi|bmw|ford|golf|vauxhall|range rover|suv)(?i:[^.!?\n]*?)[^\pL\pN](?P<number>[A-Z]{{2}}\d\d ?[A-Z]{{3}}){_E}",
    any_case=False,
)
_GIVING = Pattern(rf"{_B}{any_of(_WORDS['giving'])}{_E}")
_MASTERCARD = tuple(str(first) for first in range(2221, 2721))
_ISSUERS = {
    12: ("50", "56", "57", "58", "6"),
    13: ("4", "50", "56", "57", "58", "6"),
    14: ("30", "36", "38"),
    15: ("34", "37", "1800", "2131"),
    16: ("35", "4", "5", "6", *_MASTERCARD),
    19: ("4", "50", "56", "57", "58", "6"),
}
"""How the numbers of a length begin, by the issuers' ranges."""
_PUBLIC_RESOLVERS = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "255.255.255.255", "255.255.255.0"}
)


def number_facts(text: str) -> Iterator[Fact]:
    """Yield bank, card and identity numbers, computers' addresses and number plates."""
    yield from _accounts(text)
    yield from _checked(text, _CARD, _is_card)
    yield from _checked(text, _SOCIAL, lambda number: not number.startswith("000"))
    yield from _checked(text, _INSURANCE)
    yield from _checked(text, _FRENCH, nir.is_valid)
    yield from _checked(text, _SPANISH, dni.is_valid)
    yield from _checked(text, _ITALIAN, codicefiscale.is_valid)
    yield from _checked(text, _SORT_CODE, accounts=True)
    for named in (_NAMED, _NAMED_AFTER):
        yield from _checked(
            text, named, lambda number: sum(char.isdigit() for char in number) >= 5, accounts=True
        )
    yield from _computers(text)
    for pattern in (_PLATE, _PLATE_AFTER, _BRITISH_PLATE):
        yield from _checked(text, pattern, _is_plate)


def _checked(
    text: str, pattern: Pattern, is_valid: Callable[[str], bool] | None = None, *, accounts: bool = False
) -> Iterator[Fact]:
    """Yield what a pattern finds; an account for donations is an office's."""
    for found in islice(pattern.find_all(text), MOST):
        if is_valid is None or is_valid(found.words("number")):
            start = found.start("number")
            giving = accounts and _GIVING.find(sentence_before(text, start)) is not None
            yield Fact(start, found.end("number"), SURE, Owner.OFFICE if giving else None)


def _accounts(text: str) -> Iterator[Fact]:
    """Yield IBANs; the words after one may be in capitals too, so its country's length decides."""
    for found in islice(_IBAN.find_all(text), MOST):
        start, words = found.start("number"), found.words("number")
        end = _account_end(words)
        if end:
            giving = _GIVING.find(sentence_before(text, start)) is not None
            yield Fact(start, start + end, SURE, Owner.OFFICE if giving else None)


def _account_end(words: str) -> int:
    """Return where a valid IBAN at the start of the words ends, 0 where there is none."""
    count = 0
    for at, char in enumerate(words[:48], 1):
        count += char.isalnum()
        is_end = at == len(words) or not words[at].isalnum() or count % 4 == 0 or count in (15, 18, 22)
        if count >= 15 and is_end and iban.is_valid(words[:at], check_country=False):
            return at
    return 0


def _computers(text: str) -> Iterator[Fact]:
    for pattern in (_IP4, _IP6):
        for found in islice(pattern.find_all(text), MOST):
            before = sentence_before(text, found.start("number"))
            named = _IP_CUE.find(before) is not None
            if _is_computer(found.words("number")) and (named or not _VERSION_CUE.find(before)):
                score = SURE if named else LIKELY
                yield Fact(found.start("number"), found.end("number"), score)


def _is_computer(words: str) -> bool:
    """Say whether words are the address of one computer on the Internet; RFC 5737's count too."""
    if words in _PUBLIC_RESOLVERS:
        return False
    try:
        address = ip_address(words)
    except ValueError:
        return False
    home = words.startswith(("10.", "192.168.", "172.16.", "169.254.", "fe80", "FE80"))
    return not (address.is_loopback or address.is_unspecified or address.is_multicast or home)


def _is_card(words: str) -> bool:
    """Say whether digits are a card's by their check digit, and by the length of its issuer's numbers."""
    number = _plain(words)
    return number.startswith(_ISSUERS.get(len(number), ())) and luhn.is_valid(number)


def _is_plate(words: str) -> bool:
    shown = _plain(words)
    return (
        4 <= len(shown) <= 9
        and any(char.isdigit() for char in shown)
        and any(char.isalpha() for char in shown)
    )


def _plain(number: str) -> str:
    return "".join(char for char in number if char.isalnum())
