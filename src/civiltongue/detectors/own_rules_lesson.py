"""What a rule in a publisher's own words has learnt: from its examples, then from decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple
from zlib import compress, decompress

import numpy as np

from civiltongue.detectors.own_rules_features import BUCKETS, MEANING, Seen, Vector, Weights, together

FEWEST_EACH_WAY = 5
"""How many decisions each way there must be before any are learnt from."""
_KEEPS, _WORDING, _EXAMPLE_WORDS, _EXAMPLE_FORM = 0.5, 0.75, 1.0, 0.2
"""How much examples that keep the rule, its wording, words and form count beside examples that break it."""
_EXAMPLES = 0.2
"""How much what the examples say counts in what is learnt."""
_ORDINARY_SHARE = 0.2
"""How much all ordinary comments together count beside the decided ones that keep the rule."""
_STEEP, _UNUSUAL = 1.5, 2.0
"""Without decisions: a comment scores 0.5 so many spreads above what is ordinary, and grows so steeply."""
_ROUNDS, _SMALL = 30, 1e-3


class _Choice(NamedTuple):
    """How much words and form count beside meaning, and how strongly all is pulled to nothing."""

    words: float
    form: float
    pull: float


_CHOICES = tuple(_Choice(*each) for each in product((0.75, 1.5, 3.0), (0.5, 1.0), (0.3, 1.0, 3.0)))
"""What is tried for each rule; its own decisions say which does best on what it does not know."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What teaches a rule: its wording, examples each way, and texts that moderators decided about."""

    wording: Seen
    breaks: tuple[Seen, ...]
    keeps: tuple[Seen, ...] = ()
    decided: tuple[Seen, ...] = ()
    broke: tuple[bool, ...] = ()

    @property
    def learns(self) -> bool:
        """Say whether there are enough decisions each way to learn from."""
        return min(sum(self.broke), len(self.broke) - sum(self.broke)) >= FEWEST_EACH_WAY


@dataclass(frozen=True, slots=True)
class Lesson:
    """A rule's direction in the space of texts, and how its product becomes a score in [0, 1].

    ``held_out`` has a score for each decided text, from a lesson that did not know it.
    """

    weights: Weights
    slope: float
    offset: float
    decisions: int = 0
    held_out: tuple[float, ...] = field(default=())

    def score(self, seen: Seen) -> float:
        """Return how much a text is like what breaks the rule, in [0, 1]."""
        return round(float(_logistic(self.slope * self.weights.of(seen) + self.offset)), 4)


def write_lesson(lesson: Lesson) -> bytes:
    """Return a lesson's numbers as bytes, without its held-out scores."""
    numbers = (
        lesson.weights.meaning,
        lesson.weights.words,
        lesson.weights.form,
        [lesson.slope, lesson.offset],
    )
    return compress(np.concatenate(numbers).astype("<f4").tobytes())


def read_lesson(written: bytes, *, decisions: int = 0) -> Lesson:
    """Return the lesson that bytes hold; it scores every text as the one that was written, to 6 digits."""
    numbers = np.frombuffer(decompress(written), "<f4").astype(float)
    meaning, words, form, scale = np.split(numbers, [MEANING, MEANING + BUCKETS, -2])
    return Lesson(Weights(meaning, words, form), float(scale[0]), float(scale[1]), decisions)


def learn(taught: Taught, ordinary: Sequence[Seen]) -> Lesson:
    """Return what a rule learns; the same texts always give the same lesson.

    ``ordinary`` are comments that break no rule, against which everything is measured.
    """
    direction = _from_examples(taught)
    usual = np.array([direction.of(seen) for seen in ordinary])
    middle, spread = float(usual.mean()), max(float(usual.std()), 1e-3)
    if not taught.learns:
        slope = _STEEP / spread
        return Lesson(direction, slope, -slope * middle - _STEEP * _UNUSUAL, len(taught.decided))
    return _from_decisions(taught, ordinary, direction, spread)


def _from_examples(taught: Taught) -> Weights:
    breaks = [1.0 / len(taught.breaks)] * len(taught.breaks)
    keeps = [-_KEEPS / len(taught.keeps)] * len(taught.keeps) if taught.keeps else []
    examples = together([*taught.breaks, *taught.keeps], [*breaks, *keeps])
    forms = together([*taught.breaks, *taught.keeps], [*breaks, *(share / _KEEPS for share in keeps)]).form
    if not taught.keeps:
        forms = np.zeros_like(forms)
    return Weights(
        meaning=examples.meaning + _WORDING * taught.wording.meaning,
        words=_EXAMPLE_WORDS * examples.words,
        form=_EXAMPLE_FORM * forms,
    )


