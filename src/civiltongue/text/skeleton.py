"""Keys under which names that a reader would take for each other meet."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from civiltongue.text.look_alikes import clean, letters, skeleton
from civiltongue.text.placeholders import is_placeholder

# These run on names, which are cut to 256 code points first, so `re` is bounded here.
_INNER_MARK = re.compile(r"(?<=\w)[!|¡](?=\w)")
_INNER_AT = re.compile(r"(?<=\w)@")
_DIGITS = {"0": "o", "2": "z", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g", "$": "s"}
_ONE_AS_L = str.maketrans({**_DIGITS, "1": "l"})
_ONE_AS_I = str.maketrans({**_DIGITS, "1": "i"})
_ONE_STROKE = str.maketrans("i", "l")
_WORDS = re.compile(r"\S+|\s+")
_EITHER = "il"
_MOST_STROKES = 5
_STROKE_TO_CAPITAL = str.maketrans("l1|", "III")


def name_key(name: str) -> str:
    """Return the one key of a name, for a unique index; empty for a name that stands for none.

    Everything that :func:`name_keys` holds apart by reading is one here: ``i``, ``l`` and ``1``
    are one stroke, ``cl`` is ``d``, ``rn`` is ``m``, ``vv`` is ``w``. So it is coarse: different
    names may share a key, but names that look the same do not get two.
    """
    if is_placeholder(name):
        return ""
    cleaned = _marks_as_letters(clean(name))
    # A name all in another script is compared in capitals, the case in which its letters agree
    # with each other; a name that mixes scripts is compared as it is drawn.
    drawn = skeleton(cleaned if _has_latin(cleaned) else cleaned.upper())
    folded = letters(drawn.translate(_ONE_AS_I))
    joined = folded.replace("rn", "m").replace("vv", "w").replace("cl", "d")
    return joined.translate(_ONE_STROKE)


@lru_cache(maxsize=16384)
def name_keys(name: str) -> frozenset[str]:
    """Return the look-alike keys of a name: two names that read alike share at least one.

    The keys are skeletons (UTS #39) of the name as it is written, case-folded and in capitals,
    with digits and leet, the strokes I, l and 1, and the pairs rn, vv and cl read as what they
    look like. A name that stands for none has no key.
    """
    if is_placeholder(name):
        return frozenset()
    cleaned = _marks_as_letters(clean(name))
    as_drawn = skeleton(" ".join(_strokes_read(word) for word in cleaned.split()))
    in_capitals = " ".join(_capitals_read(word) for word in cleaned.split())
    keys = {
        _key(as_drawn.replace("cl", "d").replace("c1", "d"), _ONE_AS_L),
        _key(as_drawn, _ONE_AS_L),
        _key(as_drawn, _ONE_AS_I),
        _key(skeleton(cleaned), _ONE_AS_I),
        _key(skeleton(cleaned.casefold()), _ONE_AS_I),
        _key(skeleton(in_capitals), _ONE_AS_I),
        *(_key(skeleton(reading), _ONE_AS_L) for reading in _stroke_readings(skeleton(cleaned))),
    }
    return frozenset(keys - {""})


def _key(drawn: str, digits: dict[int, str]) -> str:
    return letters(drawn.translate(digits)).replace("rn", "m").replace("vv", "w")


def _strokes_read(word: str) -> str:
    """Read a capital I as the l that it looks like, unless the word is in capitals."""
    return word.replace("I", "l") if any(char.islower() for char in word) else word


def _capitals_read(word: str) -> str:
    """Read l, 1 and | as I in a word that is in capitals but for them, and raise the word."""
    others = [char for char in word if char.isalpha() and char != "l"]
    if others and all(char.isupper() for char in others):
        return word.translate(_STROKE_TO_CAPITAL)
    return word.upper()


def _stroke_readings(drawn: str) -> Iterator[str]:
    """Read each stroke of a name that may be an i or an l as either: "DamIan WoIff", "Wi11iam"."""
    pieces = [
        _EITHER if char in strokes else char
        for word in _WORDS.findall(drawn)
        for strokes in ("1|I" if any(char.islower() for char in word) else "1|l",)
        for char in word
    ]
    if 0 < pieces.count(_EITHER) <= _MOST_STROKES:
        for reading in product(*(piece if piece == _EITHER else (piece,) for piece in pieces)):
            yield "".join(reading).casefold()


def _marks_as_letters(name: str) -> str:
    return _INNER_AT.sub("a", _INNER_MARK.sub("1", name))


def _has_latin(name: str) -> bool:
    return any("LATIN" in unicodedata.name(char, "") for char in name)
