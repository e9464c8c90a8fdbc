"""From examples to batches of token ids, targets and weights, rows of like length together."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from civiltongue.detectors.model_reading import model_reading, model_readings
from training.disguise import disguised
from training.encoder import BASE
from training.labels import LABELS
from training.rows import Example

LONGEST = 112
"""How many tokens of a text are learnt from."""
_TOKENS_OF_A_BATCH = 3_072
_SORTED_TOGETHER = 64
_DISGUISED_IF_TOXIC, _DISGUISED_ELSE = 0.26, 0.08


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text as token ids, with targets and weights by label and, where known, by token."""

    tokens: NDArray[np.int32]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]
    evidence: NDArray[np.float32] | None
    evidence_weight: float


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one length. ``evidence_weights`` is 0 where a token's evidence is unknown."""

    rows: NDArray[np.int64]
    tokens: NDArray[np.int64]
    mask: NDArray[np.float32]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]
    evidence: NDArray[np.float32]
    evidence_weights: NDArray[np.float32]


@cache
def tokenizer() -> Tokenizer:
    """Return the base model's tokenizer, which neither cuts nor pads."""
    found = Tokenizer.from_str((files(BASE) / "model" / "tokenizer.json").read_text("utf-8"))
    found.no_truncation()
    found.no_padding()
    return found


def encoded(
    examples: Sequence[Example], rng: random.Random | None, *, cut: Tokenizer | None = None
) -> list[Encoded]:
    """Return the examples as tokens, by the base model's tokenizer or another; with ``rng``, some in disguise."""
    return [_encode(example, rng, cut or tokenizer()) for example in examples]


def _encode(example: Example, rng: random.Random | None, cut: Tokenizer) -> Encoded:
    text, evidence = example.text, example.evidence
    if rng is not None:
        toxic = example.known.get("toxicity", (0.0, 0.0))[0] >= 0.5
        if rng.random() < (_DISGUISED_IF_TOXIC if toxic else _DISGUISED_ELSE):
            text, evidence = disguised(text[:1_000], rng, chosen=evidence or ()), None
    readings = model_readings(text) if rng is not None and rng.random() < 0.3 else (model_reading(text),)
    reading = rng.choice(readings) if rng is not None else readings[0]
    found = cut.encode(reading.text[:1_200])
    tokens = found.ids[:LONGEST]
    marked = None
    if evidence is not None:
        marked = np.zeros(len(tokens), np.float32)
        for place, (start, end) in enumerate(found.offsets[: len(tokens)]):
            if end > start:
                there = reading.span(start, end)
                marked[place] = any(there.start < last and first < there.end for first, last in evidence)
    targets = np.zeros(len(LABELS), np.float32)
    weights = np.zeros(len(LABELS), np.float32)
    for name, (target, weight) in example.known.items():
        targets[LABELS.index(name)], weights[LABELS.index(name)] = target, weight
    return Encoded(np.array(tokens, np.int32), targets, weights, marked, example.evidence_weight)


def batches(rows: Sequence[Encoded], rng: random.Random) -> Iterator[Batch]:
    """Yield batches of about 3,072 tokens each, in random order, rows of like length together."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    chunk = _SORTED_TOGETHER * 80
    found: list[list[int]] = []
    for start in range(0, len(order), chunk):
        together: list[int] = []
        for row in sorted(order[start : start + chunk], key=lambda at: len(rows[at].tokens)):
            if together and (len(together) + 1) * len(rows[row].tokens) > _TOKENS_OF_A_BATCH:
                found.append(together)
                together = []
            together.append(row)
        found.append(together)
    rng.shuffle(found)
    for chosen in found:
        yield batch(rows, chosen)


def batch(rows: Sequence[Encoded], chosen: Sequence[int]) -> Batch:
    """Return the chosen rows, padded."""
    longest = max(len(rows[row].tokens) for row in chosen)
    shape = (len(chosen), longest)
    made = Batch(
        np.array(chosen, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.float32),
        np.stack([rows[row].targets for row in chosen]),
        np.stack([rows[row].weights for row in chosen]),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.float32),
    )
    for place, row in enumerate(chosen):
        given = rows[row]
        count = len(given.tokens)
        made.tokens[place, :count] = given.tokens
        made.mask[place, :count] = 1.0
        if given.evidence is not None:
            made.evidence[place, :count] = given.evidence
            made.evidence_weights[place, :count] = given.evidence_weight
    return made
