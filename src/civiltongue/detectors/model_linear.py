"""The fast tier: hashed words, pairs of words and letter runs, one row of weights each, summed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from civiltongue.text.reading import Reading

BUCKETS = 1 << 18
"""Into how many rows the features are hashed."""
FORM = 8
"""How many numbers say what a text looks like."""
_WORD = re.compile(r"[^\W_]+|[!?*@$#]")
_RUNS = (3, 4, 5)
_LONGEST_WORD = 24
_MOST_WORDS = 600
_ADDRESS = re.compile(r"https?://|www\.|\.com\b|youtu", re.IGNORECASE)
_FORM_OF = 3_000
FAR = 3.0
"""Beyond so many spreads, what a text looks like says no more."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a text is counted: the buckets of its features, and how often each was found."""

    buckets: NDArray[np.int32]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, text: str) -> "Counted":
        """Return what is counted of a folded text."""
        buckets, counts = np.unique(features(text), return_counts=True)
        return cls(buckets, counts)

    def weighed(self, rarity: NDArray[np.float16]) -> Floats:
        """Return how much each bucket counts: TF-IDF, with the logarithm of counts, of length 1."""
        often = 1.0 + np.log(self.counts.astype(np.float32))
        found: Floats = (often * rarity[self.buckets]).astype(np.float32)
        found /= max(float(np.linalg.norm(found)), 1e-6)
        return found


@dataclass(frozen=True, slots=True)
class Linear:
    """Score what is counted of a text by a sum of weights, (buckets, columns), and a bias, (columns,).

    ``rarity``, (buckets,), is the inverse document frequency of each bucket's features in the texts that were learnt
    from; what is 0 does not count.
    """

    weights: NDArray[np.float16]
    bias: Floats
    rarity: NDArray[np.float16]

    def __call__(self, words: Counted) -> Floats:
        """Return one logit for each column."""
        if not len(words.buckets):
            return self.bias
        rows = self.weights[words.buckets].astype(np.float32)
        logits: Floats = self.bias + words.weighed(self.rarity) @ rows
        return logits


@dataclass(frozen=True, slots=True)
class Look:
    """Score what a text looks like: :func:`form`, each number by how many spreads it is from the middle, and a weight."""

    middle: Floats
    spread: Floats
    weights: Floats

    def __call__(self, text: str) -> float:
        """Return the logit of a visible text."""
        return float(np.clip((form(text) - self.middle) / self.spread, -FAR, FAR) @ self.weights)


class FastTier:
    """Score a text for all labels, and for advertising apart: by words of its own, and by what the text looks like."""

    def __init__(self, linear: Linear, advertising: Linear, look: Look, *, spam: int) -> None:
        """Take the parts; ``spam`` is the column that the last two answer for."""
        self._linear = linear
        self._advertising = advertising
        self._look = look
        self._spam = spam

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], *, spam: int) -> "FastTier":
        """Return the fast tier that ``linear.npz`` holds."""
        return cls(
            Linear(arrays["weights"], arrays["bias"], arrays["rarity"]),
            Linear(arrays["spam_weights"], arrays["spam_bias"], arrays["spam_rarity"]),
            Look(arrays["look_middle"], arrays["look_spread"], arrays["look_weights"]),
            spam=spam,
        )

    def __call__(self, reading: Reading) -> Floats:
        """Return one logit for each label, and one for whether the network is worth asking."""
        words = Counted.of(reading.text)
        logits = self._linear(words).copy()
        logits[self._spam] = self._advertising(words)[0] + self._look(reading.visible)
        return logits


def features(text: str) -> NDArray[np.int32]:
    """Return the buckets of a folded text's features; the first 600 words count."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    if not words:
        return np.zeros(0, np.int32)
    pairs = np.fromiter(
        (crc32(f"{first} {second}".encode()) % BUCKETS for first, second in pairwise(words)),
        np.int32,
    )
    return np.concatenate([*map(_of_word, words), pairs])


def form(text: str) -> Floats:
    """Return what a text looks like, as eight numbers.

    They are the logarithms of its length in signs and in words, the shares of capitals, digits and other signs,
    exclamation marks to a word, whether there is an address, and whether there are lines.
    """
    text = text[:_FORM_OF]
    signs, words = max(len(text), 1), len(text.split())
    shares = (
        sum(map(str.isupper, text)) / signs,
        sum(map(str.isdigit, text)) / signs,
        sum(not (sign.isalnum() or sign.isspace()) for sign in text) / signs,
        text.count("!") / max(words, 1),
    )
    has = (float(_ADDRESS.search(text) is not None), float("\n" in text))
    return np.array([np.log1p(len(text)), np.log1p(words), *shares, *has], np.float32)


@lru_cache(maxsize=32_768)
def _of_word(word: str) -> NDArray[np.int32]:
    """Return the buckets of a word: itself, and its runs of three to five letters with its ends marked."""
    marked = f"<{word[:_LONGEST_WORD]}>"
    runs = [f"{marked[at : at + size]}" for size in _RUNS for at in range(len(marked) - size + 1)]
    return np.array([crc32(part.encode()) % BUCKETS for part in (f"={word}", *runs)], np.int32)
