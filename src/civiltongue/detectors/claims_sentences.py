"""Whether a sentence states something itself, or only reports, asks, doubts or tells a story."""

from dataclasses import dataclass

from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "claims.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_LOOK_BACK, _LOOK_AHEAD = 300, 200
_ENDS = Pattern(r"[.!?…]['\")]* +['\"(]?[\p{Lu}\pN@]|\n", any_case=False)
_TITLE = Pattern(r"(?:^|[^\pL])(?:mr|mrs|ms|dr|prof|st|rev|cllr|hon|sr|jr|\pL)\.['\")]* +['\"(]?[\pL\pN@]$")
_END = Pattern(r"[.!?…]+")
_REPORT = Pattern(rf"{_B}{any_of(_LISTS['report'])}{_E}")
_FOUND = Pattern(
    rf"{_B}{any_of(_LISTS['finder'])}(?:'s [\pL]+)?(?: (?:has|have|had|also|that|which|by [\pL' ]+|of [\pL' ]+|into [\pL' ]+|in [\pL' ]+))* {any_of(_LISTS['found'])}{_E}"
)
_SAID_BY = Pattern(rf"{_B}(?:said|says|wrote|ruled|found) (?:the |a )?{any_of(_LISTS['finder'])}{_E}")
_FICTION = Pattern(
    rf"{_B}(?:in|of|on|from|the|this|that|a|her|his) (?:[\pL'-]+ )?(?:[\pL'-]+ )?{any_of(_LISTS['fiction'])}(?:'s)?{_E}"
)
_TAG = Pattern(
    r", ?(?:didn't|isn't|wasn't|hasn't|doesn't|don't|right|yes|no|eh|innit|correct)(?: (?:he|she|it|they|you))? ?\?"
)
_HISTORY = Pattern(rf"{_B}1[0-8]\d\d|{_B}19[0-4]\d")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: where it starts and what it says."""

    start: int
    words: str
    is_no_claim: bool


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """Return the sentence that a range is in, at most 300 code points before and 200 after it."""
    before = text[max(0, start - _LOOK_BACK) : start]
    first = 0
    for found in _ENDS.find_all(before):
        if found.words() == "\n" or not _TITLE.find(before[: found.end()]):
            first = found.end() - (0 if found.words() == "\n" else 1)
    after = text[end : end + _LOOK_AHEAD]
    stop = next((found for found in _ENDS.find_all(after)), None)
    rest = after[: stop.start() + 1] if stop else after
    words = before[first:] + text[start:end] + rest
    return Sentence(start - len(before) + first, words, _is_no_claim(words))


def _is_no_claim(words: str) -> bool:
    if words.rstrip(" \"')").endswith("?") and not _TAG.find(words):
        return True
    return any(pattern.find(words) is not None for pattern in (_REPORT, _FOUND, _SAID_BY, _FICTION, _HISTORY))
