"""Text that says nothing in any language: mashed keys, one letter over and over, signs alone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.normalise import readings
from civiltongue.text.patterns import Pattern

MOST_SPANS = 100
_LEAST_SIGNS = 10
_LEAST_SAME = 12
_SHARE_OF_SAME = 0.8
_LEAST_MASHED = 12
_LEAST_SHARE = 0.4
_MOST_LETTERS = 20_000
_LONG = 24

_SAID = re.compile(r"[^\W_]|[^\x00-\x7f\s]")
_TOKEN = re.compile(r"[^\W_]+")
_ROW = 6
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII_ROW = Pattern("|".join(rf"\x{{{point:x}}}{{{_ROW}}}" for point in range(0x21, 0x7F)), any_case=False)
_SAME = re.compile(r"([!-~]|[^\W_])\1{5,}")
_FEW_SIGNS = 200
# Welsh has w for a vowel, and Czech makes syllables of r and l.
_VOWEL = re.compile(r"[aeiouywrl]")
_CONSONANTS = re.compile(r"[bcdfghjkmnpqstvxz]{5,}")
# Pairs of letters that no language in Latin letters has inside a word, names apart.
_ODD_PAIR = re.compile(r"q[bcdfghjklmnpqrstvwxyz]|[bdfgjkpvwxyz]q|[jvz]x|x[jzkdg]|[jvw]z|v[bfgkmpqw]")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "1234567890")
_NEXT_KEYS = frozenset(pair for row in _ROWS for pair in pairwise(row))
_WALK = 4
_SHORT_WALK = re.compile(
    "|".join(
        row[at : at + _WALK]
        for line in _ROWS
        for row in (line, line[::-1])
        for at in range(len(row) - _WALK + 1)
    )
)


# Whatever may be mashed holds one of these: no vowels for long, a mix with digits, an odd pair, neighbouring keys.
_ODD = Pattern(
    "[a-z0-9]*(?:[bcdfghjkmnpqstvxz]{4}|[a-z][0-9]+[a-z]|[0-9][a-z]+[0-9]"
    f"|{_ODD_PAIR.pattern}|{_SHORT_WALK.pattern})[a-z0-9]*",
    any_case=False,
)


class Gibberish:
    """Find text that says nothing."""

    name = "gibberish"
    version = "1"

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield the signal ``gibberish`` where most of the text is noise, by the share that is."""
        text = submission.text
        if _is_signs_alone(text) or _is_one_letter(text):
            yield Signal("gibberish", 0.95, (Span(0, len(text)),))
            return
        spans, share = _mashed(text)
        if share >= 0.6:
            yield Signal("gibberish", 0.95, tuple(spans[:MOST_SPANS]))
        elif share >= _LEAST_SHARE:
            yield Signal("gibberish", 0.65, tuple(spans[:MOST_SPANS]))


def _is_signs_alone(text: str) -> bool:
    """Say whether a text is punctuation and nothing else; emoji say something."""
    if _SAID.search(text):
        return False
    return len("".join(text.split())) >= _LEAST_SIGNS


def _is_one_letter(text: str) -> bool:
    others = frozenset("".join(_NOT_ASCII.findall(text))) if not text.isascii() else ()
    if len(others) <= _FEW_SIGNS and not (
        _ASCII_ROW.is_found_in(text) or any(sign * _ROW in text for sign in others)
    ):
        return False
    solid = sum(not sign.isspace() for sign in text)
    same = sum(match.end() - match.start() for match in _SAME.finditer(text))
    return same >= _LEAST_SAME and same >= _SHARE_OF_SAME * solid


def _mashed(text: str) -> tuple[list[Span], float]:
    """Return the tokens that no language would write, and which share of the letters they are."""
    reading = readings(text)[0]
    letters = reading.text[:_MOST_LETTERS]
    if not _may_be_mashed(letters):
        return [], 0.0
    tokens = _TOKEN.findall(letters)
    whole = sum(map(len, tokens))
    odd = {token for token in set(tokens) if (_is_mashed_word if len(token) < _LONG else _is_mashed)(token)}
    if sum(len(token) for token in tokens if token in odd) < max(_LEAST_MASHED, _LEAST_SHARE * whole):
        return [], 0.0
    spans: list[Span] = []
    mashed = 0
    for match in _TOKEN.finditer(letters):
        token = match[0]
        if token not in odd:
            continue
        span = reading.span(*match.span())
        if not _is_abbreviation(text[span.start : span.end]):
            mashed += len(token)
            spans.append(span)
    # One strange word among others is a name, a typing error or another language.
    if mashed < _LEAST_MASHED or (len(spans) < 2 and mashed < whole):
        return [], 0.0
    return spans, mashed / whole


def _may_be_mashed(text: str) -> bool:
    """Say, by a look at what is odd in any way, whether enough of a text may be mashed keys."""
    odd = 0
    for match in _ODD.find_all(text):
        odd += match.end() - match.start()
        if odd >= _LEAST_MASHED:
            return True
    return False


def _is_mashed(token: str) -> bool:
    if len(token) < 4 or not token.isascii():
        return False
    if not token.isalpha():
        kinds = [digits for digits, _ in groupby(token, str.isdigit)]
        return len(token) > 4 and len(kinds) > 2
    return (
        not _VOWEL.search(token)
        or bool(len(token) <= 10 and _CONSONANTS.search(token))
        or bool(_ODD_PAIR.search(token))
        or _walked(token) >= 0.75 * len(token)
    )


# Most words of a comment stood in another one before.
_is_mashed_word = lru_cache(maxsize=65536)(_is_mashed)


def _is_abbreviation(written: str) -> bool:
    return len(written) <= 6 and written.isalpha() and written.isupper()


def _walked(token: str) -> int:
    """Return how many letters lie in walks of four neighbouring keys and more in one direction."""
    if not _SHORT_WALK.search(token):
        return 0
    total = 0
    for step in (1, -1):
        run = 1
        for pair in [*pairwise(token), ("", "")]:
            if pair[::step] in _NEXT_KEYS:
                run += 1
                continue
            total += run if run >= _WALK else 0
            run = 1
    return total
