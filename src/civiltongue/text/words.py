"""What a word is: one definition for the limit, the live count and every script."""

import re
from collections.abc import Iterator
from functools import lru_cache

from icu4py.breakers import WordBreaker

from civiltongue.domain.evidence import Span

_JOINER_BEFORE_LETTER = re.compile(r"[.:](?=[^\W\d_])")
_ASCII_WORD = re.compile(
    r"[A-Za-z0-9_]+"
    r"(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=[0-9])[.,;'](?=[0-9]))[A-Za-z0-9_]+)*"
)


# The short way to count: runs of letters and digits, less the joints that make one word of two.
_RUNS = {point: " " for point in range(128) if not chr(point).isalnum()}
_AROUND_WORDS = ".,;:!?()'\"‘’“”«»…–—£€"
# Below here, letters next to each other are of one word.
_SIMPLE_SCRIPTS_END = "\u0530"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII_JOINT = re.compile(r"[.,;'](?:(?<=[A-Za-z]')(?=[A-Za-z])|(?<=[0-9].)(?=[0-9]))")


def word_spans(text: str) -> list[Span]:
    """Return where each word of a text stands, in order.

    A word is an ICU word segment (UAX #29 with ICU's dictionaries) that has a letter (category L)
    or a decimal digit (Nd). Full stops and colons part words, as in browsers, unless
    they stand in a number: ``www.council.example`` is three words, ``3.14`` is one.
    Raises UnicodeEncodeError for lone surrogates; see :func:`civiltongue.text.visible.check_text`.
    """
    return [Span(start, end) for start, end in _words(text)]


@lru_cache(maxsize=4)
def count_words(text: str) -> int:
    """Return the number of words in a text."""
    if text.isascii():
        return _count_ascii(text)
    # These always part words (other white space may not), so that ICU is asked of little.
    text = text.replace("\n", " ")
    plain, other, words, end = [], [], 0, 0
    for start, stop in _pieces_beyond_ascii(text):
        plain.append(text[end:start])
        core = text[start:stop].strip(_AROUND_WORDS)
        if core.isascii():
            plain.append(core)
        elif core.isalpha() and max(core) < _SIMPLE_SCRIPTS_END:
            words += 1
        else:
            other.append(core)
        end = stop
    plain.append(text[end:])
    return words + _count_ascii(" ".join(plain)) + sum(1 for _ in _words_by_icu(" ".join(other)))


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
    return len(text.translate(_RUNS).split()) - len(_ASCII_JOINT.findall(text))


def _words(text: str) -> Iterator[tuple[int, int]]:
    return _words_of_ascii(text) if text.isascii() else _words_by_icu(text)


def _words_by_icu(text: str) -> Iterator[tuple[int, int]]:
    # The iterator hands out strings, so that their lengths count code points where ICU's own
    # offsets count UTF-16 units.
    start = 0
    for segment in WordBreaker(_JOINER_BEFORE_LETTER.sub(" ", text), "en"):
        end = start + len(segment)
        if segment.isalpha() or any(sign.isalpha() or sign.isdecimal() for sign in segment):
            yield start, end
        start = end


def _words_of_ascii(text: str) -> Iterator[tuple[int, int]]:
    # ASCII needs four of UAX #29's rules only; the tests hold this against ICU.
    for match in _ASCII_WORD.finditer(text):
        if match[0].strip("_"):
            yield match.span()
