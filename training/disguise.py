"""Disguise a word of a text now and then, so that the model learns to see through it."""

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.terms_disguises import KINDS

_WORD = re.compile(r"[A-Za-z]{3,}")
_KINDS = [KINDS[name] for name in ("leet", "homoglyph", "spacing", "zero-width", "mask", "stretch")]


def _swap(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _double(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _split(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return f"{word[:at]} {word[at:]}"


def _mistype(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]


def _respell(word: str, rng: random.Random) -> str:
    pairs = [pair for pair in _SOUNDS if pair[0] in word.lower()]
    if not pairs:
        return _double(word, rng)
    old, new = rng.choice(pairs)
    return word.lower().replace(old, new, 1)


_SOUNDS = (
    ("ck", "k"), ("ck", "q"), ("c", "k"), ("s", "z"), ("ph", "f"), ("f", "ph"), ("i", "y"), ("y", "i"), ("er", "a"),
    ("oo", "u"), ("u", "oo"), ("ss", "s"), ("x", "ks"), ("ee", "i"), ("ea", "ee"), ("th", "d"), ("o", "aw"),
)  # fmt: skip
_SLIPS: Sequence[Callable[[str, random.Random], str]] = (_swap, _drop, _double, _split, _mistype, _respell)


def disguised(text: str, rng: random.Random, *, chosen: Sequence[tuple[int, int]] = ()) -> str:
    """Return the text with one to three words in disguise: the chosen ones first, else long ones.

    Where words are run together instead, spaces vanish. Offsets change: the evidence is lost.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return text
    if rng.random() < 0.08:
        return text.replace(" ", "", rng.randint(1, 4)) if rng.random() < 0.5 else text.replace(" ", "")
    picked = [span for span in words if any(start < span[1] and span[0] < end for start, end in chosen)]
    if not picked or rng.random() < 0.2:
        picked = rng.sample(words, min(len(words), rng.randint(1, 3)))
    for start, end in sorted(rng.sample(picked, min(len(picked), 3)), reverse=True):
        word = text[start:end]
        change = rng.choice(_SLIPS) if rng.random() < 0.55 else rng.choice(_KINDS)
        written = change(word if change in _SLIPS else word.lower(), rng)
        text = text[:start] + written + text[end:]
    return text
