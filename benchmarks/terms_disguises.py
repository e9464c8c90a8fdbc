"""Disguises of a term as people write them, made from a seed: the cases of ``benchmarks.terms``."""

import random
from collections.abc import Callable

from civiltongue.domain.thread import Format
from civiltongue.text.visible import render

CARRIERS = (
    "{}",
    "You are a {} and everybody knows",
    "what a {} idea this is",
    "Nobody wants to read this {}, honestly.",
    "{}! That is all I have to say about the new bridge.",
    "The minister said so, and it is {} again",
)

_LEET = {
    "a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!", "l": "1", "o": "0", "s": "5$", "t": "7+", "z": "2",
}  # fmt: skip
_LOOKS = {
    "a": "аａ𝐚𝖆ɑ", "b": "ｂ𝐛Ь", "c": "сｃ𝐜ϲ", "d": "ԁｄ𝐝", "e": "еｅ𝐞", "f": "ｆ𝐟ƒ", "g": "ɡｇ𝐠", "h": "һｈ𝐡", "i": "іｉ𝐢ı",
    "j": "јｊ𝐣", "k": "кｋ𝐤κ", "l": "ⅼｌ𝐥", "m": "ｍ𝐦м", "n": "ｎ𝐧", "o": "оｏ𝐨ο", "p": "рｐ𝐩ρ", "q": "ԛｑ𝐪", "r": "ｒ𝐫г",
    "s": "ѕｓ𝐬", "t": "ｔ𝐭т", "u": "ｕ𝐮υ", "v": "ｖ𝐯ν", "w": "ԝｗ𝐰", "x": "хｘ𝐱", "y": "уｙ𝐲", "z": "ｚ𝐳",
}  # fmt: skip
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\u180e"
_SEPARATORS = (" ", ".", "-", "_", "*", " . ", "/", "~")
_MASKS = "**#@%"
_MARKS = "\u0336\u0335\u0301\u0308\u0337\u0332"
_EMOJI = ("😂", "🔥", "💩", "❤️", "⭐")


def _leet(term: str, rng: random.Random) -> str:
    places = [at for at, letter in enumerate(term) if letter in _LEET]
    chosen = set(rng.sample(places, rng.randint(1, len(places)))) if places else set()
    return "".join(rng.choice(_LEET[letter]) if at in chosen else letter for at, letter in enumerate(term))


def _homoglyph(term: str, rng: random.Random) -> str:
    if rng.random() < 0.25:
        base = rng.choice((0x1D41A, 0x1D4EA, 0x1D586, 0xFF41, 0x24D0))
        return "".join(chr(base + ord(letter) - 97) if letter.isalpha() else letter for letter in term)
    places = [at for at, letter in enumerate(term) if letter in _LOOKS]
    chosen = set(rng.sample(places, rng.randint(1, len(places))))
    return "".join(rng.choice(_LOOKS[letter]) if at in chosen else letter for at, letter in enumerate(term))


def _spacing(term: str, rng: random.Random) -> str:
    letters = term.replace(" ", "")
    separator = rng.choice(_SEPARATORS)
    if rng.random() < 0.5:
        return separator.join(letters)
    at = rng.randint(1, len(letters) - 1)
    return letters[:at] + rng.choice((".", "-", "_", "*")) + letters[at:]


def _zero_width(term: str, rng: random.Random) -> str:
    return "".join(letter + (rng.choice(_UNSEEN) if rng.random() < 0.6 else "") for letter in term)


def _mask(term: str, rng: random.Random) -> str:
    words = term.split(" ")
    word = max(words, key=len)
    inner = range(1, len(word) - 1)
    vowels = [at for at in inner if word[at] in "aeiou"] or list(inner)
    sign = rng.choice(_MASKS)
    count = 1 if len(word) < 5 else rng.randint(1, 2)
    start = rng.choice(vowels)
    hidden = set(range(start, min(start + count, len(word) - 1)))
    words[words.index(word)] = "".join(sign if at in hidden else letter for at, letter in enumerate(word))
    return " ".join(words)


def _stretch(term: str, rng: random.Random) -> str:
    places = [at for at, letter in enumerate(term) if letter.isalpha()]
    chosen = set(rng.sample(places, min(len(places), rng.randint(1, 3))))
    return "".join(letter * (rng.randint(3, 6) if at in chosen else 1) for at, letter in enumerate(term))


def _markup(term: str, rng: random.Random) -> str:
    at = rng.randint(1, len(term) - 1)
    start, end = term[:at], term[at:]
    kind = rng.randrange(5)
    source = (
        "".join(f"&#{ord(letter)};" for letter in term),
        f"{start}<b>{end}</b>",
        f"{start}<!-- x -->{end}",
        f'{start}<a href="https://council.example/">{end}</a>',
        f"{start}&shy;&#8203;{end}",
    )[kind]
    return render(source, format=Format.HTML).visible.strip()


def _marks(term: str, rng: random.Random) -> str:
    mark = rng.choice(_MARKS)
    return "".join(letter + mark if letter.isalpha() else letter for letter in term)


def _emoji(term: str, rng: random.Random) -> str:
    letters = term.replace(" ", "")
    sign = rng.choice(_EMOJI)
    if rng.random() < 0.5:
        return sign.join(letters)
    at = rng.randint(1, len(letters) - 1)
    return letters[:at] + sign + letters[at:]


def _mixed(term: str, rng: random.Random) -> str:
    first, second = rng.choice(
        ((_leet, _zero_width), (_homoglyph, _stretch), (_leet, _stretch), (_homoglyph, _zero_width),
         (_leet, _marks), (_leet, _homoglyph), (_spacing, _zero_width), (_stretch, _marks))
    )  # fmt: skip
    return second(first(term, rng), rng)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "leet": _leet,
    "homoglyph": _homoglyph,
    "spacing": _spacing,
    "zero-width": _zero_width,
    "mask": _mask,
    "stretch": _stretch,
    "markup": _markup,
    "mixed": _mixed,
    "marks": _marks,
    "emoji": _emoji,
}
"""How each kind is made. The first eight are the two thousand; marks and emoji come on top."""
REQUIRED = 8


def disguises(terms: list[str], *, of_each_kind: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """Return (kind, term, text with the term in disguise); a text never has the plain term."""
    rng = random.Random(seed)
    cases: list[tuple[str, str, str]] = []
    for kind, disguise in KINDS.items():
        made = 0
        while made < of_each_kind:
            term = rng.choice(terms)
            written = disguise(term, rng)
            if rng.random() < 0.2:
                written = written.upper() if written.isascii() else written
            if written.casefold() == term and kind != "markup":
                continue
            cases.append((kind, term, rng.choice(CARRIERS).format(written)))
            made += 1
    return cases
