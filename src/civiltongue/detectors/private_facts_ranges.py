"""Ranges of a text that facts have taken already."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class Ranges:
    """Keep ranges of code points that do not overlap, in order."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._ranges: list[tuple[int, int]] = sorted(ranges)

    def add(self, start: int, end: int) -> bool:
        """Add a range unless it overlaps one; say whether it was added."""
        if self.overlap(start, end):
            return False
        insort(self._ranges, (start, end))
        return True

    def overlap(self, start: int, end: int) -> bool:
        """Say whether a range has a code point in common with one of these."""
        at = bisect_left(self._ranges, (start, end))
        return any(first < end and start < last for first, last in self._ranges[max(0, at - 1) : at + 1])
