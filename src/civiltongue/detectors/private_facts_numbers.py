"""Numbers that name a person or an account, by their check digits or by what the sentence calls them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from stdnum import iban, luhn
from stdnum.es import dni
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.pl import pesel
from stdnum.se import personnummer

from civiltongue.detectors.private_facts_context import (
    LIKELY,
    SURE,
    Fact,
    Finder,
    Owner,
    points_at_somebody,
)
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")
_CUES = word_lists(__package__, "private_facts_cues.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_GIVING = Pattern(rf"{_B}{any_of(_WORDS['giving'])}{_E}")
_PERSONS_OWN = Pattern(
    rf"{_B}(?:his|her|private|personal|su propia|sein|eigenes|proprio) (?:own )?{_E}|{_B}own{_E}"
)
_UNIT_AFTER = Pattern(
    rf"^ ?(?:%|€|£|\$|{any_of(_WORDS['unit'])}|people|of|pounds|dollars|years|points)(?:[^\pL]|$)"
)
_DATE = Pattern(
    r"(?:1\d|2[01])\d\d[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:1\d|2[01])\d\d|(?:1\d|2[01])\d\d ?[-/] ?(?:1\d|2[01])?\d\d"
)
_GROUPED = Pattern(r"\d{1,3}(?: \d{3})+")
_ISBN = Pattern(r"97[89](?:[ -]?\d){10}")
_MONEY = Pattern(rf"{_B}{any_of(_CUES['money'])}{_E}")
_ACCOUNT = 8
_NEAR = 12
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
_ACCOUNT_LENGTHS = {
    country: int(length)
    for lengths in _WORDS["account length"]
    for length, *countries in [lengths.split()]
    for country in countries
}
"""How many letters and digits an IBAN has, by the register of ISO 13616."""

_NAMED_KINDS = frozenset({"identity", "account", "card"})


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of numbers: where they stand in a pattern, and whether one of them can be right."""

    pattern: Pattern
    is_valid: Callable[[str], bool] = bool
    score: float = SURE
    # Whether it is one by its form alone, or only where the sentence does not call it something else.
    alone: bool = True
    account: bool = False


def _is_card(words: str) -> bool:
    """Say whether digits are a card's by their check digit, and by the length of its issuer's numbers."""
    number = _plain(words)
    return number.startswith(_ISSUERS.get(len(number), ())) and luhn.is_valid(number)


def _is_swedish(words: str) -> bool:
    return bool(personnummer.is_valid(words)) and _is_birth(words[-11:-5])


def _is_birth(words: str) -> bool:
    """Say whether six digits are a day, as year, month and day."""
    try:
        date(2000, int(words[2:4]), int(words[4:6]))
    except ValueError:
        return False
    return True


def _plain(number: str) -> str:
    return "".join(char for char in number if char.isalnum())


def _number(form: str, *, any_case: bool = True) -> Pattern:
    return Pattern(rf"{_B}(?P<number>{form}){_E}", any_case=any_case)


