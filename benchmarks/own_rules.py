"""Measure rules in a publisher's own words on a public set of written rules, examples and decisions.

``python -m benchmarks.own_rules [--data PATH] [--picture FILE.svg] [--seeds N]``. ``PATH`` holds
``dev/agile_rules.jsonl.zst``: a rule, two examples that break it, two that keep it, a comment, and
whether that breaks it. It is measured on and nothing else; no number in the product was chosen by it.

Without decisions every comment is judged by its own row's rule and examples. With decisions the rule
has the examples of one row, learns from that many rows, and is asked about all other texts.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.model_data import Row, rows
from benchmarks.model_metrics import auc
from civiltongue.detectors.own_rules import ordinary_comments, understand
from civiltongue.detectors.own_rules_features import Seen, look
from civiltongue.detectors.own_rules_lesson import Taught, learn

NAME = "agile_rules"
DECIDED = (10, 25, 50, 100, 200, 400, 800)
WANTED = {0: (0.65, 0.80), 100: (0.80, 0.88)}
"""AUC that must be reached and that is aimed at, by the number of decisions."""


def main() -> None:
    """Print the learning curve, and draw it where a file is named."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--picture", type=Path, help="an .svg file to draw the learning curve in")
    arguments.add_argument("--seeds", type=int, default=10, help="how often other rows are decided")
    chosen = arguments.parse_args()
    if not (chosen.data / "dev" / f"{NAME}.jsonl.zst").exists():
        sys.exit(
            f"{chosen.data}: dev/{NAME}.jsonl.zst is missing; name the folder that holds dev/ with --data"
        )
    given = rows(chosen.data, NAME)
    print(f"{len(given)} comments; AUC")
    curve = learning_curve(given, seeds=chosen.seeds)
    for count, mean, spread in curve:
        wanted = "   wanted {:.2f}, aimed at {:.2f}".format(*WANTED[count]) if count in WANTED else ""
        what = f"with {count} decided comments" if count else "two examples each way"
        print(f"{what:<31} {mean:.3f} ± {spread:.3f}{wanted}")
    if chosen.picture:
        chosen.picture.write_text(_drawn(curve), encoding="utf-8")


def learning_curve(
    given: Sequence[Row], *, decided: Sequence[int] = DECIDED, seeds: int
) -> list[tuple[int, float, float]]:
    """Return the AUC by the number of decisions, 0 for the examples alone, with its spread over the seeds."""
    seen = _seen(given)
    ordinary = ordinary_comments(understand)
    curve = [(0, _by_examples(given, seen, ordinary), 0.0)]
    return curve + [(count, *_by_decisions(given, seen, ordinary, count, seeds)) for count in decided]


def _seen(given: Sequence[Row]) -> dict[str, Seen]:
    texts = {text for row in given for text in (row["text"], row["rule"], *row["breaks"], *row["keeps"])}
    return {text: look(text, understand(text)) for text in sorted(texts)}


def _taught(row: Row, seen: dict[str, Seen], decided: Sequence[Row] = ()) -> Taught:
    return Taught(
        wording=seen[row["rule"]],
        breaks=tuple(seen[text] for text in row["breaks"]),
        keeps=tuple(seen[text] for text in row["keeps"]),
        decided=tuple(seen[one["text"]] for one in decided),
        broke=tuple(bool(one["violates"]) for one in decided),
    )


def _by_examples(given: Sequence[Row], seen: dict[str, Seen], ordinary: Sequence[Seen]) -> float:
    found = []
    for row in given:
        lesson = learn(_taught(row, seen), ordinary)
        found.append(lesson.slope * lesson.weights.of(seen[row["text"]]) + lesson.offset)
    return auc(found, [row["violates"] for row in given])


def _by_decisions(
    given: Sequence[Row], seen: dict[str, Seen], ordinary: Sequence[Seen], count: int, seeds: int
) -> tuple[float, float]:
    found = []
    for seed in range(seeds):
        order = list(given)
        random.Random(seed).shuffle(order)
        decided = order[:count]
        known = {row["text"] for row in decided}
        asked = [row for row in order[count:] if row["text"] not in known]
        lesson = learn(_taught(decided[0], seen, decided), ordinary)
        scores = [lesson.weights.of(seen[row["text"]]) for row in asked]
        found.append(auc(scores, [row["violates"] for row in asked]))
    return float(np.mean(found)), float(np.std(found))


def _drawn(curve: Sequence[tuple[int, float, float]]) -> str:
    """Return the learning curve as SVG: decisions on a scale of doublings, AUC from .5 to 1."""

    def place(count: int, area: float) -> str:
        across = 60 + 560 * np.log2(1 + count / 5) / np.log2(1 + DECIDED[-1] / 5)
        return f"{across:.1f},{260 - 440 * (area - 0.5):.1f}"

    line = " ".join(place(count, mean) for count, mean, _ in curve)
    upper = [place(count, mean + spread) for count, mean, spread in curve]
    lower = [place(count, mean - spread) for count, mean, spread in reversed(curve)]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 310" width="660" role="img"'
        ' font-family="sans-serif" font-size="12">',
        "<title>A rule in a publisher's own words learns from decisions</title>",
        '<rect width="660" height="310" fill="#fff"/>',
    ]
    for area in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        y = 260 - 440 * (area - 0.5)
        parts.append(f'<line x1="60" y1="{y:.1f}" x2="620" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="52" y="{y + 4:.1f}" text-anchor="end" fill="#777">{area:.1f}</text>')
    parts.append(f'<polygon points="{" ".join([*upper, *lower])}" fill="#2b5d8a" fill-opacity="0.15"/>')
    parts.append(f'<polyline points="{line}" fill="none" stroke="#2b5d8a" stroke-width="2"/>')
    for count, mean, _ in curve:
        x, up = place(count, mean).split(",")
        parts.append(f'<circle cx="{x}" cy="{up}" r="3" fill="#2b5d8a"/>')
        parts.append(f'<text x="{x}" y="{float(up) - 9:.1f}" text-anchor="middle">{mean:.2f}</text>')
        parts.append(f'<text x="{x}" y="278" text-anchor="middle" fill="#777">{count}</text>')
    parts.append('<text x="340" y="300" text-anchor="middle" fill="#777">decided comments</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