def _from_decisions(taught: Taught, ordinary: Sequence[Seen], direction: Weights, spread: float) -> Lesson:
    """Return a least-squares support vector machine (Suykens and Vandewalle, 1999) and its held-out scores."""
    texts = [*taught.decided, *taught.breaks, *taught.keeps, *ordinary]
    count = len(taught.decided)
    sides = np.array(
        [1.0 if broke else -1.0 for broke in taught.broke]
        + [1.0] * len(taught.breaks)
        + [-1.0] * (len(taught.keeps) + len(ordinary))
    )
    hints = np.array([direction.of(seen) for seen in texts]) / spread
    alike = _alike(texts, hints)
    importance = _importance(sides, len(ordinary))
    broke = np.array(taught.broke, float)
    tried = [_try(alike, sides, importance, broke, choice) for choice in _CHOICES]
    best = min(tried, key=lambda one: one.mistake)
    learnt = together(texts, best.alphas)
    pulled = _EXAMPLES**2 * float(best.alphas @ hints) / spread
    weights = Weights(
        meaning=learnt.meaning + pulled * direction.meaning,
        words=best.choice.words**2 * learnt.words + pulled * direction.words,
        form=best.choice.form**2 * learnt.form + pulled * direction.form,
    )
    scores = tuple(round(float(score), 4) for score in best.held_out)
    return Lesson(weights, best.slope, best.slope * best.bias + best.offset, count, scores)


def _importance(sides: Vector, ordinary: int) -> Vector:
    """Return how much each text counts, so that both ways weigh the same."""
    weights = np.ones(len(sides))
    if ordinary:
        others = int((sides < 0).sum()) - ordinary
        weights[-ordinary:] = _ORDINARY_SHARE * max(others, 1) / ordinary
    for side in (1.0, -1.0):
        of_side = sides == side
        weights[of_side] *= len(sides) / 2 / weights[of_side].sum()
    return weights


@dataclass(frozen=True, slots=True)
class _Alike:
    """How alike each two texts are: in meaning and in what the examples say of them, in words, in form."""

    meaning: Vector
    words: Vector
    form: Vector


def _alike(texts: Sequence[Seen], hints: Vector) -> _Alike:
    meanings = np.array([seen.meaning for seen in texts])
    forms = np.array([seen.form for seen in texts])
    words = np.zeros((len(texts), BUCKETS), np.float32)
    for row, seen in enumerate(texts):
        words[row, seen.words] = max(len(seen.words), 1) ** -0.5
    return _Alike(
        meanings @ meanings.T + _EXAMPLES**2 * np.outer(hints, hints),
        np.asarray(words @ words.T, float),
        forms @ forms.T,
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """A solution: the weight of each text, the scale, and what each decided text gets without itself.

    ``mistake`` is the mean square by which these scores miss what was decided (Brier).
    """

    choice: _Choice
    alphas: Vector
    bias: float
    slope: float
    offset: float
    held_out: Vector
    mistake: float


def _try(alike: _Alike, sides: Vector, importance: Vector, broke: Vector, choice: _Choice) -> _Tried:
    """Solve for the weights; leaving one out follows from the same inverse (Cawley, 2006)."""
    kernel = alike.meaning + choice.words**2 * alike.words + choice.form**2 * alike.form
    inverse = np.linalg.inv(kernel + np.diag(choice.pull / importance))
    ones = inverse.sum(axis=1)
    bias = float(ones @ sides / ones.sum())
    alphas = inverse @ (sides - bias)
    # The bias stays: worked out again, it would lean away from each text that is left out.
    without = (sides - alphas / np.diag(inverse))[: len(broke)]
    slope, offset = _scale(without, broke)
    held_out = _logistic(slope * without + offset)
    mistake = float(np.mean((held_out - broke) ** 2))
    return _Tried(choice, alphas, bias, slope, offset, held_out, mistake)


def _scale(raw: Vector, broke: Vector) -> tuple[float, float]:
    """Return slope and offset that make held-out products probabilities (Platt, 1999), by Newton's method."""
    inputs = np.column_stack([raw, np.ones(len(raw))])
    known = np.clip(broke, 0.5 / (len(broke) + 1), 1 - 0.5 / (len(broke) + 1))
    found = np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        said = _logistic(inputs @ found)
        bend = inputs.T * np.maximum(said * (1 - said), 1e-6) @ inputs + np.diag([_SMALL, _SMALL])
        step = np.linalg.solve(bend, inputs.T @ (known - said) - _SMALL * (found - [1.0, 0.0]))
        found = found + np.clip(step, -2.0, 2.0)
    return max(float(found[0]), _SMALL), float(found[1])


def _logistic(value: Vector | float) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -40.0, 40.0))))
