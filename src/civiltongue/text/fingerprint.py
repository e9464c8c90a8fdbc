"""A number for a text that stays nearly the same when the text does."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from civiltongue.text.normalise import readings

BITS = 64
_WORD = re.compile(r"\w+")
# The same for ASCII: all else is a space.
_SPACES = {point: " " for point in range(128) if not (chr(point).isalnum() or chr(point) == "_")}
_BYTES = BITS // 8
_MOST_WORDS = 32_768
_MOST_HASHES = 65_536
# What a byte becomes in the second word of a pair, so that the order counts.
_OTHERWISE = bytes((value * 167 + 13) & 255 for value in range(256))
_GLANCE = 3
"""How many bytes of a fingerprint tell nearly all texts apart."""


@lru_cache(maxsize=4)
def fingerprint(text: str) -> int:
    """Return the 64-bit simhash of a text's words and pairs of words, 0 for a text without any.

    Case, accents, disguised letters and punctuation do not count (Charikar 2002; a text of more
    than 32,768 words is told by its beginning).
    """
    return _marks(_hashes(text), _BYTES)


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ; near duplicates in few."""
    return (one ^ other).bit_count()


def is_near(text: str, fingerprints: Iterable[int], *, bits: int) -> bool:
    """Say whether a text's fingerprint differs from one of these in so many bits at most.

    It is worked out as far as that takes: most texts differ in their first bytes.
    """
    glance = _marks(_hashes(text), _GLANCE)
    within = (1 << 8 * _GLANCE) - 1
    left = [other for other in fingerprints if ((glance ^ other) & within).bit_count() <= bits]
    return bool(left) and any(distance(fingerprint(text), other) <= bits for other in left)


@lru_cache(maxsize=4)
def _hashes(text: str) -> bytes:
    """Return the hashes of a text's words, and of its pairs of neighbours, in a row."""
    read = readings(text)[0].text
    words = (read.translate(_SPACES).split() if read.isascii() else _WORD.findall(read))[:_MOST_WORDS]
    hashes = list(map(_HASHES.__getitem__, words))
    return b"".join([*hashes, _pairs(hashes)])


def _marks(hashes: bytes, length: int) -> int:
    """Return so many bytes of a simhash: the bits that are set in most of the hashes."""
    count = len(hashes) // _BYTES
    half = count // 2
    mark = 0
    for place in range(length):
        column = int.from_bytes(hashes[place::_BYTES], "big")
        for bit, ones in enumerate(_ones(count)):
            if (column & ones).bit_count() > half:
                mark |= 1 << (place * 8 + bit)
    return mark


@lru_cache(maxsize=512)
def _ones(count: int) -> tuple[int, ...]:
    """Return numbers of so many bytes, each with one and the same bit set in all of them."""
    return tuple(int.from_bytes(bytes([1 << bit]) * count, "big") for bit in range(8))


def _pairs(hashes: list[bytes]) -> bytes:
    """Return a hash for each pair of neighbours, all worked out at once."""
    first = b"".join(hashes[:-1])
    second = b"".join(hashes[1:]).translate(_OTHERWISE)
    together = int.from_bytes(first, "big") ^ int.from_bytes(second, "big")
    return together.to_bytes(len(first), "big")


class _Hashes(dict[str, bytes]):
    """The hash of each word: worked out once, and forgotten when there are too many."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MOST_HASHES:
            self.clear()
        made = self[word] = blake2b(word.encode(), digest_size=_BYTES).digest()
        return made


_HASHES = _Hashes()
