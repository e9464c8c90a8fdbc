"""Train the fast tier: what the network would say, from hashed words and letter runs, and whether to ask it."""

import random
import sys
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from civiltongue.detectors.model_linear import BUCKETS, features
from civiltongue.detectors.model_reading import model_reading
from training.batches import batch, encoded
from training.encoder import Network
from training.labels import HARMS, LABELS
from training.rows import Example

ASKED_FROM = 0.3
"""From which of its own uncalibrated probabilities of any harm on the network is worth asking."""
_ASKED_IF_LABELLED = 0.3
_EPOCHS, _ROWS, _RATE = 3, 128, 0.02


@torch.inference_mode()
def taught(network: Network, examples: Sequence[Example]) -> NDArray[np.float32]:
    """Return the network's label logits for the examples, undisguised."""
    rows = encoded(examples, None)
    found = np.zeros((len(rows), len(LABELS)), np.float32)
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].tokens))
    for start in range(0, len(order), 64):
        given = batch(rows, order[start : start + 64])
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(torch.from_numpy(given.tokens), torch.from_numpy(given.mask))[0]
        found[given.rows] = logits.float().numpy()
        if start % 6_400 == 0:
            print(f"asked the network {start} of {len(order)}", file=sys.stderr)
    return found


def targets(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what the fast tier is to say: the network's probabilities, and whether any harm is in sight."""
    probabilities = 1.0 / (1.0 + np.exp(-logits))
    harms = probabilities[:, [LABELS.index(name) for name in (*HARMS, "spam")]].max(axis=1)
    return np.concatenate([probabilities, (harms >= ASKED_FROM)[:, None]], axis=1).astype(np.float32)


def labelled(examples: Sequence[Example]) -> NDArray[np.float32]:
    """Return what the examples' own labels say instead, and NaN for what they do not."""
    found = np.full((len(examples), len(LABELS) + 1), np.nan, np.float32)
    for row, example in enumerate(examples):
        for label, (target, _) in example.known.items():
            found[row, LABELS.index(label)] = target
        harms = [example.known[name][0] for name in HARMS if name in example.known]
        if harms and (max(harms) >= _ASKED_IF_LABELLED or "toxicity" in example.known):
            found[row, -1] = float(max(harms) >= _ASKED_IF_LABELLED)
    return found


def train_fast(
    examples: Sequence[Example], wanted: NDArray[np.float32], *, seed: int
) -> tuple[NDArray[np.float16], NDArray[np.float32]]:
    """Return the weights and the bias of the fast tier; targets that are NaN are unknown."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    rows = [
        torch.from_numpy(features(model_reading(example.text).text).astype(np.int64)) for example in examples
    ]
    columns = wanted.shape[1]
    weights = torch.nn.EmbeddingBag(BUCKETS, columns, mode="sum", sparse=True)
    torch.nn.init.zeros_(weights.weight)
    bias = torch.nn.Parameter(torch.zeros(columns))
    steps = [torch.optim.SparseAdam(weights.parameters(), lr=_RATE), torch.optim.Adam([bias], lr=_RATE)]
    order = [at for at, row in enumerate(rows) if len(row)]
    for epoch in range(_EPOCHS):
        rng.shuffle(order)
        for group in steps[0].param_groups:
            group["lr"] = _RATE * (1.0 - epoch / _EPOCHS)
        heard = 0.0
        for start in range(0, len(order), _ROWS):
            chosen = order[start : start + _ROWS]
            found = [rows[at] for at in chosen]
            counts = torch.tensor([len(row) for row in found])
            scale = counts.float().rsqrt()
            offsets = torch.cat((torch.zeros(1, dtype=torch.long), counts.cumsum(0)[:-1]))
            logits = weights(torch.cat(found), offsets) * scale[:, None] + bias
            aims = torch.from_numpy(wanted[chosen])
            known = ~aims.isnan()
            loss = functional.binary_cross_entropy_with_logits(logits[known], aims[known])
            loss.backward()
            for step in steps:
                step.step()
                step.zero_grad(set_to_none=True)
            heard += float(loss.detach())
        print(f"fast tier, epoch {epoch}: loss {heard / (len(order) / _ROWS):.4f}", file=sys.stderr)
    return weights.weight.detach().numpy().astype(np.float16), bias.detach().numpy()
