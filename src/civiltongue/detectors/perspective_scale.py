"""What a score of the house's would have been on Perspective's scale, so that thresholds keep their meaning.

The curves in ``data/perspective.json`` only rise: they change how high a score is, never which of two texts
has the higher one. Beside them stand readouts of what the model heard, which say which of two civil texts
Perspective would have found less civil. ``python -m training.perspective`` fits both to scores that Perspective
itself gave.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Heard = NDArray[np.float32]
"""What the model heard in a text, as numbers (:meth:`civiltongue.detectors.model.Model.heard`)."""
Point = tuple[float, float]


_LEAST, _READ_BELOW = 0.003, 0.5


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


@dataclass(frozen=True, slots=True)
class Readout:
    """A sum of what was heard, each number with its weight: a logit on the other scale."""

    weights: Heard
    bias: float

    def __call__(self, heard: Heard) -> float:
        """Return the logit."""
        return float(self.weights @ heard) + self.bias


def on_their_scale(attribute: str, score: float, heard: Heard | None = None) -> float:
    """Return a score on the scale of an attribute; one without a curve keeps its own.

    ``heard`` is what the model heard in the text, where it read it.
    """
    name = attribute.partition("@")[0].removesuffix("_EXPERIMENTAL")
    curve, readout = curves().get(name), readouts().get(name)
    scaled = score if curve is None else curve(score)
    return scaled if heard is None or readout is None else together(scaled, readout(heard))


def together(scaled: float, read: float) -> float:
    """Return one score of a score and a readout's logit: the higher the score, the less the readout counts.

    From 0.5 up it does not count at all, so that thresholds there mean what they meant.
    """
    if scaled >= _READ_BELOW:
        return scaled
    share = scaled / _READ_BELOW
    sure = max(scaled, _LEAST)
    logit = share * math.log(sure / (1.0 - sure)) + (1.0 - share) * read
    return 1.0 / (1.0 + math.exp(-logit))


@cache
def curves() -> Mapping[str, Curve]:
    """Return the curves by attribute."""
    return MappingProxyType(
        {
            name: Curve(tuple((left, right) for left, right in points))
            for name, points in _document()["curves"].items()
        }
    )


@cache
def readouts() -> Mapping[str, Readout]:
    """Return the readouts by attribute."""
    return MappingProxyType(
        {
            name: Readout(np.array(found["weights"], np.float32), found["bias"])
            for name, found in _document()["readouts"].items()
        }
    )


def _document() -> dict[str, Any]:
    text = (resources.files("civiltongue.detectors") / "data" / "perspective.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
