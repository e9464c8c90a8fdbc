"""Terms some of whose letters are masked: f**k, sh*t and their likes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from civiltongue.detectors.lexicon_forms import SPARED, Form, Term
from civiltongue.text.suspects import MASKS, STRONG_MASKS

# What follows a letter: a sign that stands for one, and all up to the end of the word, where that may
# be a masked word at all. Hyphens and underscores mask single letters.
_MASKED = re.compile(
    rf"[{MASKS}](?<=[a-z].)(?:(?<=[{STRONG_MASKS}])|[{MASKS}]*?[a-z{STRONG_MASKS}])[a-z{MASKS}]*+", re.DOTALL
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_AT_END = re.compile(r"[^a-z*#%&@$]+$")
_AT_START = re.compile(r"^[^a-z]+")
_STARS_ONLY = re.compile(r"[a-z*]+")
_WEAK_MASKS = frozenset("-_!?+=~")
_ENDINGS = ("", "s", "ed", "er", "ers", "in", "ing", "y")
_LEAST_SCORE = 0.5
# How strong a term must be for one letter and stars to tell it, where they are few and where they are many.
_SCORE_OF_STARS_ALONE = 0.9
_SCORE_OF_MANY_STARS = 0.96
_FEW_STARS = 4
_LONGEST = 12
_LONGEST_WEAKLY_MASKED = 7
_SHORTEST = 3
_LONGEST_RUN = 32
_MOST_WORDS = 1_000
_REMEMBERED = 65_536

# Length, first letter, and another letter with its place.
_Key = tuple[int, str, int, str]


class Masks:
    """Find masked words, each by two of the letters that it shows."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms: dict[_Key, list[Form]] = defaultdict(list)
        for form in forms:
            if form.term.kind != SPARED and form.term.score >= _LEAST_SCORE and _is_short_word(form.text):
                for ending in _ENDINGS if form.open_end else ("",):
                    text = form.text + ending
                    whole = Form(text, form.term, form.open_start, form.open_end)
                    for place, letter in enumerate(text):
                        self._forms[len(text), text[0], place, letter].append(whole)
        self._meant = lru_cache(_REMEMBERED)(self._place_meant)

    def find(
        self, text: str, *, is_enough: Callable[[Term], bool] = lambda _: False
    ) -> Iterator[tuple[Form, int, int]]:
        """Yield the forms that masked words of a text stand for, with start and end.

        Only so many different words are looked at, and none for a term of which there is enough.
        """
        words: dict[str, list[tuple[Form, int, int]]] = {}
        for match in _MASKED.finditer(text):
            first, last = match.span()
            before = text[max(0, first - _LONGEST_RUN) : first]
            first -= len(before) - len(before.rstrip(_LETTERS))
            word = text[first:last]
            if word not in words:
                if len(words) == _MOST_WORDS:
                    return
                words[word] = list(self._forms_meant(word))
            if not words[word]:
                continue
            words[word] = [one for one in words[word] if not is_enough(one[0].term)]
            for form, start, end in words[word]:
                start, end = first + start, first + end
                if not (text[max(start - 1, 0) : start].isalnum() or text[end : end + 1].isalnum()):
                    yield form, start, end

    def _forms_meant(self, run: str) -> Iterator[tuple[Form, int, int]]:
        for at in range(0, len(run), _LONGEST_RUN):
            meant = self._meant(run[at : at + _LONGEST_RUN])
            if meant:
                form, start, end = meant
                yield form, at + start, at + end

    def _place_meant(self, piece: str) -> tuple[Form, int, int] | None:
        word = _AT_END.sub("", piece)
        bare = _AT_START.sub("", word)
        if len(bare) < _SHORTEST or bare.isalpha():
            return None
        form = self._form_meant(bare)
        return (form, len(word) - len(bare), len(word)) if form else None

    def _form_meant(self, word: str) -> Form | None:
        masks = [place for place, sign in enumerate(word) if not sign.isalpha()]
        hidden = {word[place] for place in masks}
        if hidden & _WEAK_MASKS and (len(masks) > 1 or not 4 <= len(word) <= _LONGEST_WEAKLY_MASKED):
            return None
        if len(word) == 3 and not _STARS_ONLY.fullmatch(word):
            return None
        if hidden & _WEAK_MASKS:
            return self._unmasked((word, False, False))
        if masks[0] >= 4 and masks[-1] == len(word) - 1 and len(masks) == len(word) - masks[0] < 3:
            return None
        return next(filter(None, map(self._unmasked, _guesses(word, masks))), None)

    def _unmasked(self, guess: tuple[str, bool, bool]) -> Form | None:
        word, is_end_cut, is_start_cut = guess
        shown = [(place, sign) for place, sign in enumerate(word) if sign.isalpha()]
        if not shown or not word[0].isalpha():
            return None
        if len(shown) < 2 and not word.endswith("***"):
            return None
        place, letter = shown[1] if len(shown) > 1 else shown[0]
        for form in self._forms.get((len(word), word[0], place, letter), ()):
            if (is_end_cut and not form.open_end) or (is_start_cut and not form.open_start):
                continue
            if len(shown) < 2 and form.term.score < _score_of_one_letter(len(word)):
                continue
            if all(form.text[place] == sign for place, sign in shown):
                return form
        return None


def _score_of_one_letter(length: int) -> float:
    return _SCORE_OF_STARS_ALONE if length <= _FEW_STARS + 1 else _SCORE_OF_MANY_STARS


def _is_short_word(text: str) -> bool:
    return text.isalpha() and len(text) <= _LONGEST


def _guesses(word: str, masks: list[int]) -> Iterator[tuple[str, bool, bool]]:
    """Yield the masked word and what may be left of it: without a start or an end, with more or fewer masks."""
    yield word, False, False
    first, last = masks[0], masks[-1]
    if first < last == first + len(masks) - 1:
        for count in range(2, 6):
            yield word[:first] + "*" * count + word[last + 1 :], False, False
    for start in {max(first - 1, 0), max(first - 2, 0), 0}:
        for end in range(last + 1, min(last + 4, len(word)) + 1):
            if start or end < len(word):
                cut = word[start:end]
                if sum(sign.isalpha() for sign in cut) >= 2:
                    yield cut, end < len(word), start > 0
