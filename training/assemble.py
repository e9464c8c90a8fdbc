"""Put the shipped files together: the exported network, what its scores mean, the fast tier, and a version."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from civiltongue.detectors.model import evidence_spans
from civiltongue.detectors.model_linear import FastTier
from civiltongue.detectors.model_network import Network as Reader
from civiltongue.detectors.model_reading import model_reading, model_readings
from civiltongue.domain.evidence import Span
from training.calibrate import PREVALENCE, platt, precision, product_logits, sample
from training.export import vocabulary
from training.labels import HARMS, LABELS
from training.lines import best_line
from training.rows import Example

LANGUAGES = ("en",)
SHORT = 24
"""Texts of fewer words always go to the network: they cost it little, and tell the fast tier little."""
_CAUGHT = 0.999
"""The share of what the network would act on that the fast tier must pass on to it."""
_ACTED_ON = 0.4
BLENDED: Mapping[str, str] = {
    "toxicity": "jigsaw_wiki",
    "insult": "jigsaw_wiki",
    "profanity": "davidson",
    "sexism": "edos",
    "spam": "youtube_spam",
}
"""The labels to whose logits some of the fast tier's is added, and the source whose held-out texts say how much."""
_SHARES = (0.0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0)
_SAMPLES = 200
_THRESHOLDS, _REACHES = (-2.0, -1.6, -1.2, -0.8, -0.4, 0.0), (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
_SAME: tuple[float, float] = (1.0, 0.0)

Floats = NDArray[np.float32]


def assemble(
    reader: Reader,
    shipped: Mapping[str, NDArray[Any]],
    measured: Mapping[str, NDArray[Any]],
    held_out: Mapping[str, Sequence[Example]],
    place: Path,
    *,
    further: float,
) -> dict[str, Any]:
    """Write linear.npz, vocabulary.txt and model.json beside network.onnx, and return what was measured.

    ``shipped`` and ``measured`` are the fast tier's arrays; the second have learnt nothing from held-out texts.
    ``further`` says how far the fast tier's line for advertising lies, over all videos, from that under the held-out one.
    """
    examples = [example for found in held_out.values() for example in found]
    logits = np.array(
        [product_logits(reader, example.text) for example in tqdm(examples, desc="held out", mininterval=20)]
    )
    tier = FastTier.of(measured, spam=LABELS.index("spam"))
    fast = np.array([tier(reader.plainest(model_readings(example.text))) for example in examples])
    shares = {label: _share(label, examples, logits, fast) for label in BLENDED}
    logits += np.array([shares.get(label, 0.0) for label in LABELS], np.float32) * fast[:, : len(LABELS)]
    network_scale = {
        label: platt(sample(label, examples, logits)) if label in PREVALENCE else _SAME for label in LABELS
    }
    fast_scale = {
        label: platt(sample(label, examples, fast)) if label in PREVALENCE else _SAME for label in LABELS
    }
    gate, asked = _gate(examples, logits, fast, network_scale)
    np.savez(place / "linear.npz", **shipped)
    (place / "vocabulary.txt").write_text("\n".join(vocabulary()), "utf-8")
    evidence, reach = _evidence_lines(reader, held_out["toxic_spans"])
    settings: dict[str, Any] = {
        "labels": LABELS,
        "languages": LANGUAGES,
        "network": network_scale,
        "fast": fast_scale,
        "blend": shares,
        "gate": gate,
        "short": SHORT,
        "evidence": evidence,
        "reach": reach,
        "decisions": _decisions(examples, logits, network_scale, shares["spam"] * further),
    }
    settings = {"version": _version(place, settings)} | settings
    (place / "model.json").write_text(json.dumps(settings, indent=1), "utf-8")
    found = {label: precision(sample(label, examples, logits), network_scale[label]) for label in PREVALENCE}
    return {"version": settings["version"], "asked": asked, "precision": found}


def _version(place: Path, settings: Mapping[str, Any]) -> str:
    digest = hashlib.sha256((place / "network.onnx").read_bytes())
    digest.update((place / "linear.npz").read_bytes())
    digest.update(json.dumps(settings, sort_keys=True).encode())
    return f"1-{digest.hexdigest()[:8]}"


def _share(label: str, examples: Sequence[Example], logits: Floats, fast: Floats) -> float:
    """Return how much of the fast tier's logit to add to the network's, by how they order held-out texts.

    Of the shares that are not surely worse than the best, the middle one is taken: they and the best differ by less
    than a standard error over samples of the texts.
    """
    column = LABELS.index(label)
    rows = np.array(
        [
            at
            for at, example in enumerate(examples)
            if example.source == BLENDED[label] and label in example.known
        ]
    )
    positive = np.array([examples[at].known[label][0] >= 0.5 for at in rows])
    scores = [logits[rows, column] + share * fast[rows, column] for share in _SHARES]
    rng = np.random.default_rng(1)
    drawn = [rng.integers(len(rows), size=len(rows)) for _ in range(_SAMPLES)]
    areas = np.array([[_area(said[picked], positive[picked]) for said in scores] for picked in drawn])
    worse = areas[:, [int(areas.mean(axis=0).argmax())]] - areas
    near = worse.mean(axis=0) <= worse.std(axis=0)
    found = [share for share, is_near in zip(_SHARES, near, strict=True) if is_near]
    return found[(len(found) - 1) // 2]


def _area(said: Floats, positive: NDArray[np.bool_]) -> float:
    ranks = said.argsort().argsort() + 1.0
    count, rest = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - count * (count + 1) / 2) / max(count * rest, 1))


