"""Numbers whose digits are written as words: "oh seven seven double four"."""

from collections.abc import Iterator
from itertools import islice, pairwise

from civiltongue.detectors.private_facts_passage import MOST
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")
_DIGIT_OF = {word: digit for digit in "0123456789" for word in _WORDS[digit]}
_TIMES = {"double": 2, "doppel": 2, "doble": 2, "dubbel": 2, "triple": 3, "treble": 3}
_DIGIT = any_of(sorted(_DIGIT_OF, key=len, reverse=True))
_JOINT = r"[ ,./–-]{1,3}"
_ROW = Pattern(
    rf"(?:^|[^\pL\pN])(?P<number>(?:(?:{any_of(_TIMES)}[ -])?{_DIGIT}|\d)(?:{_JOINT}(?:(?:{any_of(_TIMES)}[ -])?{_DIGIT}|\d)){{5,17}})(?:[^\pL\pN]|$)"
)
SPELT = Pattern(rf"(?:^|[^\pL\pN]){_DIGIT}{_JOINT}(?:{_DIGIT}|\d|{any_of(_TIMES)})[^\pL]")
"""What every number in words holds."""

_TOKEN = Pattern(r"\pL+|\d")
_FEWEST_WORDS = 3


def spelt_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where seven digits or more stand as words, and the digits; counting up or down is none."""
    for found in islice(_ROW.find_all(text), MOST):
        tokens = [token.words().casefold() for token in _TOKEN.find_all(found.words("number"))]
        digits = _digits(tokens)
        if (
            len(digits) >= 7
            and sum(token.isalpha() for token in tokens) >= _FEWEST_WORDS
            and not _counts(digits)
        ):
            yield found.start("number"), found.end("number"), digits


def _digits(tokens: list[str]) -> str:
    digits, times = "", 1
    for token in tokens:
        if token in _TIMES:
            times = _TIMES[token]
        else:
            digits += _DIGIT_OF.get(token, token) * times
            times = 1
    return digits


def _counts(digits: str) -> bool:
    """Say whether digits are a row of steps or few of a kind, as in a count-down or in code."""
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    return len(steps) == 1 or len(set(digits)) < 3
