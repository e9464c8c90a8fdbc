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
        """Say whether ``text[start:end]`` is written otherwise in the visible text, case and accents apart."""
        span = self.span(start, end)
        written = self.visible[span.start : span.end].lower()
        if written == self.text[start:end]:
            return False
        plain = "".join(_plain_look(sign) if sign in _ACCENTED else sign for sign in written)
        return plain != self.text[start:end]


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN_SIGNS = str.maketrans("‘’‚‛ʼ`´“”„‟«»‐‑‒–—―−", "'" * 7 + '"' * 6 + "-" * 7)
_UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_SPELLED_OUT = {"æ": "ae", "œ": "oe", "ß": "ss", "€": "e", "£": "l", "×": "x", "ſ": "s"}
# Letters that are written for others which they only resemble, and that UTS #39 has otherwise or not.
_ALIKE_PAIRS = """
øo đd łl ħh ŧt ƒf ¢c ©c ®r ¥y §s µu †t ıi ðd þp ɑa ɩi ɪi ʀr ʏy ʜh ʟl ɴn ʙb ɢg ɛe ʞk ɾr ɲn ɳn ɱm ʇt
ʎy ɹr ᴉi ɥh ǝe ɔc яr иn йn ηn кk нh вb мm пn гr ԝw ωw шw щw υu νv σo фo єe зe һh ԁd дd лn бb ьb ъb
ыb цu чy λa тt аa еe оo рp сc уy хx іi јj ѕs ӏl жx αa βb εe ιi κk ρp τt χx οo γy ζz μu δd πn θo ϲc
∂d ∑e ₵c ₴s ₦n ₩w ₳a ฿b $s คa
"""
_ALIKE = {pair[0]: pair[1] for pair in _ALIKE_PAIRS.split()}
# Greek and Cyrillic letters that nobody can tell from Latin ones; the others show which script it is.
_DRAWN_AS_LATIN = frozenset("аеорсухіјѕһԁԛԝӏкАВЕКМНОРСТУХІЈЅονυκρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_SCRIPTS_IN_USE = ("\u0370", "\u052f")
_ACCENTED = frozenset(map(chr, range(0xC0, 0x250)))
_CIRCLED_LETTERS = (0x1F150, 0x1F170, 0x1F1E6)
_COMBINED_SCRIPTS_END = 0x0530


def fold(text: str, *, as_latin: bool | None = None) -> Reading:
    """Return the text in lower case and simplest letters, without what readers do not see.

    Accents and combining marks go, compatibility letters (full-width, mathematical, circled)
    become plain, zero-width characters and soft hyphens vanish. In a text that is mostly Latin,
    letters of other scripts become the Latin letters that they look like (UTS #39); ``as_latin``
    says so, or not, whatever the text.
    """
    if text.isascii():
        return Reading(text.lower(), range(len(text) + 1), text)
    look = _latin_look if (_is_mostly_latin(text) if as_latin is None else as_latin) else _plain_look
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
    if _CAPITAL_I.search(text):
        # A capital I among small letters is read as the l that it looks like.
        with_l = fold(_CAPITAL_I.sub("l", text))
        found.append(Reading(with_l.text, with_l.offsets, text))
    for leet, kept in ((_LEET_WITH_I, 1), (_LEET_WITH_L, 2)):
        reading = _without_stretching(_without_leet(_joined(plain), leet), kept)
        if all(reading.text != other.text for other in found):
            found.append(reading)
    return tuple(found)


def unbroken(reading: Reading) -> Reading | None:
    """Return a reading without the signs inside its words (``da-mn``, ``d🔥amn``), or nothing if it has none."""
    if not _SIGN_INSIDE.search(reading.text):
        return None
    kept: list[tuple[int, int]] = []
    end = 0
    for sign in _SIGN_INSIDE.finditer(reading.text):
        kept.append((end, sign.start()))
        end = sign.end()
    return _keep(reading, [*kept, (end, len(reading.text))])


def unstretched(reading: Reading) -> Reading | None:
    """Return a reading with every letter once where it stands in a row, or nothing if none stands thrice."""
    if not _STRETCHED.search(reading.text):
        return None
    kept: list[tuple[int, int]] = []
    end = 0
    for run in _REPEATED.finditer(reading.text):
        kept.append((end, run.start() + 1))
        end = run.end()
    return _keep(reading, [*kept, (end, len(reading.text))])


def is_drawn_as_latin(text: str) -> bool:
    """Say whether nobody can tell the letters of a text from Latin ones."""
    return not any(_is_foreign(sign) for sign in text)


def _is_mostly_latin(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    foreign = sum(_is_foreign(match[0]) for match in _NOT_ASCII.finditer(text))
    return 2 * foreign <= letters


@lru_cache(maxsize=8192)
def _is_foreign(sign: str) -> bool:
    """Say whether a letter is of another script and is not drawn as a Latin one."""
    plain = _plain_look(sign)
    if not sign.isalpha() or plain.isascii() or "LATIN" in unicodedata.name(sign, ""):
        return False
    if _SCRIPTS_IN_USE[0] <= sign <= _SCRIPTS_IN_USE[1]:
        return sign not in _DRAWN_AS_LATIN
    return not disarm.normalize_confusables(plain).isascii()


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
    for first in _CIRCLED_LETTERS:
        if first <= ord(sign) < first + 26:
            return chr(ord(sign) - first + ord("a"))
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
    alike = _ALIKE.get(sign) or _ALIKE.get(plain)
    if alike:
        return alike
    looked = disarm.normalize_confusables(plain).casefold()
    return looked if any(part.isalnum() for part in looked) else plain


def _decorates(mark: str) -> bool:
    # Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, enclosing marks and variation
    # selectors. Vowel signs of Indic scripts and Thai are part of the word.
    point = ord(mark)
    return point < 0x0700 or 0x1AB0 <= point <= 0x20FF or point >= 0xFE00


_SINGLE = re.compile(
    r"(?<![a-z0-9'])[a-z0-9$@!]([^a-z0-9'()\[\]$@!\n]{1,3})[a-z0-9$@!](?:\1[a-z0-9$@!])+(?![a-z0-9$@])"
)
_SIGN_OF_SINGLE = re.compile(r"[a-z0-9$@!]")
_WORD_WITH_SIGNS = re.compile(r"[a-z0-9$@!|+¡]+(?:[(<{](?=[a-z]{1,2}(?![a-z(.)]))[a-z]+)?")
_LEET_SIGN = re.compile(r"[0-9$@!|+(<{¡]")
_LETTER = re.compile(r"[a-z]")
_LEET_WITH_I = str.maketrans("0123456789$@!|+(<{¡", "oizeasgtbgsaiitccci")
_LEET_WITH_L = str.maketrans("0123456789$@!|+(<{¡", "olzeasbtbgsalltccci")
_LEET_AT_END = "!|"
_CAPITAL_I = re.compile(r"(?<=[a-z])I(?=[a-z]|\b)")
_SIGN_INSIDE = re.compile(r"(?<=[^\W_])(?:[^\w\s'’]|_){1,3}(?=[^\W_])")
_REPEATED = re.compile(r"([a-z])\1+")
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
        word = match[0].rstrip(_LEET_AT_END)
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
