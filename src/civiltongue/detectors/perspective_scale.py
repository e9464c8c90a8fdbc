"""What a score of the house's would have been on Perspective's scale, so that thresholds keep their meaning.

The curves in ``data/perspective.json`` only rise: they change how high a score is, never which of two texts
has the higher one. ``python -m training.perspective`` fits them to scores that Perspective itself gave.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising line through points, each a score of the house's and the same score on the other scale."""

    points: Sequence[Point]

    def __call__(self, score: float) -> float:
        """Return the score on the other scale."""
        place = bisect_right(self.points, (score, 1.0))
        if place == 0:
            return self.points[0][1]
        if place == len(self.points):
            return self.points[-1][1]
        (left, low), (right, high) = self.points[place - 1 : place + 1]
        return low + (high - low) * (score - left) / (right - left)


def on_their_scale(attribute: str, score: float) -> float:
    """Return a score on the scale of an attribute; one without a curve keeps its own."""
    curve = curves().get(attribute.partition("@")[0].removesuffix("_EXPERIMENTAL"))
    return score if curve is None else curve(score)


@cache
def curves() -> Mapping[str, Curve]:
    """Return the curves by attribute."""
    text = (resources.files("civiltongue.detectors") / "data" / "perspective.json").read_text("utf-8")
    found: dict[str, list[Point]] = json.loads(text)["curves"]
    return MappingProxyType(
        {name: Curve(tuple((left, right) for left, right in points)) for name, points in found.items()}
    )
