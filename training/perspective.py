"""Fit what puts the house's scores on Perspective's scale: curves and readouts; or measure them, and draw them.

``python -m training.perspective --data FOLDER`` fits to the rows for training, and writes what was fitted into the
package. ``--measure`` prints what it does on the rows for measuring. ``--draw FILE`` draws the curves.

Quantiles are matched: where a share of the texts is above a threshold by Perspective, the same share is above it
by the house. A regression would draw extreme scores to the middle, and a threshold of 0.8 would hardly be met. An
attribute whose order hardly agrees with Perspective's gets no curve, since a curve would only pretend that it does.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from civiltongue.detectors.perspective import ATTRIBUTES, Served, attribute_named
from civiltongue.detectors.perspective_scale import Curve, Heard, Point, Readout, curves, readouts, together
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.score_text import score_text
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from training.perspective_picture import picture
from training.perspective_readout import fit_readout, left_out
from training.rows import read_lines

CURVES = Path(__file__).parents[1] / "src" / "civiltongue" / "detectors" / "data" / "perspective.json"
FILE = "perspective_scores_2018.jsonl.zst"
QUANTILES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.995)
LEAST_AGREEMENT = 0.75
"""The area under the curve, at Perspective's 0.7, below which an attribute gets no curve."""
THRESHOLDS = (0.5, 0.7, 0.8, 0.9)
READ = (
    "TOXICITY",
    "SEVERE_TOXICITY",
    "IDENTITY_ATTACK",
    "INSULT",
    "PROFANITY",
    "THREAT",
    "SEXUALLY_EXPLICIT",
)
"""The attributes that get a readout too: the harms, which the network did not learn from Perspective's scores."""


@dataclass(slots=True)
class Sample:
    """The house's score and Perspective's for each text, and what the model heard in it."""

    pairs: list[Point] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    @property
    def theirs(self) -> list[float]:
        """Return Perspective's scores."""
        return [theirs for _, theirs in self.pairs]

    def on_their_scale(self, curve: Curve | None, read: Sequence[float] | None) -> list[Point]:
        """Return the pairs with the house's scores on Perspective's scale; ``read`` holds a readout's logits."""
        scaled = [curve(ours) if curve else ours for ours, _ in self.pairs]
        if read is not None:
            scaled = [together(one, logit) for one, logit in zip(scaled, read, strict=True)]
        return list(zip(scaled, self.theirs, strict=True))


Samples = dict[str, Sample]


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--measure", is_flag=True, help="Measure on dev/ and write nothing.")
@click.option("--draw", type=click.Path(path_type=Path), help="Draw the curves into this file (SVG).")
def main(data: Path, *, measure: bool, draw: Path | None) -> None:
    """Fit, measure or draw."""
    judge = Judge(load_policy(default()))
    if draw is not None:
        draw.write_text(picture(curves()), "utf-8")
    elif measure:
        samples = scored(data / "dev" / FILE, judge)
        given = readouts()
        read = {name: list(map(given[name], samples[name].heard)) for name in samples if name in given}
        _print(samples, curves(), read)
    else:
        samples = scored(data / "train" / FILE, judge)
        fitted = {
            name: fit(found.pairs)
            for name, found in samples.items()
            if area(found.pairs, threshold=0.7) >= LEAST_AGREEMENT
        }
        chosen = {name: samples[name] for name in READ if name in fitted}
        # The curves have few points; a readout has hundreds of weights, and is told of on texts it has not learnt.
        _print(samples, fitted, {name: left_out(found.heard, found.theirs) for name, found in chosen.items()})
        document = {
            "fitted_for": dict(score_text("x", judge=judge).versions),
            "curves": {name: [list(point) for point in curve.points] for name, curve in fitted.items()},
            "readouts": {
                name: _written(fit_readout(found.heard, found.theirs)) for name, found in chosen.items()
            },
        }
        CURVES.write_text(json.dumps(document, indent=None, separators=(",", ":")) + "\n", "utf-8")


def _written(readout: Readout) -> dict[str, Any]:
    return {"bias": readout.bias, "weights": [round(float(weight), 5) for weight in readout.weights]}


