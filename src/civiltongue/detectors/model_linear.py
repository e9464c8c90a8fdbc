"""The fast tier: hashed words, pairs of words and letter runs, one row of weights each, summed."""

import re
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
"""Into how many rows the features are hashed."""
_WORD = re.compile(r"[^\W_]+|[!?*@$#]")
_RUNS = (3, 4, 5)
_LONGEST_WORD = 24
_MOST_WORDS = 600


class Linear:
    """Score a text by a sum of weights; ``weights`` is (buckets, columns), ``bias`` (columns,)."""

    def __init__(self, weights: NDArray[np.float16], bias: NDArray[np.float32]) -> None:
        self._weights = weights
        self._bias = bias

    def __call__(self, text: str) -> NDArray[np.float32]:
        """Return one logit for each column."""
        found = features(text)
        if not len(found):
            return self._bias
        rows = self._weights[found].astype(np.float32)
        logits: NDArray[np.float32] = self._bias + rows.sum(axis=0) / np.float32(np.sqrt(len(found)))
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


@lru_cache(maxsize=32_768)
def _of_word(word: str) -> NDArray[np.int32]:
    """Return the buckets of a word: itself, and its runs of three to five letters with its ends marked."""
    marked = f"<{word[:_LONGEST_WORD]}>"
    runs = [f"{marked[at : at + size]}" for size in _RUNS for at in range(len(marked) - size + 1)]
    return np.array([crc32(part.encode()) % BUCKETS for part in (f"={word}", *runs)], np.int32)
