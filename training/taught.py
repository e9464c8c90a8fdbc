"""What the larger network says of texts, as targets for the small one to learn from.

It fills in what a source does not tell, and softens what it does.
"""

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm

from training.batches import Encoded, batch, encoded
from training.encoder import DEVICE, there
from training.labels import HARMS, LABELS
from training.rows import Example, drawn
from training.teacher import Teacher

HEARD: tuple[str, ...] = (*HARMS, "spam")
"""The labels that a lesson tells of; of the others, it has heard nothing."""
_HALF = 0.5
"""How much what it says counts where a source tells a label, and as a weight where none does."""
_SAID_TOGETHER = 48

Floats = NDArray[np.float32]


@torch.inference_mode()
def said_by(teacher: Teacher, cut: Tokenizer, examples: Sequence[Example]) -> Floats:
    """Return the larger network's label logits, (examples, labels)."""
    teacher.eval()
    rows: list[Encoded] = encoded(examples, None, cut=cut)
    found = np.zeros((len(rows), len(LABELS)), np.float32)
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].tokens))
    for start in tqdm(range(0, len(order), _SAID_TOGETHER), desc="the teacher says", mininterval=20):
        given = batch(rows, order[start : start + _SAID_TOGETHER])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            logits = teacher(there(given.tokens), there(given.mask))
        found[given.rows] = logits.float().cpu().numpy()
    return found


def taught_by(
    teacher: Teacher,
    cut: Tokenizer,
    learn: Mapping[str, list[Example]],
    work: Path,
    *,
    count: int,
    seed: int,
) -> dict[str, list[Example]]:
    """Return what is to be learnt, about ``count`` of the rows with what the teacher says of them."""
    rng = random.Random(f"{seed} taught")
    total = sum(len(rows) for rows in learn.values())
    asked = {id(row) for row in drawn(learn, rng, share=min(1.0, count / total))}
    chosen = [row for rows in learn.values() for row in rows if id(row) in asked]
    kept = work / "taught.npy"
    if not kept.exists():
        np.save(kept, (1.0 / (1.0 + np.exp(-said_by(teacher, cut, chosen)))).astype(np.float16))
    says = dict(zip(map(id, chosen), np.load(kept), strict=True))
    print(f"the teacher says something of {len(says)} of {total} texts", file=sys.stderr)
    return {
        name: [softened(row, says[id(row)]) if id(row) in says else row for row in rows]
        for name, rows in learn.items()
    }


def softened(example: Example, says: NDArray[np.float16]) -> Example:
    """Return an example with what is said of it: half of each label that is known, and what is not known."""
    known = dict(example.known)
    for label in HEARD:
        probability = float(says[LABELS.index(label)])
        target, weight = known.get(label, (0.0, 0.0))
        if weight:
            known[label] = ((1.0 - _HALF) * target + _HALF * probability, weight)
        else:
            known[label] = (probability, _HALF)
    return replace(example, known=known)
