"""Text in lower case and simplest letters, without what readers do not see."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import chain, repeat

import disarm

from civiltongue.text.reading import Reading

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
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


_NO_ASCII_LETTERS = bytes(point for point in range(128) if not chr(point).isalpha())
_MOST_LOOKS = 32_768
# Nobody disguises Latin letters in more ways than this in one text.
_MOST_LATIN_SIGNS = 1_024
# Ideographs and syllables that stand for themselves.
_UNCHANGED = (("\u3400", "\ua4cf"), ("\uac00", "\ud7a3"), ("\U00020000", "\U0002f7ff"))


class _Looks(dict[int, str]):
    """What each code point is read as: worked out once, and forgotten when there are too many."""

    def __init__(self, look: Callable[[str], str]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, point: int) -> str:
        if len(self) >= _MOST_LOOKS:
            self.clear()
        seen = self[point] = self._look(chr(point))
        return seen


def fold(text: str, *, as_latin: bool | None = None) -> Reading:
    """Return the text in lower case and simplest letters, without what readers do not see.

    Accents and combining marks go, compatibility letters (full-width, mathematical, circled)
    become plain, zero-width characters and soft hyphens vanish. In a text that is mostly Latin,
    letters of other scripts become the Latin letters that they look like (UTS #39); ``as_latin``
    says so, or not, whatever the text.
    """
    if text.isascii():
        return Reading(text.lower(), range(len(text) + 1), text)
    # Every other piece is in ASCII.
    pieces: list[str] = []
    end = 0
    for run in _NOT_ASCII.finditer(text):
        pieces += (text[end : run.start()], run[0])
        end = run.end()
    pieces.append(text[end:])
    signs = frozenset("".join(pieces[1::2]))
    looks = _LATIN if (_is_mostly_latin(pieces, signs) if as_latin is None else as_latin) else _PLAIN
    pieces[::2] = [piece.lower() for piece in pieces[::2]]
    pieces[1::2] = [piece.translate(looks) for piece in pieces[1::2]]
    folded = "".join(pieces)
    uneven = {sign for sign in signs if len(looks[ord(sign)]) != 1}
    return Reading(folded, (lambda: _offsets(text, looks, uneven)) if uneven else range(len(text) + 1), text)


def differs(reading: Reading, start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` of a reading is written otherwise in the visible text, case and accents apart."""
    first, last = reading.place(start, end)
    written = reading.visible[first:last].lower()
    read = reading.text[start:end]
    return (
        written != read
        and "".join(_PLAIN[ord(sign)] if sign in _ACCENTED else sign for sign in written) != read
    )


def _offsets(text: str, looks: _Looks, uneven: set[str]) -> Sequence[int]:
    offsets: list[int] = []
    end = 0
    for run in _NOT_ASCII.finditer(text):
        if uneven.isdisjoint(run[0]):
            continue
        offsets.extend(range(end, run.start()))
        lengths = map(len, map(looks.__getitem__, map(ord, run[0])))
        offsets.extend(chain.from_iterable(map(repeat, range(*run.span()), lengths)))
        end = run.end()
    offsets.extend(range(end, len(text) + 1))
    return offsets


def is_drawn_as_latin(text: str) -> bool:
    """Say whether nobody can tell the letters of a text from Latin ones."""
    return not any(_is_foreign(sign) for sign in text)


def _is_mostly_latin(pieces: Sequence[str], signs: Collection[str]) -> bool:
    if len(signs) > _MOST_LATIN_SIGNS:
        return False
    others = {sign for sign in signs if _is_foreign(sign)}
    if not others:
        return True
    counts = Counter("".join(pieces[1::2]))
    foreign = sum(counts[sign] for sign in others)
    letters = sum(count for sign, count in counts.items() if sign.isalpha())
    letters += len("".join(pieces[::2]).encode().translate(None, _NO_ASCII_LETTERS))
    return 2 * foreign <= letters


@lru_cache(maxsize=8192)
def _is_foreign(sign: str) -> bool:
    """Say whether a letter is of another script and is not drawn as a Latin one."""
    plain = _PLAIN[ord(sign)]
    if not sign.isalpha() or plain.isascii() or "LATIN" in unicodedata.name(sign, ""):
        return False
    if _SCRIPTS_IN_USE[0] <= sign <= _SCRIPTS_IN_USE[1]:
        return sign not in _DRAWN_AS_LATIN
    return not disarm.normalize_confusables(plain).isascii()


def _plain_look(sign: str) -> str:
    """Return what stands for one code point: its plain form, or nothing where it is not seen."""
    if any(first <= sign <= last for first, last in _UNCHANGED):
        return sign
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


def _latin_look(sign: str) -> str:
    plain = _PLAIN[ord(sign)]
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


_PLAIN, _LATIN = _Looks(_plain_look), _Looks(_latin_look)
