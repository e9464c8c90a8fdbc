"""A number for a text that stays nearly the same when the text does."""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import islice, pairwise

from civiltongue.text.normalise import fold

BITS = 64
_WORD = re.compile(r"\w+")
_LANE = 16
_MOST_FEATURES = (1 << _LANE) - 1


def fingerprint(text: str) -> int:
    """Return the 64-bit simhash of a text's words and pairs of words, 0 for a text without any.

    Case, accents, disguised letters and punctuation do not count (Charikar 2002; a text of more
    than 65,535 features is told by its beginning).
    """
    total = 0
    count = 0
    for count, feature in enumerate(islice(_features(text), _MOST_FEATURES), 1):  # noqa: B007
        for lane_bits, byte in zip(_lanes(), blake2b(feature, digest_size=BITS // 8).digest(), strict=True):
            total += lane_bits[byte]
    mask = (1 << _LANE) - 1
    return sum(1 << bit for bit in range(BITS) if 2 * (total >> bit * _LANE & mask) > count)


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ; near duplicates in few."""
    return (one ^ other).bit_count()


def _features(text: str) -> Iterator[bytes]:
    words = _WORD.findall(fold(text).text)
    yield from (word.encode() for word in words)
    yield from (f"{first} {second}".encode() for first, second in pairwise(words))


@cache
def _lanes() -> tuple[tuple[int, ...], ...]:
    """Return for each byte of a hash and each of its values the bits, each in a lane of its own.

    So one addition counts all bits at once.
    """
    spread = [sum((value >> bit & 1) << bit * _LANE for bit in range(8)) for value in range(256)]
    return tuple(tuple(lanes << place * 8 * _LANE for lanes in spread) for place in range(BITS // 8))
