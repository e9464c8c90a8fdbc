"""Disguised text read as it is meant to be read, with every letter's place in the visible text kept."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import disarm

from civiltongue.domain.evidence import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: lower-case, undisguised, with a map back to the visible text.

    ``offsets`` has one entry per code point of ``text`` and one for the end of the visible text.
    """

    text: str
    offsets: Sequence[int]
    visible: str

    def span(self, start: int, end: int) -> Span:
        """Return what ``text[start:end]`` is in the visible text, with what was folded away in it."""
        first = self.offsets[start]
        return Span(first, max(self.offsets[end], first + 1))

    def differs(self, start: int, end: int) -> bool:
        """Say whether ``text[start:end]`` is written otherwise in the visible text, case apart."""
        span = self.span(start, end)
        return self.visible[span.start : span.end].lower() != self.text[start:end]


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN_SIGNS = str.maketrans("‘’‚‛ʼ`´“”„‟«»‐‑‒–—―−", "'" * 7 + '"' * 6 + "-" * 7)
_UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_SPELLED_OUT = {"æ": "ae", "œ": "oe", "ß": "ss", "€": "e", "£": "l", "×": "x", "ſ": "s"}
_COMBINED_SCRIPTS_END = 0x0530


def fold(text: str) -> Reading:
    """Return the text in lower case and simplest letters, without what readers do not see.

    Accents and combining marks go, compatibility letters (full-width, mathematical, circled)
    become plain, zero-width characters and soft hyphens vanish. In a text that is mostly Latin,
    letters of other scripts become the Latin letters that they look like (UTS #39).
    """
    if text.isascii():
        return Reading(text.lower(), range(len(text) + 1), text)
    look = _latin_look if _is_mostly_latin(text) else _plain_look
    pieces: list[str] = []
    offsets: list[int] = []
    end = 0
    for match in _NOT_ASCII.finditer(text):
        at = match.start()
        seen = look(match[0])
        pieces += (text[end:at].lower(), seen)
        offsets.extend(range(end, at))
        offsets.extend([at] * len(seen))
        end = at + 1
    pieces.append(text[end:].lower())
    offsets.extend(range(end, len(text) + 1))
    return Reading("".join(pieces), offsets, text)


@lru_cache(maxsize=2)
def readings(text: str) -> tuple[Reading, ...]:
    """Return all ways to read a text: as it is written, and, if it is disguised, two more.

    In these, single letters with a sign between each are joined (``s h i t``), digits and signs
    inside words are the letters that they stand for (``sh1t``), and a stretched letter stands
    once in one reading and twice in the other (``asssss``).
    """
    plain = fold(text)
    found = [plain]
    for leet, kept in ((_LEET_WITH_I, 1), (_LEET_WITH_L, 2)):
        reading = _without_stretching(_without_leet(_joined(plain), leet), kept)
        if all(reading.text != other.text for other in found):
            found.append(reading)
    return tuple(found)


def _is_mostly_latin(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    foreign = sum(_is_foreign(match[0]) for match in _NOT_ASCII.finditer(text))
    return 2 * foreign <= letters


@lru_cache(maxsize=8192)
def _is_foreign(sign: str) -> bool:
    return sign.isalpha() and not _plain_look(sign).isascii() and "LATIN" not in unicodedata.name(sign, "")


@lru_cache(maxsize=8192)
def _plain_look(sign: str) -> str:
    """Return what stands for one code point: its plain form, or nothing where it is not seen."""
    spelled = _SPELLED_OUT.get(sign) or sign.translate(_PLAIN_SIGNS)
    if spelled != sign:
        return spelled
    if sign in "\u0085\u2028\u2029":
        return "\n"
    category = unicodedata.category(sign)
    if category in {"Cf", "Cs", "Cc"} or sign in _UNSEEN:
        return ""
    if category in {"Mn", "Me"}:
        return "" if _decorates(sign) else sign
    taken_apart = unicodedata.normalize("NFKD", sign)
    if ord(taken_apart[0]) >= _COMBINED_SCRIPTS_END:
        return sign.casefold()
    bare = "".join(part for part in taken_apart if not unicodedata.combining(part))
    return bare.translate(_PLAIN_SIGNS).casefold()


@lru_cache(maxsize=8192)
def _latin_look(sign: str) -> str:
    plain = _plain_look(sign)
    if plain.isascii():
        return plain
    looked = disarm.normalize_confusables(plain).casefold()
    return looked if any(part.isalnum() for part in looked) else plain


def _decorates(mark: str) -> bool:
    # Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, enclosing marks and variation
    # selectors. Vowel signs of Indic scripts and Thai are part of the word.
    point = ord(mark)
    return point < 0x0700 or 0x1AB0 <= point <= 0x20FF or point >= 0xFE00


_SINGLE = re.compile(
    r"(?<![a-z0-9])[a-z0-9$@!]([ .\-_*/|,~+]{1,3})[a-z0-9$@!](?:\1[a-z0-9$@!])+(?![a-z0-9$@])"
)
_SIGN_OF_SINGLE = re.compile(r"[a-z0-9$@!]")
_WORD_WITH_SIGNS = re.compile(r"[a-z0-9$@!|]+")
_LEET_SIGN = re.compile(r"[0-9$@!|]")
_LETTER = re.compile(r"[a-z]")
_LEET_WITH_I = str.maketrans("0123456789$@!|", "oizeasgtbgsail")
_LEET_WITH_L = str.maketrans("0123456789$@!|", "olzeasbtbqsall")
_STRETCHED = re.compile(r"([a-z])\1{2,}")


def _joined(reading: Reading) -> Reading:
    """Join runs of single letters: three and more, each parted from the next by a sign or a space."""
    kept: list[tuple[int, int]] = []
    end = 0
    for run in _SINGLE.finditer(reading.text):
        if not _LETTER.search(run[0]):
            continue
        kept.append((end, run.start()))
        kept.extend(
            (run.start() + sign.start(), run.start() + sign.end())
            for sign in _SIGN_OF_SINGLE.finditer(run[0])
        )
        end = run.end()
    return _keep(reading, [*kept, (end, len(reading.text))]) if kept else reading


def _without_leet(reading: Reading, table: dict[int, int]) -> Reading:
    """Read digits and signs as letters in words that have letters too."""
    if not _LEET_SIGN.search(reading.text):
        return reading
    return Reading("".join(_unleeted(reading.text, table)), reading.offsets, reading.visible)


def _unleeted(text: str, table: dict[int, int]) -> Iterator[str]:
    end = 0
    for match in _WORD_WITH_SIGNS.finditer(text):
        word = match[0].rstrip("!|")
        if not (_LEET_SIGN.search(word) and _LETTER.search(word)):
            continue
        yield text[end : match.start()]
        yield word.translate(table)
        end = match.start() + len(word)
    yield text[end:]


def _without_stretching(reading: Reading, kept_letters: int) -> Reading:
    """Shorten letters that stand three times and more in a row."""
    kept: list[tuple[int, int]] = []
    end = 0
    for run in _STRETCHED.finditer(reading.text):
        kept.append((end, run.start() + kept_letters))
        end = run.end()
    return _keep(reading, [*kept, (end, len(reading.text))]) if kept else reading


def _keep(reading: Reading, parts: Iterable[tuple[int, int]]) -> Reading:
    pieces: list[str] = []
    offsets: list[int] = []
    for start, end in parts:
        pieces.append(reading.text[start:end])
        offsets.extend(reading.offsets[start:end])
    offsets.append(reading.offsets[-1])
    return Reading("".join(pieces), offsets, reading.visible)
