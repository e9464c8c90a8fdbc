"""Train the fast tier: what labels and the network say, from hashed words and letter runs, and whether to ask it.

Advertising is learnt apart: from the one source that tells both sides of it, and from what a text looks like as well.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags, hstack
from scipy.special import expit

from civiltongue.detectors.model_linear import BUCKETS, FAR, Counted, FastTier, form
from civiltongue.detectors.model_reading import model_reading
from training.batches import batch, encoded
from training.encoder import DEVICE, Network, there
from training.labels import HARMS, LABELS
from training.rows import Example

ASKED_FROM = 0.3
"""From which of its own uncalibrated probabilities of any harm on the network is worth asking."""
_ASKED_IF_LABELLED = 0.3
_LABEL_COUNTS = 0.7
"""How much a source's own label counts beside what the network says of the same text."""
BOTH_SIDES = (
    "jigsaw_wiki",
    "jigsaw_wiki_normalised",
    "civil_toxic_spans",
    "edos",
    "davidson",
    "politeness",
)
"""The sources that tell both sides of a label in one manner of writing; of others, words would learn the manner."""
ADVERTISING = "youtube_spam"
"""The source that tells both sides of advertising."""
_LOOK_COUNTS, _LEAST_SPREAD = 0.2, 0.02
"""How much each number of a text's look counts beside its words, and how little it spreads at least."""
_HOLD_DOWN = 0.25
_ROUNDS = 150

Floats = NDArray[np.float32]


@torch.inference_mode()
def taught(network: Network, examples: Sequence[Example]) -> Floats:
    """Return the network's label logits for the examples, undisguised."""
    rows = encoded(examples, None)
    network = network.to(DEVICE)
    found = np.zeros((len(rows), len(LABELS)), np.float32)
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].tokens))
    for start in range(0, len(order), 64):
        given = batch(rows, order[start : start + 64])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            logits = network(there(given.tokens), there(given.mask))[0]
        found[given.rows] = logits.float().cpu().numpy()
        if start % 6_400 == 0:
            print(f"asked the network {start} of {len(order)}", file=sys.stderr)
    return found


def targets(logits: Floats) -> Floats:
    """Return what the fast tier is to say: the network's probabilities, and whether any harm is in sight."""
    probabilities = 1.0 / (1.0 + np.exp(-logits))
    harms = probabilities[:, [LABELS.index(name) for name in (*HARMS, "spam")]].max(axis=1)
    return np.concatenate([probabilities, (harms >= ASKED_FROM)[:, None]], axis=1).astype(np.float32)


