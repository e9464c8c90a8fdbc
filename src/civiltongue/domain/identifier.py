"""Opaque ids that sort by the time they were made."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def make_identifier(milliseconds: int, randomness: int) -> str:
    """Return 26 characters: 48 bits of time since the epoch, then 80 random bits.

    The layout is that of a ULID (https://github.com/ulid/spec), in lower case.
    """
    number = (milliseconds & (1 << 48) - 1) << 80 | randomness & (1 << 80) - 1
    digits = []
    for _ in range(26):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
