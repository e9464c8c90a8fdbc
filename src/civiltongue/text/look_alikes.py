"""Folds single code points to the letter that they look like, and drops what readers do not see."""

import unicodedata
from functools import lru_cache

import disarm

# Marks that decorate a letter. The vowel signs of Indic scripts and Thai are letters to their
# readers and stay, so this goes by range and not by category.
_DECORATION = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters by category that are drawn as nothing: the Hangul and Khmer fillers.
_UNSEEN_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_SPELLED_OUT = {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
_LEET = str.maketrans("0123456789$€", "oizeasbtbgse")
_LONGEST_NAME = 256


def clean(name: str) -> str:
    """Return a name without what readers do not see; white space becomes one space each.

    Bidirectional controls, zero-width characters, NUL and lone surrogates go. Only the first
    256 visible code points count.
    """
    kept: list[str] = []
    for char in name:
        if char.isspace():
            kept.append(" ")
        elif unicodedata.category(char) not in _UNSEEN_CATEGORIES and char not in _UNSEEN_LETTERS:
            kept.append(char)
        if len(kept) == _LONGEST_NAME:
            break
    return "".join(kept)


def skeleton(name: str) -> str:
    """Return a cleaned name drawn in the simplest letters, case kept (UTS #39, section 4)."""
    drawn = "".join(_look(char) for char in _undecorated(name))
    return _undecorated(drawn)


def fold(name: str) -> str:
    """Return a name in simplest letters, lower case, leet read as letters, nothing else kept."""
    return letters(skeleton(clean(name).casefold()).translate(_LEET))


def letters(drawn: str) -> str:
    """Return the letters, digits and vowel signs of a skeleton, in lower case."""
    kept = (char for char in drawn.casefold() if unicodedata.category(char)[0] in "LNM")
    return unicodedata.normalize("NFC", "".join(kept))


def _undecorated(name: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in taken_apart if not _is_decoration(char))
    return unicodedata.normalize("NFC", bare)


def _is_decoration(char: str) -> bool:
    point = ord(char)
    return point >= 0x0300 and any(first <= point <= last for first, last in _DECORATION)


@lru_cache(maxsize=4096)
def _look(char: str) -> str:
    if char.isascii():
        return char
    if char in _SPELLED_OUT:
        return _SPELLED_OUT[char]
    drawn = disarm.normalize_confusables(char)
    return drawn if any(part.isalnum() for part in drawn) else char
