"""What a rule in a publisher's own words is compared by: meaning, words and form of a text."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiltongue.detectors.model_linear import features
from civiltongue.detectors.model_reading import model_reading

Vector = NDArray[np.float64]

MEANING = 384
"""How many numbers a meaning has."""
BUCKETS = 1 << 14
"""Into how many buckets the words and letter runs of a text are hashed."""

_FORM: dict[str, tuple[float, float, re.Pattern[str]]] = {
    "addresses": (4, 1, re.compile(r"https?://|www\.", re.IGNORECASE)),
    "exclamations": (4, 2, re.compile("!")),
    "questions": (4, 2, re.compile(r"\?")),
    "mentions": (2, 1, re.compile("@")),
    "lines": (6, 3, re.compile("\n")),
    "myself": (6, 3, re.compile(r"\b(?:i|my|me|mine|we|our)\b", re.IGNORECASE)),
    "you": (6, 3, re.compile(r"\b(?:you|your|u|ur)\b", re.IGNORECASE)),
    "prices": (3, 1.5, re.compile(r"[$€£%]")),
    "marks": (4, 2, re.compile(r"[*\[]")),
}
"""What is counted in a text: up to how many, and how many are one unit."""
_MEAN = (0.074, 0.108, 0.145, 0.018, 0.122, 0.325, 0.199, 0.024, 0.04, 1.576, 0.099, 0.228, 0.041)
_SPREAD = (0.385, 0.34, 0.33, 0.149, 0.376, 0.501, 0.387, 0.175, 0.207, 0.336, 0.363, 0.447, 0.205)
"""Of the same over ordinary comments, in the order of :func:`_form`."""
_FAR = 3.0
_TONES = 0.5
"""How much the model's labels count beside what a text looks like."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One text as rules see it: a unit meaning, the buckets of its words, its form and tones."""

    meaning: Vector
    words: NDArray[np.int64]
    form: Vector


@dataclass(frozen=True, slots=True)
class Weights:
    """A direction in the space of texts; a text's score is its product with it."""

    meaning: Vector
    words: Vector
    form: Vector

    def of(self, seen: Seen) -> float:
        """Return the product with one text."""
        words = self.words[seen.words].sum() / math.sqrt(max(len(seen.words), 1))
        return float(self.meaning @ seen.meaning + words + self.form @ seen.form)


def look(text: str, understood: NDArray[np.float32]) -> Seen:
    """Return what rules see of a text; ``understood`` is its meaning, and any tones after that."""
    found = features(model_reading(text).text)
    meaning, tones = np.split(np.asarray(understood, np.float64), [MEANING])
    return Seen(
        meaning=meaning,
        words=np.unique(found.astype(np.int64) % BUCKETS),
        form=np.concatenate([_form(text), _TONES * tones / math.sqrt(max(len(tones), 1))]),
    )


def together(parts: Sequence[Seen], shares: Sequence[float] | Vector) -> Weights:
    """Return the sum of texts, at least one, each as often as its share says; words weigh as a unit vector."""
    words = np.zeros(BUCKETS)
    for seen, share in zip(parts, shares, strict=True):
        words[seen.words] += share / math.sqrt(max(len(seen.words), 1))
    meanings = np.array([seen.meaning for seen in parts])
    forms = np.array([seen.form for seen in parts])
    return Weights(np.asarray(shares) @ meanings, words, np.asarray(shares) @ forms)


def _form(text: str) -> Vector:
    """Return what a text looks like, each number in spreads from what is usual."""
    length = max(len(text), 1)
    counted = [min(len(found.findall(text)), most) / unit for most, unit, found in _FORM.values()]
    shares = [
        math.log1p(len(text)) / 3,
        sum(sign.isdigit() for sign in text) / length * 10,
        sum(sign.isupper() for sign in text) / length * 5,
        sum(sign > "\u2000" for sign in text) / length * 10,
    ]
    usual = (np.array([*counted, *shares]) - np.array(_MEAN)) / np.array(_SPREAD)
    return np.asarray(np.clip(usual, -_FAR, _FAR) / math.sqrt(len(_MEAN)))
