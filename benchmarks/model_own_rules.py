"""How well the model's meanings serve a rule in a publisher's own words: two examples each way, then decisions."""

import random
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.model_data import Row
from benchmarks.model_metrics import auc
from civiltongue.detectors.model import Model

DECIDED = (25, 50, 100, 200, 400)
REPEATS = 5


def agile_rules(model: Model, given: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Yield what was measured, the figure, and what was wanted."""
    labels = np.array([row["violates"] for row in given])
    meanings = np.array([model.meaning(row["text"]) for row in given])
    known: dict[str, NDArray[np.float32]] = {}

    def meant(texts: list[str] | str) -> NDArray[np.float32]:
        listed = [texts] if isinstance(texts, str) else texts
        for text in listed:
            if text not in known:
                known[text] = model.meaning(text)
        return np.array([known[text] for text in listed])

    few = [
        float((meant(row["breaks"]) @ meaning).max() - (meant(row["keeps"]) @ meaning).max())
        for row, meaning in zip(given, meanings, strict=True)
    ]
    yield "agile rules, AUC with two examples each way", f"{auc(few, labels.tolist()):.3f}", ".65 / .80"
    for count in DECIDED:
        found = [_learnt(meanings, labels, np.array(few), count=count, seed=seed) for seed in range(REPEATS)]
        wanted = ".80 / .88" if count == 100 else ""
        yield f"  with {count} decided comments", f"{np.mean(found):.3f}", wanted


def _learnt(
    meanings: NDArray[np.float32],
    labels: NDArray[np.int64],
    few: NDArray[np.float64],
    *,
    count: int,
    seed: int,
) -> float:
    order = list(range(len(labels)))
    random.Random(seed).shuffle(order)
    learn, rest = order[:count], order[count:]
    inputs = np.concatenate([meanings, few[:, None], np.ones((len(labels), 1))], axis=1)
    weights = np.zeros(inputs.shape[1])
    for _ in range(300):
        said = 1.0 / (1.0 + np.exp(-inputs[learn] @ weights))
        weights -= 2.0 * (inputs[learn].T @ (said - labels[learn]) / count + 0.003 * weights)
    return auc((inputs[rest] @ weights).tolist(), labels[rest].tolist())
