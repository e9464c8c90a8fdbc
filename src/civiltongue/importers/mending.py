"""Mending what keeps an otherwise good export from being well-formed XML.

Only on request, and only what cannot change the meaning: bytes before the first tag, control
characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), written out or as
references, and ids of the source without quotation marks.
"""

import re
from collections.abc import Iterable, Iterator

_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_BARE_ID = re.compile(rb"(<(?:post|thread|parent|category)\s+dsq:id=)([0-9A-Za-z_-]+)(?=[\s/>])")
_LONGEST_MATCH = 256


def mend(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of an XML document in an ASCII-compatible encoding, mended."""
    held = b""
    begun = False
    for chunk in chunks:
        held += chunk
        if not begun:
            start = held.find(b"<")
            if start < 0:
                held = b""
                continue
            held, begun = held[start:], True
        cut = _safe_cut(held)
        yield _mended(held[:cut])
        held = held[cut:]
    if begun:
        yield _mended(held)


def _safe_cut(held: bytes) -> int:
    """Return where the bytes can be cut without cutting through what is looked for."""
    tail = max(0, len(held) - _LONGEST_MATCH)
    # A reference may stand where an id does, and be taken out: a tag is never cut, not even before one.
    opening = held.rfind(b"<", tail)
    if opening < 0:
        opening = held.rfind(b"&", tail)
    return len(held) if opening < 0 else opening


def _mended(piece: bytes) -> bytes:
    return _BARE_ID.sub(rb'\1"\2"', _FORBIDDEN.sub(b"", piece))
