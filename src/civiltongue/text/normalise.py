"""Disguised text read as it is meant to be read: letters joined, leet and stretching undone."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from civiltongue.text.fold import fold
from civiltongue.text.reading import LEFT_OUT, Reading, Shortened
from civiltongue.text.suspects import BROKEN, LEET, SPACED, STRETCHED

__all__ = ["Reading", "readings", "unbroken", "unstretched"]


@lru_cache(maxsize=4)
def readings(text: str) -> tuple[Reading, ...]:
    """Return all ways to read a text: as it is written, and, if it is disguised, two more.

    In these, single letters with a sign between each are joined (``s h i t``), and digits and signs
    inside words are the letters that they stand for (``sh1t``). In one of them a 1 is an i and a
    stretched letter stands once; in the other a 1 is an l, and so is a capital I among small letters,
    and a stretched letter stands twice (``asssss``).
    """
    plain = with_l = fold(text)
    if _CAPITAL_I.search(text):
        with_l = plain.with_text(fold(_CAPITAL_I.sub("l", text)).text)
    joined = tuple(_joined(plain))
    joined_with_l = joined if with_l is plain else tuple(_joined(with_l))
    read = (
        plain,
        *(_without_stretching(_without_leet(one, _LEET_WITH_I), 1) for one in joined),
        *(_without_stretching(_without_leet(one, _LEET_WITH_L), 2) for one in joined_with_l),
    )
    return tuple({reading.text: reading for reading in read}.values())


def unbroken(reading: Reading) -> Shortened | None:
    """Return a reading without the signs inside its words (``da-mn``, ``d🔥amn``), or nothing if it has none."""
    if BROKEN not in reading.suspects:
        return None
    inside = _ASCII_SIGN_INSIDE if reading.text.isascii() else _SIGN_INSIDE
    return reading.shortened(inside.sub(LEFT_OUT, reading.text))


def unstretched(reading: Reading) -> Reading | None:
    """Return a reading with every letter once where it stands in a row, or nothing if none stands thrice."""
    if reading.suspects.isdisjoint(STRETCHED):
        return None
    return reading.shortened(_REPEATED.sub(LEFT_OUT, reading.text))


_SINGLE = re.compile(
    r"(?<![a-z0-9'])[a-z0-9$@!]([^a-z0-9'()\[\]$@!\n]{1,3})[a-z0-9$@!](?:\1[a-z0-9$@!])+(?![a-z0-9$@])"
)
_SIGN_BETWEEN_SINGLES = re.compile(r"[^a-z0-9$@!]")
_LETTER = re.compile(r"[a-z]")
_ARTICLES = ("a ", "i ")
_AFTER_ARTICLE = re.compile(r"[ai](?<![a-z0-9'].) [a-z0-9$@!] ")
_CAPITAL_I = re.compile(r"I(?<=[a-z]I)(?=[a-z]|\b)")
_REPEATED = re.compile(r"(?<=([a-z]))\1")


def _inside(first: str, sign: str, letter: str) -> re.Pattern[str]:
    """Return the pattern of one of up to three signs between two letters or digits."""
    places = (
        f"(?<={letter}.)(?={sign}{{0,2}}{letter})",
        f"(?<={letter}{sign}.)(?={sign}?{letter})",
        f"(?<={letter}{sign}{sign}.)(?={letter})",
    )
    return re.compile(f"{first}(?:{'|'.join(places)})", re.DOTALL)


# What a sign is in any script, and the same for ASCII, where it is faster to look for.
_SIGN_INSIDE = _inside(r"[^a-z0-9\s'’](?<![^\W_])", r"(?:[^\w\s'’]|_)", r"[^\W_]")
_ASCII_SIGN = r"[\x00-\x08\x0e-\x1b!-&(-/:-@\[-`{-\x7f]"
_ASCII_SIGN_INSIDE = _inside(_ASCII_SIGN, _ASCII_SIGN, "[a-z0-9]")

_SIGN = "[0-9$@!|+¡]"
_BRACKET = "[(<{](?=[a-z]{1,2}(?![a-z(.)]))"
_AFTER_WORD = r"(?<=[a-z0-9$@!|+¡].)"
# A word ends after the letters that follow a bracket: 501(c)3.
_IN_WORD = r"(?<![a-z0-9$@!|+¡][(<{][a-z].)(?<![a-z0-9$@!|+¡][(<{][a-z]{2}.)"
# Digits and signs before a letter; after one, but for marks at the end; brackets before letters at the end.
_LEET = re.compile(
    rf"([0-9$@!|+¡(<{{](?:(?<={_SIGN}){_SIGN}*+(?=[a-z]|{_BRACKET})"
    rf"|(?<=[a-z]{_SIGN}){_IN_WORD}(?:{_SIGN}*[0-9$@+¡]|(?<=[0-9$@+¡]))"
    rf"|(?<=[(<{{]){_AFTER_WORD}(?:(?<=\()|{_IN_WORD})(?=[a-z]{{1,2}}(?![a-z(.)]))))"
)
# Capitals and then digits are a road, a part or a room: A55, SH17.
_CODE = re.compile(r"(?<![^\W_])[A-Z]{1,3}-?[0-9]{1,4}(?![^\W_]|-[a-z])")
_LEET_WITH_I = str.maketrans("0123456789$@!|+(<{¡", "oizeasgtbgsaiitccci")
_LEET_WITH_L = str.maketrans("0123456789$@!|+(<{¡", "olzeasbtbgsalltccci")


def _joined(reading: Reading) -> Iterator[Reading]:
    """Join runs of single letters: three and more, each parted from the next by a sign or a space.

    A run that begins with an article or an "I" is joined without that as well: what a d a m n.
    """
    if SPACED not in reading.suspects:
        yield reading
        return
    text = reading.text
    marked = _SINGLE.sub(_without_signs, text)
    yield reading.shortened(marked) if LEFT_OUT in marked else reading
    if _AFTER_ARTICLE.search(text):
        yield reading.shortened(_SINGLE.sub(_without_signs_after_article, text))


def _without_signs(run: re.Match[str], *, start: int = 0) -> str:
    letters = run[0]
    if not _LETTER.search(letters):
        return letters
    return letters[:start] + _SIGN_BETWEEN_SINGLES.sub(LEFT_OUT, letters[start:])


def _without_signs_after_article(run: re.Match[str]) -> str:
    return _without_signs(run, start=2 if run[0].startswith(_ARTICLES) else 0)


def _without_leet(reading: Reading, table: dict[int, int]) -> Reading:
    """Read digits and signs as letters in words that have letters too."""
    # Every other piece is leet.
    pieces = _LEET.split(reading.text) if LEET in reading.suspects else []
    if len(pieces) < 2:
        return reading
    codes = [code.span() for code in _CODE.finditer(reading.visible)]
    if codes:
        pieces[1::2] = _outside(codes, pieces, reading, table)
    else:
        pieces[1::2] = [piece.translate(table) for piece in pieces[1::2]]
    return reading.with_text("".join(pieces))


def _outside(
    codes: list[tuple[int, int]], pieces: list[str], reading: Reading, table: dict[int, int]
) -> Iterator[str]:
    """Yield the leet pieces read as letters, but for those that stand in a code."""
    start = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            place = reading.offset(start)
            at = bisect_right(codes, (place, len(reading.visible))) - 1
            in_code = at >= 0 and place < codes[at][1]
            yield piece if in_code else piece.translate(table)
        start += len(piece)


def _without_stretching(reading: Reading, kept_letters: int) -> Reading:
    """Shorten letters that stand three times and more in a row."""
    stretched = reading.suspects & STRETCHED
    if not stretched:
        return reading
    runs = _stretches("".join(sorted(stretched)))
    return reading.shortened(
        runs.sub(lambda run: run[1] * kept_letters + LEFT_OUT * (len(run[0]) - kept_letters), reading.text)
    )


@lru_cache(maxsize=1024)
def _stretches(letters: str) -> re.Pattern[str]:
    return re.compile(rf"([{letters}])\1\1+")
