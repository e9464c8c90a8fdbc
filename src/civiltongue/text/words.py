"""What a word is: one definition for the limit, the live count and every script."""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from icu4py.breakers import WordBreaker

from civiltongue.domain.evidence import Span

_JOINER_BEFORE_LETTER = re.compile(r"[.:](?=[^\W\d_])")
_JOINER_WITH_MARK = re.compile(r"[.:][^\w\x00-\x7f]")
_ASCII_WORD = re.compile(
    r"[A-Za-z0-9_]+"
    r"(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=[0-9])[.,;'](?=[0-9]))[A-Za-z0-9_]+)*"
)


# The short way to count: runs of letters and digits, less the joints that make one word of two.
_RUNS = bytes(point if chr(point).isalnum() else 32 for point in range(128)) + bytes(128)
_ASCII_JOINT = re.compile(r"[.,;'](?:(?<=[A-Za-z]')(?=[A-Za-z])|(?<=[0-9].)(?=[0-9]))")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Most pieces of other scripts show at their beginning that ICU must be asked.
_BEGINNING = 64
# Such a text that has no spaces is not asked about twice.
_LONG = 4_096


def word_spans(text: str) -> list[Span]:
    """Return where each word of a text stands, in order.

    A word is an ICU word segment (UAX #29 with ICU's dictionaries) that has a letter (category L)
    or a decimal digit (Nd). Full stops and colons part words, as in browsers, unless
    they stand in a number: ``www.council.example`` is three words, ``3.14`` is one.
    Raises UnicodeEncodeError for lone surrogates; see :func:`civiltongue.text.visible.check_text`.
    """
    return [Span(start, end) for start, end in _words(text)]


def span_from(text: str, number: int) -> Span:
    """Return the span from the word after so many to the last word of a text that has more."""
    start = next(islice(_words(text), number, None))[0]
    end = len(text)
    while True:
        # A space parts words, so that the last words can be found from behind.
        piece = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start - 1) + 1
        if end - piece > _LONG and end == len(text):
            return Span(start, _listed(text)[-1][1])
        last = deque(_words(text[piece:end]), maxlen=1)
        if last:
            return Span(start, piece + last[0][1])
        end = piece - 1


@lru_cache(maxsize=4)
def count_words(text: str) -> int:
    """Return the number of words in a text."""
    if text.isascii():
        return _count_ascii(text)
    # These always part words (other white space may not), so that ICU is asked of little.
    text = text.replace("\n", " ")
    plain: list[str] = []
    other: list[str] = []
    end = 0
    for start, stop in _pieces_beyond_ascii(text):
        piece = text[start:stop]
        drawn = piece[:_BEGINNING].translate(_SHAPES)
        if drawn.isascii() and len(piece) > _BEGINNING:
            drawn = piece.translate(_SHAPES)
        is_told = drawn.isascii() and not _JOINER_WITH_MARK.search(piece)
        plain += (text[end:start], drawn if is_told else "")
        if not is_told:
            other.append(piece)
        end = stop
    plain.append(text[end:])
    words = _count_ascii(" ".join(plain))
    asked = " ".join(other)
    return words + (len(_listed(asked)) if len(asked) > _LONG else sum(1 for _ in _words_by_icu(asked)))


def _pieces_beyond_ascii(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces between spaces that are not in ASCII start and end."""
    end = 0
    found = _NOT_ASCII.search(text)
    while found:
        start = text.rfind(" ", end, found.start()) + 1 or end
        end = text.find(" ", found.end())
        end = len(text) if end < 0 else end
        yield start, end
        found = _NOT_ASCII.search(text, end)


def _count_ascii(text: str) -> int:
    if "_" in text:
        return sum(1 for _ in _words_of_ascii(text))
    return len(text.encode().translate(_RUNS).split()) - len(_ASCII_JOINT.findall(text))


def _words(text: str) -> Iterator[tuple[int, int]]:
    return _words_of_ascii(text) if text.isascii() else _words_by_icu(text)


@lru_cache(maxsize=2)
def _listed(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_words(text))


def _words_by_icu(text: str) -> Iterator[tuple[int, int]]:
    # The iterator hands out strings, so that their lengths count code points where ICU's own
    # offsets count UTF-16 units.
    start = 0
    for segment in WordBreaker(_JOINER_BEFORE_LETTER.sub(" ", text), "en"):
        end = start + len(segment)
        if (
            segment.isalpha()
            or segment.isdecimal()
            or (len(segment) > 1 and any(sign.isalpha() or sign.isdecimal() for sign in segment))
        ):
            yield start, end
        start = end


def _words_of_ascii(text: str) -> Iterator[tuple[int, int]]:
    # ASCII needs four of UAX #29's rules only; the tests hold this against ICU.
    for match in _ASCII_WORD.finditer(text):
        if match[0].strip("_"):
            yield match.span()


# Scripts whose letters ICU takes as it takes Latin ones, each next to another of the same word.
_LIKE_LATIN = (
    (0xC0, 0x24F),
    (0x370, 0x52F),
    (0x620, 0x64A),
    (0x671, 0x6D3),
    (0xFF21, 0xFF5A),
    (0x1D400, 0x1D7FF),
)
# Marks that belong to the sign before them, and signs that part words as a space does.
_MARKS = (
    (0xAD, 0xAD),
    (0x300, 0x36F),
    (0x64B, 0x655),
    (0x20D0, 0x20F0),
    (0x200C, 0x200F),
    (0x2060, 0x2060),
    (0xFE00, 0xFE0F),
    (0x1F3FB, 0x1F3FF),
)
_PARTING = (
    (0xA1, 0xA9),
    (0xAB, 0xAC),
    (0xAE, 0xB1),
    (0xBB, 0xBB),
    (0xBF, 0xBF),
    (0x200B, 0x200B),
    (0x2010, 0x2017),
    (0x201A, 0x2023),
    (0x2026, 0x2026),
    (0x20A0, 0x20BF),
    (0x2190, 0x23FF),
    (0x2500, 0x2BFF),
    (0x1F300, 0x1F3FA),
    (0x1F400, 0x1FAFF),
)
_LATIN_SHAPE = {"Lu": "x", "Ll": "x", "Lt": "x", "Lm": "x", "Lo": "x", "Nd": "0"}


def _shapes() -> dict[int, str]:
    """Return for code points a sign in ASCII, or nothing, that words are told by in the same way."""
    letters = (point for first, last in _LIKE_LATIN for point in range(first, last + 1))
    shapes = {point: _LATIN_SHAPE.get(unicodedata.category(chr(point)), "") for point in letters}
    shapes = {point: shape for point, shape in shapes.items() if shape}
    for ranges, shape in ((_MARKS, ""), (_PARTING, " ")):
        shapes |= {point: shape for first, last in ranges for point in range(first, last + 1)}
    return shapes | {0x2019: "'"}


_SHAPES = _shapes()
