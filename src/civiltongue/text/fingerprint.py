"""A number for a text that stays nearly the same when the text does."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from civiltongue.text.normalise import readings

BITS = 64
_WORD = re.compile(r"\w+")
# The same for ASCII: all else is a space.
_SPACES = bytes(point if chr(point).isalnum() or chr(point) == "_" else 32 for point in range(128)) + bytes(
    128
)
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
    words: list[str] | list[bytes]
    words = read.encode().translate(_SPACES).split() if read.isascii() else _WORD.findall(read)
    hashes = [_HASHES.get(word) or _hash(word) for word in words[:_MOST_WORDS]]
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


# Most words of a text stood in another one before.
_HASHES: dict[str | bytes, bytes] = {}


def _hash(word: str | bytes) -> bytes:
    if len(_HASHES) >= _MOST_HASHES:
        _HASHES.clear()
    written = word.encode() if isinstance(word, str) else word
    made = _HASHES[word] = blake2b(written, digest_size=_BYTES).digest()
    return made
