"""Figures as the benchmarks print them."""

from math import sqrt


def wilson(hits: int, total: int, *, z: float = 1.96) -> tuple[float, float]:
    """Return the ends of Wilson's interval for a share of ``total``, by default that of 95 %."""
    if not total:
        return 0.0, 1.0
    share, spread = hits / total, z * z / total
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return centre - half, centre + half


def interval(hits: int, total: int) -> str:
    """Return a share with its interval: ``.981 (.970–.988)``."""
    low, high = wilson(hits, total)
    share = hits / total if total else 0.0
    return f"{share:.3f} ({low:.3f}–{high:.3f})"