_FORMS = (
    _Form(_number(r"[1-6]\d{3}(?:[ -]?\d){8,15}"), _is_card),
    _Form(_number(r"\d{3}[- ]\d\d[- ]\d{4}"), lambda number: not number.startswith("000")),
    _Form(_number(r"[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]", any_case=False)),
    _Form(_number(r"[12] ?\d\d ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d"), nir.is_valid),
    _Form(_number(r"\d{8}-?[A-Z]", any_case=False), dni.is_valid),
    _Form(_number(r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", any_case=False), codicefiscale.is_valid),
    _Form(_number(r"\d{11}"), pesel.is_valid, score=LIKELY, alone=False),
    _Form(_number(r"(?:19|20)?\d{6}[-+]\d{4}"), _is_swedish, score=LIKELY, alone=False),
    # A sort code or a BSB, and the account with it.
    _Form(
        _number(
            r"\d\d-\d\d-\d\d(?:[ ,/]*(?:and )?(?:account|acc)?[ .:#]*(?:number|no)?[ .:#]*(?:is )?\d{8})"
        ),
        account=True,
    ),
    _Form(_number(r"\d{3}-\d{3} \d{6,9}"), score=LIKELY, alone=False, account=True),
)
_ANY = Pattern(
    rf"{_B}(?P<number>(?:[A-Z]{{1,4}}-?)?\d(?:[ -]{{0,2}}\d|[ /-]?[A-Z]){{4,}}){_E}", any_case=False
)
"""Any number that may be called by a name: a passport's, an account's."""
_IBAN = _number(r"[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]){11,44}")
_LONG = Pattern(r"\d(?:[ /-]{0,2}\d|[ /-]?[A-Z]){4}", any_case=False)
_HINTS = (word for kind in (*sorted(_NAMED_KINDS), "money") for word in _CUES[kind])
_FEWEST = 5


def _accounts(passage: Passage) -> Iterator[Fact]:
    """Yield IBANs; the words after one may be in capitals too, so its check digits decide where it ends."""
    for found in passage.matches(_IBAN):
        start, words = found.start("number"), found.words("number")
        end = _account_end(words)
        if end:
            yield _fact(passage, start, start + end, SURE)


def _account_end(words: str) -> int:
    """Return where a valid IBAN at the start of the words ends, 0 where there is none."""
    left = _ACCOUNT_LENGTHS.get(words[:2].upper(), 0)
    for at, char in enumerate(words, 1):
        left -= char.isalnum()
        if left <= 0:
            return at if left == 0 and iban.is_valid(words[:at], check_country=False) else 0
    return 0


def _formed(passage: Passage, *, form: _Form) -> Iterator[Fact]:
    """Yield numbers of a form; where that is no proof, only if the sentence calls them nothing else."""
    for found in passage.matches(form.pattern):
        start, end = found.start("number"), found.end("number")
        if not form.is_valid(found.words("number")):
            continue
        name = passage.name(start, end)
        if name.kind in _NAMED_KINDS or (form.alone and (name.kind != "reference" or name.gap > _NEAR)):
            yield _fact(passage, start, end, SURE)
        elif name.kind not in ("reference", "phone"):
            yield _fact(passage, start, end, form.score)


def _named(passage: Passage) -> Iterator[Fact]:
    """Yield numbers that the sentence calls by the name of a paper or an account."""
    text = passage.text
    for found in passage.matches(_ANY):
        words, start, end = found.words("number"), found.start("number"), found.end("number")
        if sum(char.isdigit() for char in words) < _FEWEST or _is_other(text, start, end, words):
            continue
        name = passage.name(start, end)
        if name.kind not in _NAMED_KINDS:
            if (
                name.kind == ""
                and words.isdecimal()
                and len(words) >= _ACCOUNT
                and _is_paid(passage, start, end)
            ):
                yield _fact(passage, start, end, LIKELY)
            continue
        before, after = passage.before(start), passage.after(end)
        loose = name.kind != "identity" and name.gap > _NEAR and not points_at_somebody(before + after)
        if loose and _GROUPED.is_whole(words):
            continue
        yield _fact(passage, start, end, SURE)


def _is_paid(passage: Passage, start: int, end: int) -> bool:
    """Say whether a sentence is about somebody's money."""
    around = passage.before(start) + "|" + passage.after(end)
    return _MONEY.find(around) is not None and points_at_somebody(around)


def _is_other(text: str, start: int, end: int, words: str) -> bool:
    """Say whether a number is a date, years, a price or a count, whatever it is called."""
    first, after = text[max(0, start - 2) : start], text[end : end + 14]
    # A stop before a number ends a sentence; within one it parts thousands.
    return bool(
        first[-1:] in ("$", "£", "€", "=")
        or (first[-1:] in (".", ",", "/") and first[:-1].isalnum())
        or (after[:1] in ("%", "€", "£", "$", ",", ".") and after[1:2].isdigit())
        or _DATE.is_whole(words)
        or _ISBN.is_whole(words)
        or _UNIT_AFTER.find(after)
    )


def _fact(passage: Passage, start: int, end: int, score: float) -> Fact:
    """Return a number's fact; an account for donations is an office's."""
    before = passage.before(start)
    giving = (
        _GIVING.find(before) is not None
        and not _PERSONS_OWN.find(before)
        and not points_at_somebody(passage.after(end))
    )
    return Fact(start, end, score, Owner.OFFICE if giving else None)


FINDERS = (
    *(Finder((form.pattern,), partial(_formed, form=form)) for form in _FORMS),
    Finder((_IBAN,), _accounts),
    Finder((_LONG,), _named, also=Pattern(any_of(_HINTS))),
)
