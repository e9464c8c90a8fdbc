"""Words and pieces of words as the network knows them: WordPiece over the vocabulary that comes with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PART = re.compile(rf"[^\W_{_CJK}]+|\S")
_LONGEST_WORD = 100
_REMEMBERED = 32_768


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hold the ids of a text's pieces and the half-open range of the text that each is."""

    ids: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


class Words:
    """Cut texts into the pieces of a vocabulary; texts are already folded to small letters."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.start, self.end = self._ids[_START], self._ids[_END]
        self._unknown = self._ids[_UNKNOWN]
        self._of_word = lru_cache(_REMEMBERED)(self._cut)

    def pieces(self, text: str) -> Pieces:
        """Return the pieces of a text, without the marks of its start and end."""
        ids: list[int] = []
        places: list[tuple[int, int]] = []
        for match in _PART.finditer(text):
            start = match.start()
            for number, first, last in self._of_word(match[0]):
                ids.append(number)
                places.append((start + first, start + last))
        return Pieces(tuple(ids), tuple(places))

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Return (id, start, end) of the longest pieces from the left, or the word as unknown."""
        whole = ((self._unknown, 0, len(word)),)
        if len(word) > _LONGEST_WORD:
            return whole
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else f"##{word[start:end]}"
                if piece in self._ids:
                    found.append((self._ids[piece], start, end))
                    start = end
                    break
            else:
                return whole
        return tuple(found)