def _probability(logits: Floats, scale: tuple[float, float]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(scale[0] * logits.astype(np.float64) + scale[1])))
    return found


def _gate(
    examples: Sequence[Example], logits: Floats, fast: Floats, scale: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Return the gate, and the share of everyday long texts that pass it at natural prevalence."""
    long = [at for at, example in enumerate(examples) if example.text.count(" ") >= SHORT]
    acted = (
        np.max([_probability(logits[long, LABELS.index(name)], scale[name]) for name in HARMS], axis=0)
        >= _ACTED_ON
    )
    said = fast[long, -1]
    gate = float(np.quantile(said[acted], 1.0 - _CAUGHT))
    everyday = np.array([examples[at].source == "jigsaw_wiki" for at in long])
    toxic = np.array([examples[at].known.get("toxicity", (0.0, 0.0))[0] >= 0.5 for at in long])
    share = PREVALENCE["toxicity"]
    passed = said >= gate
    asked = share * passed[everyday & toxic].mean() + (1 - share) * passed[everyday & ~toxic].mean()
    print(f"gate {gate:.3f}: {asked:.1%} of long everyday texts go to the network", file=sys.stderr)
    return round(gate, 4), round(float(asked), 4)


def _evidence_lines(reader: Reader, examples: Sequence[Example]) -> tuple[float, float]:
    """Return from which logit a word is evidence, and how far below the strongest, for the best character F1."""
    answers = [
        (reader.read(form.text), form, example)
        for example in examples
        for form in [model_reading(example.text)]
    ]
    best = (0.0, 0.0, 0.0)
    for threshold, reach in product(_THRESHOLDS, _REACHES):
        shares = [
            _character_f1(
                evidence_spans(answer, form, threshold=threshold, reach=reach), example.evidence or ()
            )
            for answer, form, example in answers
        ]
        best = max(best, (float(np.mean(shares)), threshold, reach))
    print(f"evidence from {best[1]}, {best[2]} below the strongest: F1 {best[0]:.3f}", file=sys.stderr)
    return best[1:]


def _character_f1(found: Sequence[Span], wanted: Sequence[tuple[int, int]]) -> float:
    ours = {at for span in found for at in range(span.start, span.end)}
    right = {at for start, end in wanted for at in range(start, end)}
    return (
        float(not ours and not right)
        if not ours or not right
        else 2 * len(ours & right) / (len(ours) + len(right))
    )


def _decisions(
    examples: Sequence[Example], logits: Floats, scale: Mapping[str, tuple[float, float]], further: float
) -> dict[str, float]:
    """Return the scores that part held-out texts best: sexism in edos, hate in look-alikes of it, spam under videos.

    That of spam is drawn under one video alone; ``further`` says how much higher it lies under others.
    """
    found = {}
    for label, sources in (
        ("sexism", {"edos"}),
        ("identity_attack", {"dynahate", "hatemoji_build"}),
        ("spam", {"youtube_spam"}),
    ):
        rows = [
            at for at, example in enumerate(examples) if example.source in sources and label in example.known
        ]
        targets = np.array([examples[at].known[label][0] >= 0.5 for at in rows])
        best = best_line(logits[rows, LABELS.index(label)], targets) + (further if label == "spam" else 0.0)
        found[label] = float(_probability(np.array([best], np.float32), scale[label])[0])
    return {label: round(line, 6) for label, line in found.items()}
