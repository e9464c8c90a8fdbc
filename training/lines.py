"""Where to part texts of a kind from others, and how far that moves from one group of texts to the next."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32] | NDArray[np.float64]


def best_line(given: Array, positive: NDArray[np.bool_]) -> float:
    """Return the score that parts best, by the mean of both sides' F1.

    Of the lines that do so within a standard error of the best, the middle one is taken.
    """
    lines = np.linspace(*np.quantile(given, (0.05, 0.95)), 181)
    shares = np.array([_macro_f1(given >= line, positive) for line in lines])
    error = np.sqrt(shares.max() * (1.0 - shares.max()) / len(positive))
    return float(np.median(lines[shares >= shares.max() - error]))


def further_elsewhere(
    given: Array, positive: NDArray[np.bool_], groups: NDArray[np.str_], group: str
) -> float:
    """Return how much higher the line over all groups lies than that in ``group``."""
    inside = groups == group
    return best_line(given, positive) - best_line(given[inside], positive[inside])


def _macro_f1(said: NDArray[np.bool_], right: NDArray[np.bool_]) -> float:
    return float(
        np.mean(
            [
                2 * ((said == side) & (right == side)).sum() / ((said == side).sum() + (right == side).sum())
                for side in (True, False)
            ]
        )
    )