def labelled(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Return what the examples' own labels say, and with which weight: 0 where they say nothing."""
    found = np.zeros((len(examples), len(LABELS) + 1), np.float32)
    weights = np.zeros_like(found)
    for row, example in enumerate(examples):
        for label, (target, weight) in example.known.items():
            found[row, LABELS.index(label)], weights[row, LABELS.index(label)] = target, weight
        harms = [example.known[name][0] for name in HARMS if name in example.known]
        if harms and (max(harms) >= _ASKED_IF_LABELLED or "toxicity" in example.known):
            found[row, -1], weights[row, -1] = float(max(harms) >= _ASKED_IF_LABELLED), 1.0
    return found, weights


def joined(network_says: Floats, examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Return targets and weights of examples that the network was asked about, their own labels counting more."""
    found, weights = labelled(examples)
    share = np.where(weights > 0, _LABEL_COUNTS, 0.0).astype(np.float32)
    share[:, -1] = 0.0
    return share * found + (1 - share) * network_says, np.maximum(weights, 0.5)


def counted(examples: Sequence[Example]) -> csr_matrix:
    """Return 1 and the logarithm of how often each example has each feature: a row for each."""
    found = [Counted.of(model_reading(example.text).text) for example in examples]
    starts = np.cumsum([0, *(len(words.buckets) for words in found)])
    values = np.concatenate([1.0 + np.log(words.counts.astype(np.float32)) for words in found])
    shape = (len(examples), BUCKETS)
    return csr_matrix((values, np.concatenate([words.buckets for words in found]), starts), shape=shape)


def rarity_in(rows: csr_matrix) -> NDArray[np.float16]:
    """Return the inverse document frequency of each bucket, 0 where none has it."""
    having = np.bincount(rows.indices, minlength=BUCKETS)
    rarity = np.log((1.0 + rows.shape[0]) / (1.0 + having)) + 1.0
    return np.where(having > 0, rarity, 0.0).astype(np.float16)


def weighed(rows: csr_matrix, rarity: NDArray[np.float16]) -> csr_matrix:
    """Return counted features as the product weighs them: by their rarity, each row of length 1."""
    rare = rows @ diags(rarity.astype(np.float32))
    lengths = np.sqrt(np.asarray(rare.multiply(rare).sum(axis=1)).ravel())
    return (diags(1.0 / np.maximum(lengths, 1e-6)) @ rare).tocsr().astype(np.float32)


def train_fast(
    rows: csr_matrix, wanted: Floats, weights: Floats, *, rounds: int = _ROUNDS
) -> tuple[Floats, Floats]:
    """Return the weights and the bias of logistic regressions, fitted by L-BFGS together."""
    columns, count = wanted.shape[1], rows.shape[1]
    turned = rows.T.tocsr()
    heard: list[float] = []

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        given = flat.astype(np.float32).reshape(count + 1, columns)
        logits = rows @ given[:-1] + given[-1]
        softplus = np.logaddexp(0.0, logits)
        error = weights * (expit(logits) - wanted)
        gradient = np.empty_like(given)
        gradient[:-1] = turned @ error + _HOLD_DOWN * given[:-1]
        gradient[-1] = error.sum(axis=0)
        held = 0.5 * _HOLD_DOWN * float((given[:-1] ** 2).sum(dtype=np.float64))
        heard.append(float((weights * (softplus - wanted * logits)).sum(dtype=np.float64)) + held)
        if len(heard) % 10 == 0:
            print(f"fast tier, look {len(heard)}: loss {heard[-1]:.0f}", file=sys.stderr)
        return heard[-1], gradient.astype(np.float64).ravel()

    start = np.zeros((count + 1) * columns)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6, "ftol": 1e-6}
    )
    both = found.x.astype(np.float32).reshape(count + 1, columns)
    return both[:-1], both[-1]


def with_advertising(
    arrays: Mapping[str, NDArray[Any]], examples: Sequence[Example]
) -> dict[str, NDArray[Any]]:
    """Return the fast tier's arrays with what it says of advertising, learnt from these examples, which tell both sides.

    Words that are in none of them do not count: comments under another video speak of other things.
    """
    forms = np.array([form(example.text) for example in examples])
    middle, spread = forms.mean(axis=0), np.maximum(forms.std(axis=0), _LEAST_SPREAD).astype(np.float32)
    looks = _LOOK_COUNTS * np.clip((forms - middle) / spread, -FAR, FAR)
    words = counted(examples)
    rarity = rarity_in(words)
    rows = hstack([weighed(words, rarity), csr_matrix(looks)]).tocsr().astype(np.float32)
    wanted, weights = (part[:, [LABELS.index("spam")]] for part in labelled(examples))
    learnt, bias = train_fast(rows, wanted, weights)
    return {
        **arrays,
        "spam_weights": learnt[:BUCKETS].astype(np.float16),
        "spam_bias": bias,
        "spam_rarity": rarity,
        "look_middle": middle,
        "look_spread": spread,
        "look_weights": _LOOK_COUNTS * learnt[BUCKETS:, 0],
    }


def advertising_elsewhere(arrays: Mapping[str, NDArray[Any]], examples: Sequence[Example]) -> Floats:
    """Return what the fast tier says of advertising in each example, having learnt of it from other groups alone."""
    column = LABELS.index("spam")
    found = np.zeros(len(examples), np.float32)
    for group in sorted({example.group for example in examples}):
        others = [example for example in examples if example.group != group]
        tier = FastTier.of(with_advertising(arrays, others), spam=column)
        for at, example in enumerate(examples):
            if example.group == group:
                found[at] = tier(model_reading(example.text))[column]
    return found
