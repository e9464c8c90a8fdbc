"""A text as the model reads it: undisguised letters, emoji by name, addresses and mentions as one word each."""

import re
import unicodedata
from functools import lru_cache

from civiltongue.text.fold import fold
from civiltongue.text.normalise import readings
from civiltongue.text.reading import Reading

_STANDS_FOR = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>\"]+)"
    r"|(?P<mention>(?<![\w@])@\w+|\[user\]|<user>|<person>|<number>|<url>|\[url\])"
    r"|(?P<entity>&(?:amp|lt|gt|quot|#\d{1,7});)"
    r"|(?P<space>\s+)"
    r"|(?P<emoji>[^\x00-\u203b])",
    re.IGNORECASE,
)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_SKIN = dict(
    zip(
        "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff",
        ("light", "light", "brown", "dark", "dark"),
        strict=True,
    )
)
_LONGEST = 3_000
"""Not more than so many code points are read at a time."""


def model_reading(text: str) -> Reading:
    """Return the text in the one form that the model was trained on, with each letter's place in the text."""
    return _simplified(fold(text[:_LONGEST]))


def model_readings(text: str) -> tuple[Reading, ...]:
    """Return that form, and a second one without leet, spacing and stretching if the text has any of them."""
    text = text[:_LONGEST]
    found = readings(text)
    plain = _simplified(found[0])
    if len(found) == 1:
        return (plain,)
    undisguised = _simplified(found[-2] if len(found) > 2 else found[-1])
    return (plain,) if undisguised.text == plain.text else (plain, undisguised)


def _simplified(reading: Reading) -> Reading:
    text = reading.text
    pieces: list[tuple[str, int, int]] = []
    end = 0
    last = ""
    for match in _STANDS_FOR.finditer(text):
        start, group = match.start(), match.lastgroup or ""
        word = _word_for(group, match[0])
        if word == match[0]:
            continue
        pieces.append((text[end:start], end, start))
        # The same emoji in a row says no more than one.
        if group != "emoji" or start > end or word != last:
            pieces.append((word, start, start))
        last = word
        end = match.end()
    if not pieces:
        return reading
    pieces.append((text[end:], end, len(text)))

    def offsets() -> list[int]:
        found: list[int] = []
        for piece, start, stop in pieces:
            found += reading.offsets[start:stop] if start < stop else [reading.offsets[start]] * len(piece)
        found.append(reading.offsets[-1])
        return found

    return Reading("".join(piece for piece, _, _ in pieces), offsets, reading.visible)


def _word_for(group: str, sign: str) -> str:
    if group == "address":
        return "url"
    if group == "mention":
        return "url" if "url" in sign.lower() else "user"
    if group == "entity":
        return _ENTITIES.get(sign.lower(), " ")
    if group == "space":
        return " "
    return _emoji_name(sign)


@lru_cache(maxsize=8192)
def _emoji_name(sign: str) -> str:
    """Return a symbol's name between spaces, and any other letter or mark as it is."""
    if sign in _SKIN:
        return f" {_SKIN[sign]} skin "
    if unicodedata.category(sign) not in {"So", "Sk"}:
        return sign
    return f" {unicodedata.name(sign, '').lower().replace('-', ' ')} "