def scored(file: Path, judge: Judge) -> Samples:
    """Return the house's score and Perspective's for each text, by attribute; of its versions the last counts."""
    samples: Samples = {}
    for row in tqdm(list(read_lines(file)), unit="text", mininterval=10):
        found = score_text(row["text"], judge=judge, language="en")
        for name, theirs in _latest(row["scores"]).items():
            source = attribute_named(name)
            if isinstance(source, Served) and found.heard is not None:
                sample = samples.setdefault(name, Sample())
                sample.pairs.append((found.score(source), theirs))
                sample.heard.append(found.heard)
    return samples


def fit(pairs: Sequence[Point]) -> Curve:
    """Return the curve under which both scores are as often above any threshold."""
    ours, theirs = (sorted(side) for side in zip(*pairs, strict=True))
    found = [(0.0, 0.0), *((_quantile(ours, q), _quantile(theirs, q)) for q in QUANTILES), (1.0, 1.0)]
    together: dict[float, list[float]] = {}
    for left, right in found:
        together.setdefault(round(left, 4), []).append(round(right, 4))
    # Where many texts have the same score, the middle of what they were given stands for it; nothing is nothing.
    rising = {left: round(sum(rights) / len(rights), 4) for left, rights in together.items()}
    return Curve(tuple({**rising, 0.0: together[0.0][0], 1.0: 1.0}.items()))


def rank_correlation(pairs: Sequence[Point]) -> float:
    """Return Spearman's correlation."""
    ours, theirs = (_ranks(side) for side in zip(*pairs, strict=True))
    middle = (len(pairs) - 1) / 2
    both = sum((left - middle) * (right - middle) for left, right in zip(ours, theirs, strict=True))
    alone = [sum((rank - middle) ** 2 for rank in side) for side in (ours, theirs)]
    return both / (alone[0] * alone[1]) ** 0.5 if all(alone) else 0.0


def area(pairs: Sequence[Point], *, threshold: float) -> float:
    """Return the area under the curve where Perspective's scores at or above a threshold are to be found."""
    found = [ours for ours, theirs in pairs if theirs >= threshold]
    others = [ours for ours, theirs in pairs if theirs < threshold]
    if not found or not others:
        return float("nan")
    ranks = _ranks([*found, *others])
    return (sum(ranks[: len(found)]) - len(found) * (len(found) - 1) / 2) / (len(found) * len(others))


def _print(samples: Samples, fitted: Mapping[str, Curve], read: Mapping[str, Sequence[float]]) -> None:
    shares = "".join(f"   at {threshold}: theirs raw ours" for threshold in THRESHOLDS)
    print(f"{'attribute':<20} texts   rank raw, ours   area at .7 raw, ours{shares}   both at .8")
    for name, sample in samples.items():
        ours = sample.on_their_scale(fitted.get(name), read.get(name))
        cells = "".join(_shares(sample.pairs, ours, threshold) for threshold in THRESHOLDS)
        both = sum(left >= 0.8 and right >= 0.8 for left, right in ours)
        either = sum(left >= 0.8 or right >= 0.8 for left, right in ours)
        print(
            f"{name:<20} {len(ours):5}      {rank_correlation(sample.pairs):.3f}  {rank_correlation(ours):.3f}"
            f"           {area(sample.pairs, threshold=0.7):.3f}  {area(ours, threshold=0.7):.3f}"
            f"{cells}   {both} of {either}"
        )


def _shares(raw: Sequence[Point], ours: Sequence[Point], threshold: float) -> str:
    columns = ([theirs for _, theirs in raw], [score for score, _ in raw], [score for score, _ in ours])
    told = (f"{sum(score >= threshold for score in column) / len(raw):.3f}" for column in columns)
    return f"{'':9}{' '.join(told)}"


def _latest(scores: Mapping[str, Any]) -> dict[str, float]:
    """Return scores by attribute without its version."""
    given = sorted((name, score) for name, score in scores.items() if score is not None)
    found = {name.partition("@")[0]: float(score) for name, score in given}
    return {name: found[name] for name in ATTRIBUTES if name in found}


def _quantile(ranked: Sequence[float], share: float) -> float:
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)


def _ranks(values: Sequence[float]) -> list[float]:
    """Return each value's rank from 0; equal ones share the middle of theirs."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    starts = [
        0,
        *(at for at, (left, right) in enumerate(pairwise(order), 1) if values[left] != values[right]),
    ]
    ranks = [0.0] * len(values)
    for start, end in pairwise([*starts, len(values)]):
        for place in order[start:end]:
            ranks[place] = (start + end - 1) / 2
    return ranks


if __name__ == "__main__":
    main()
