"""Make logits probabilities at natural prevalence, by held-out texts, and say how precise thresholds are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiltongue.detectors.model_network import Network as Reader
from civiltongue.detectors.model_reading import model_readings
from training.labels import LABELS
from training.rows import Example

PREVALENCE: Mapping[str, float] = {
    "toxicity": 0.096,
    "severe_toxicity": 0.010,
    "insult": 0.05,
    "profanity": 0.053,
    "obscenity": 0.02,
    "threat": 0.006,
    "identity_attack": 0.02,
    "sexism": 0.015,
    "racism": 0.015,
    "spam": 0.05,
}
"""The share that counts as natural. The first five and threats are Wikipedia's as published; hate is as news sites
report it; spam is an assumption."""
_EASY_NEGATIVES = 0.8
"""The share of negatives that are everyday comments; the rest are look-alikes from the other sources."""
_EVERYDAY = frozenset({"jigsaw_wiki"})
_EVERYDAY_ALONE = frozenset({"toxicity", "severe_toxicity", "insult"})
"""Labels of which everyday comments have enough: their probabilities are measured on these alone."""
_SURE = 0.3
_DRAWN_TO_ONE = 1e-4
THRESHOLDS = (0.4, 0.5, 0.6, 0.8, 0.9)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Held-out texts of one label: logits, targets in [0, 1], and weights that make prevalence natural."""

    logits: Floats
    targets: Floats
    weights: Floats


def product_logits(reader: Reader, text: str) -> NDArray[np.float32]:
    """Return the network's label logits for a text as the product asks for them, disguises seen through."""
    return reader.read(reader.plainest(model_readings(text)).text).labels


def sample(label: str, examples: Sequence[Example], logits: NDArray[np.float32]) -> Sample:
    """Return what is known of a label among held-out examples, weighted to its natural prevalence."""
    rows = [
        at
        for at, example in enumerate(examples)
        if example.known.get(label, (0.0, 0.0))[1] >= _SURE
        and (label not in _EVERYDAY_ALONE or example.source in _EVERYDAY)
    ]
    targets = np.array([examples[at].known[label][0] for at in rows])
    everyday = np.array([examples[at].source in _EVERYDAY for at in rows])
    positive = targets >= 0.5
    weights = np.ones(len(rows))
    share = PREVALENCE[label]
    weights[positive] = share / max(positive.sum(), 1)
    easy, hard = ~positive & everyday, ~positive & ~everyday
    parts = (_EASY_NEGATIVES, 1.0 - _EASY_NEGATIVES) if easy.any() and hard.any() else (1.0, 1.0)
    weights[easy] = (1.0 - share) * parts[0] / max(easy.sum(), 1)
    weights[hard] = (1.0 - share) * parts[1] / max(hard.sum(), 1)
    return Sample(logits[rows, LABELS.index(label)].astype(np.float64), targets, weights * len(rows))


def platt(given: Sample) -> tuple[float, float]:
    """Return the slope and offset that make the logits probabilities (weighted logistic regression).

    The slope is drawn to 1 a little, and no step is taken that makes things worse: where logits part the texts
    nearly without fault, a plain Newton's method runs away.
    """
    found = np.array([1.0, 0.0])
    count = given.weights.sum()

    def lost(line: Floats) -> float:
        logits = line[0] * given.logits + line[1]
        heard = given.weights * (np.logaddexp(0.0, logits) - given.targets * logits)
        return float(heard.sum() / count + _DRAWN_TO_ONE * (line[0] - 1.0) ** 2)

    for _ in range(100):
        probability = 1.0 / (1.0 + np.exp(-(found[0] * given.logits + found[1])))
        error = given.weights * (probability - given.targets) / count
        curve = given.weights * probability * (1.0 - probability) / count
        gradient = np.array([(error * given.logits).sum(), error.sum()])
        gradient[0] += 2 * _DRAWN_TO_ONE * (found[0] - 1.0)
        both = (curve * given.logits).sum()
        hessian = np.array([[(curve * given.logits**2).sum(), both], [both, curve.sum()]])
        hessian += np.diag([2 * _DRAWN_TO_ONE, 0.0]) + np.eye(2) * 1e-9
        step = np.linalg.solve(hessian, gradient)
        while lost(found - step) > lost(found) and np.abs(step).max() > 1e-9:
            step = step / 2
        found = found - step
        if np.abs(step).max() < 1e-7:
            break
    return round(float(max(found[0], 0.05)), 4), round(float(found[1]), 4)


def precision(given: Sample, scale: tuple[float, float]) -> dict[str, dict[str, float]]:
    """Return precision and recall from each threshold up, at natural prevalence."""
    probability = 1.0 / (1.0 + np.exp(-(scale[0] * given.logits + scale[1])))
    positive = given.targets >= 0.5
    found = {}
    for threshold in THRESHOLDS:
        above = probability >= threshold
        caught = given.weights[above & positive].sum()
        found[str(threshold)] = {
            "precision": round(float(caught / max(given.weights[above].sum(), 1e-9)), 3),
            "recall": round(float(caught / given.weights[positive].sum()), 3),
            "rows": int(above.sum()),
        }
    return found
