"""Disguised text read as it is meant to be read: letters joined, leet and stretching undone."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain, pairwise

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
    plain = fold(text)
    joined = joined_with_l = _joined(plain)
    capitals = _CAPITAL_I.finditer(text)
    first = next(capitals, None)
    if first:
        with_l = _with_l(plain, chain((first,), capitals))
        joined_with_l = [one.likewise(with_l) if isinstance(one, Shortened) else with_l for one in joined]
    leet = [_leet(one) for one in joined]
    read = (
        plain,
        *(
            _without_stretching(_without_leet(*one, _LEET_WITH_I), 1)
            for one in zip(joined, leet, strict=True)
        ),
        *(
            _without_stretching(_without_leet(*one, _LEET_WITH_L), 2)
            for one in zip(joined_with_l, leet, strict=True)
        ),
    )
    return tuple({reading.text: reading for reading in read}.values())


def _with_l(plain: Reading, capitals: Iterable[re.Match[str]]) -> Reading:
    """Return a text with an l for each of these capitals."""
    text, offsets = plain.text, plain.offsets
    pieces: list[str] = []
    end = 0
    for capital in capitals:
        place = bisect_left(offsets, capital.start())
        pieces.append(text[end:place])
        end = place + 1
    return plain.with_text("l".join([*pieces, text[end:]]))


def unbroken(reading: Reading) -> Shortened | None:
    """Return a reading without the signs inside its words (``da-mn``, ``d🔥amn``), or nothing if it has none."""
    if BROKEN not in reading.suspects:
        return None
    text = reading.text
    return reading.shortened(
        _without_ascii_signs_inside(text) if text.isascii() else _SIGN_INSIDE.sub(LEFT_OUT, text)
    )


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


_NEXT_TO = r"(?:[^\w\s'’]|_)"
# One of up to three signs between two letters or digits.
_SIGN_INSIDE = re.compile(
    r"[^a-z0-9\s'’](?<![^\W_])"
    rf"(?:(?<=[^\W_].)(?={_NEXT_TO}{{0,2}}[^\W_])|(?<=[^\W_]{_NEXT_TO}.)(?={_NEXT_TO}?[^\W_])"
    rf"|(?<=[^\W_]{_NEXT_TO}{_NEXT_TO}.)(?=[^\W_]))",
    re.DOTALL,
)
# The same for ASCII, where all is done with bytes: each code point becomes L for a letter or digit,
# S for a sign, or a space; then an S that is left out becomes an X.
_SORTS = bytes(
    ord("L" if chr(point).isalnum() else " " if chr(point).isspace() or chr(point) == "'" else "S")
    for point in range(128)
) + bytes(128)
_INSIDE = tuple((b"L" + b"S" * count + b"L", b"L" + b"X" * count + b"L") for count in (1, 2, 3))
_LEFT_OUT_BITS = bytes(128 * (point == ord("X")) for point in range(256))
_WITHOUT_MARKED = bytes(range(128)) + LEFT_OUT.encode("latin-1") * 128


def _without_ascii_signs_inside(text: str) -> str:
    """Return a text in ASCII with LEFT_OUT for each of up to three signs between two letters or digits."""
    letters = text.encode()
    sorts = letters.translate(_SORTS)
    for between, left_out in _INSIDE * 2:  # Two of them share a letter; so the second is found later.
        sorts = sorts.replace(between, left_out)
    marked = int.from_bytes(letters, "big") | int.from_bytes(sorts.translate(_LEFT_OUT_BITS), "big")
    return marked.to_bytes(len(letters), "big").translate(_WITHOUT_MARKED).decode("latin-1")


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
_MOST_CODES = 50
_LEET_WITH_I = str.maketrans("0123456789$@!|+(<{¡", "oizeasgtbgsaiitccci")
_LEET_WITH_L = str.maketrans("0123456789$@!|+(<{¡", "olzeasbtbgsalltccci")


def _joined(reading: Reading) -> list[Reading]:
    """Join runs of single letters: three and more, each parted from the next by a sign or a space.

    A run that begins with an article or an "I" is joined without that as well: what a d a m n.
    """
    if SPACED not in reading.suspects:
        return [reading]
    text = reading.text
    marked: list[str] = []
    after_article: list[str] = []
    end = 0
    for run in _SINGLE.finditer(text):
        letters = run[0]
        if not _LETTER.search(letters):
            continue
        joined = _SIGN_BETWEEN_SINGLES.sub(LEFT_OUT, letters)
        between = text[end : run.start()]
        marked += (between, joined)
        after_article += (between, letters[:2] + joined[2:] if letters.startswith(_ARTICLES) else joined)
        end = run.end()
    rest = text[end:]
    read: list[Reading] = [reading.shortened("".join(marked) + rest)] if marked else [reading]
    if after_article != marked and _AFTER_ARTICLE.search(text):
        read.append(reading.shortened("".join(after_article) + rest))
    return read


def _leet(reading: Reading) -> list[str]:
    """Return a text in pieces, every other of which is digits and signs in words that have letters too."""
    pieces = _LEET.split(reading.text) if LEET in reading.suspects else []
    codes = [code.span() for code in _CODE.finditer(reading.visible)] if len(pieces) > 1 else []
    # A text full of them is noise, and what stands in noise may as well be read.
    return _without_codes(codes, pieces, reading) if 0 < len(codes) <= _MOST_CODES else pieces


def _without_codes(codes: list[tuple[int, int]], pieces: list[str], reading: Reading) -> list[str]:
    """Return the pieces, those that stand in a code being parts of the ones around them."""
    kept: list[str] = []
    whole = pieces[:1]
    start = len(pieces[0])
    rest = iter(codes)
    next_code = next(rest)
    for leet, other in zip(pieces[1::2], pieces[2::2], strict=True):
        # Nothing but a digit of a code is leet.
        place = reading.offset(start) if leet[0].isdigit() else -1
        while next_code[1] <= place:
            next_code = next(rest, (len(reading.visible) + 1,) * 2)
        if next_code[0] <= place:
            whole += (leet, other)
        else:
            kept += ("".join(whole), leet)
            whole = [other]
        start += len(leet) + len(other)
    return [*kept, "".join(whole)]


def _without_leet(reading: Reading, pieces: list[str], table: dict[int, int]) -> Reading:
    """Read as letters what is leet, where the text has pieces as long as these."""
    if len(pieces) < 2:
        return reading
    text = reading.text
    read = [text[start:end] for start, end in pairwise(accumulate(map(len, pieces), initial=0))]
    # All of it at once, since a text may have thousands of them.
    read[1::2] = LEFT_OUT.join(pieces[1::2]).translate(table).split(LEFT_OUT)
    return reading.with_text("".join(read))


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
