"""What the larger network says of texts, as targets for the small one to learn from.

It is asked about texts in the manner of one source, which the small one hears worst, and about texts made of these.
It fills in what a source does not tell, and softens what it does.
"""

from collections.abc import Mapping, Sequence, Set
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
from training.made import made_of
from training.rows import Example
from training.teacher import Teacher

ABOUT = "sexism"
"""What the larger network hears better."""
MADE_OF = "edos"
LIKE_IT: tuple[str, ...] = ("hatexplain", "davidson", "dynahate", "edos")
"""Sources in the manner of the one that texts are made of."""
COUNTS: Mapping[str, int] = {
    "jigsaw_wiki": 24_000,
    "jigsaw_wiki_normalised": 1_500,
    "civil_toxic_spans": 6_000,
    "civil_toxic_marco": 1_000,
    "toxic_spans": 5_000,
    "edos": 40_000,
    "paradetox": 5_000,
    "hatexplain": 15_000,
    "davidson": 10_000,
    "hatemoji_build": 3_000,
    "dynahate": 6_400,
    "sbic": 2_500,
    "stormfront": 3_000,
    "convabuse": 1_000,
    "reddit_incivility": 2_500,
    "youtube_spam": 2_000,
    "politeness": 3_500,
    "perspective_scores_2018": 900,
}
"""How many rows of each source an epoch of being taught has."""
_HALF, _GUESSED, _MEANT = 0.5, 0.4, 1.5
"""How much what it says counts where a source tells a label; as a weight where none does; of what it is asked about."""
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
    measured: Set[str],
    work: Path,
    *,
    seed: int,
) -> dict[str, list[Example]]:
    """Return what is to be learnt, with what the teacher says of it where it is asked, and with the texts made."""
    made = [
        Example(text, MADE_OF, {})
        for text in made_of([row.text for row in learn[MADE_OF]], measured, seed=seed)
    ]
    asked = made + [row for name in LIKE_IT for row in learn[name]]
    kept = work / "taught.npy"
    if not kept.exists():
        np.save(kept, said_by(teacher, cut, asked))
    says = 1.0 / (1.0 + np.exp(-np.load(kept)))
    softer: dict[str, list[Example]] = {name: [] for name in LIKE_IT}
    for row, said in zip(asked, says, strict=True):
        softer[row.source].append(softened(row, said))
    return {**learn, **softer}


def softened(example: Example, says: Floats) -> Example:
    """Return an example with what is said of it: half of each harm that is known, and what is not known."""
    known = dict(example.known)
    for label in HARMS:
        probability = float(says[LABELS.index(label)])
        target, weight = known.get(label, (0.0, 0.0))
        if weight:
            known[label] = ((1.0 - _HALF) * target + _HALF * probability, weight)
        else:
            known[label] = (probability, _MEANT if label == ABOUT else _GUESSED)
    return replace(example, known=known)
