"""Texts made of a source's own: words swapped for near ones or left out, halves of two texts put together.

Nobody has labelled them; they are for a larger network to speak of, so that a small one hears more of its judgement
than it says of the few texts that there are.
"""

import random
from collections.abc import Sequence, Set

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import tokenizer
from training.encoder import base_network
from training.labels import LABELS
from training.rows import folded

_LEFT_OUT, _SWAPPED = 0.07, 0.3
"""Which share of words is left out; which is that or swapped."""
_NEAR = 8
_SPECIAL = 1_996
"""From which id on the base's vocabulary holds words."""
_LONGEST = 60


class Rewording:
    """Swap words for others that the base network takes for near ones."""

    def __init__(self) -> None:
        words = functional.normalize(base_network(len(LABELS)).words.weight.detach(), dim=1)
        ids = {
            piece: number
            for piece, number in tokenizer().get_vocab().items()
            if piece.isalpha() and piece.isascii() and len(piece) > 2 and number >= _SPECIAL
        }
        self._names = list(ids)
        self._vectors: Tensor = words[torch.tensor(list(ids.values()))]
        self._places = {piece: place for place, piece in enumerate(self._names)}
        self._known: dict[str, list[str]] = {}

    def __call__(self, text: str, rng: random.Random) -> str:
        """Return the text in other words."""
        found = []
        for word in text.split(" "):
            bare = word.strip(".,!?\"'()").lower()
            chance = rng.random()
            if chance < _LEFT_OUT and bare:
                continue
            swapped = chance < _SWAPPED and bare in self._places
            found.append(word.lower().replace(bare, rng.choice(self._near(bare))) if swapped else word)
        return " ".join(found) or text

    def _near(self, word: str) -> list[str]:
        if word not in self._known:
            alike = self._vectors @ self._vectors[self._places[word]]
            nearest = [self._names[place] for place in alike.topk(_NEAR + 1).indices.tolist()]
            self._known[word] = [name for name in nearest if name != word][:_NEAR]
        return self._known[word]


def spliced(first: str, second: str, rng: random.Random) -> str:
    """Return two texts as one: half of each, or, where both are short, maybe all of both."""
    before, after = first.split(" "), second.split(" ")
    halves = len(before) // 2, len(after) // 2
    if rng.random() < 0.5:
        return " ".join(before[: max(1, halves[0])] + after[halves[1] :])
    if len(before) + len(after) < _LONGEST:
        return " ".join(before + after)
    return " ".join(before[halves[0] :] + after[: max(1, halves[1])])


def made_of(texts: Sequence[str], measured: Set[str], *, seed: int) -> list[str]:
    """Return about two texts made of each, the same for the same seed; none of them is in ``measured``."""
    rng = random.Random(f"neighbours {seed}")
    reworded = Rewording()
    found = [reworded(text, rng) for text in texts] + [
        spliced(text, rng.choice(texts), rng) for text in texts
    ]
    return [text for text in found if folded(text) not in measured]
