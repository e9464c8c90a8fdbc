"""A number for a text that stays nearly the same when the text does."""

import re
from functools import lru_cache
from hashlib import blake2b

from civiltongue.text.normalise import readings

BITS = 64
_WORD = re.compile(r"\w+")
_BYTES = BITS // 8
_MOST_WORDS = 32_768
# What a byte becomes in the second word of a pair, so that the order counts.
_OTHERWISE = bytes((value * 167 + 13) & 255 for value in range(256))


def fingerprint(text: str) -> int:
    """Return the 64-bit simhash of a text's words and pairs of words, 0 for a text without any.

    Case, accents, disguised letters and punctuation do not count (Charikar 2002; a text of more
    than 32,768 words is told by its beginning).
    """
    words = _WORD.findall(readings(text)[0].text)[:_MOST_WORDS]
    hashes = [_hash(word) for word in words]
    together = b"".join([*hashes, _pairs(hashes)])
    count = len(together) // _BYTES
    ones = int.from_bytes(b"\x01" * count, "big")
    mark = 0
    for place in range(_BYTES):
        column = int.from_bytes(together[place::_BYTES], "big")
        for bit in range(8):
            if 2 * (column >> bit & ones).bit_count() > count:
                mark |= 1 << (place * 8 + bit)
    return mark


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ; near duplicates in few."""
    return (one ^ other).bit_count()


def _pairs(hashes: list[bytes]) -> bytes:
    """Return a hash for each pair of neighbours, all worked out at once."""
    first = b"".join(hashes[:-1])
    second = b"".join(hashes[1:]).translate(_OTHERWISE)
    together = int.from_bytes(first, "big") ^ int.from_bytes(second, "big")
    return together.to_bytes(len(first), "big")


@lru_cache(maxsize=65536)
def _hash(word: str) -> bytes:
    return blake2b(word.encode(), digest_size=_BYTES).digest()
