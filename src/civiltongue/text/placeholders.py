"""Names that stand for no name: guest, anonymous, a dot, a row of keys."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from civiltongue.text.look_alikes import clean, fold
from civiltongue.text.word_lists import word_lists

_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "qsdfghjklm", "yxcvbnm")
_NAMES_OF_ONE_LETTER = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")


@lru_cache(maxsize=16384)
def is_placeholder(name: str) -> bool:
    """Say whether a name stands for no name: empty, a mark, digits alone, or a word of the list."""
    written = clean(name).strip().casefold()
    if written in _written():
        return True
    letters = [char for char in written if char.isalpha()]
    if not letters:
        return True
    core = written.rstrip("0123456789 _-.#()[]")
    return (
        _is_one_letter(letters)
        or _is_key_row("".join(char for char in written if char.isalnum()))
        or any(fold(form) in _folded() for form in (written, core))
    )


def _is_one_letter(letters: list[str]) -> bool:
    """Say whether one letter is all there is; scripts whose names may be that short are spared."""
    if len(set(letters)) > 1:
        return False
    short_names = unicodedata.name(letters[0], "").startswith(_NAMES_OF_ONE_LETTER)
    return len(letters) > 2 or not short_names


def _is_key_row(name: str) -> bool:
    """Say whether a name is a run of neighbouring keys, forwards or backwards, perhaps repeated."""
    if len(name) < 4:
        return False
    half = len(name) // 2
    once = name[:half] if name == name[:half] * 2 else name
    return any(once in row or once[::-1] in row for row in _KEY_ROWS) and len(once) > 2


@cache
def _written() -> frozenset[str]:
    return frozenset(name.casefold() for name in _entries())


@cache
def _folded() -> frozenset[str]:
    # Folded keys of one or two letters would also be short real names: "n/a" must not cover "Na".
    keys = (fold(name) for name in _entries())
    return frozenset(key for key in keys if len(key) > 2 or not key.isascii())


def _entries() -> Iterable[str]:
    return chain.from_iterable(word_lists(__package__, "placeholders.txt").values())
