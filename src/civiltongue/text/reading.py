"""One way to read a text, with every letter's place in the visible text kept."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, compress

from civiltongue.domain.evidence import Span
from civiltongue.text.suspects import suspects

LEFT_OUT = "\x80"
"""A control character, which no reading holds."""


class Reading:
    """Hold one way to read a text: lower-case, undisguised, with a map back to the visible text.

    The map is drawn when it is first asked for: most readings hold nothing that anybody asks about.
    """

    __slots__ = ("_offsets", "_suspects", "text", "visible")

    def __init__(self, text: str, offsets: Sequence[int] | Callable[[], Sequence[int]], visible: str) -> None:
        """Take a reading of a visible text, and its offsets or what works them out."""
        self.text = text
        self.visible = visible
        self._offsets = offsets
        self._suspects: frozenset[str] | None = None

    @property
    def offsets(self) -> Sequence[int]:
        """Return where each code point of ``text`` is in the visible text, and, last, where that ends."""
        if callable(self._offsets):
            self._offsets = self._offsets()
        return self._offsets

    @property
    def suspects(self) -> frozenset[str]:
        """Return what in the text may be a disguise; see :mod:`civiltongue.text.suspects`."""
        if self._suspects is None:
            self._suspects = suspects(self.text)
        return self._suspects

    def span(self, start: int, end: int) -> Span:
        """Return what ``text[start:end]`` is in the visible text, with what was folded away in it."""
        return Span(*self.place(start, end))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end of :meth:`span`."""
        first = self.offset(start)
        return first, max(self.offset(end), first + 1)

    def offset(self, place: int) -> int:
        """Return one of :attr:`offsets`."""
        return self.offsets[place]

    def with_text(self, text: str) -> "Reading":
        """Return the same reading with other letters, one for one."""
        return Respelt(self, text)

    def shortened(self, marked: str) -> "Shortened":
        """Return the reading without some of its text: that is ``marked``, with LEFT_OUT in its stead."""
        return Shortened(self, marked)


class Respelt(Reading):
    """Hold a reading that another one becomes with other letters, one for one."""

    __slots__ = ("_whole",)

    def __init__(self, whole: Reading, text: str) -> None:
        """Take the other reading and the letters."""
        super().__init__(text, lambda: whole.offsets, whole.visible)
        self._whole = whole

    def offset(self, place: int) -> int:
        """Return one of :attr:`offsets`."""
        return self._whole.offset(place)


class Shortened(Reading):
    """Hold a reading that another one becomes without some of its text."""

    __slots__ = ("_joints", "_marked", "_whole")

    def __init__(self, whole: Reading, marked: str) -> None:
        """Take the other reading, and its text with LEFT_OUT for every code point that is left out."""
        super().__init__(marked.replace(LEFT_OUT, ""), self._worked_out, whole.visible)
        self._whole = whole
        self._marked = marked
        self._joints: list[int] | None = None

    def offset(self, place: int) -> int:
        """Return one of :attr:`offsets`."""
        return self._whole.offset(place + bisect_right(self.joints, place))

    def likewise(self, other: Reading) -> "Shortened":
        """Return another reading without the same places, where that has one letter for each of the whole's."""
        kept = []
        start = 0
        for piece in self._marked.split(LEFT_OUT):
            kept.append(other.text[start : start + len(piece)])
            start += len(piece) + 1
        return other.shortened(LEFT_OUT.join(kept))

    def is_joined(self, start: int, end: int) -> bool:
        """Say whether something was left out inside ``text[start:end]``."""
        at = bisect_right(self.joints, start)
        return at < len(self.joints) and self.joints[at] < end

    @property
    def joints(self) -> list[int]:
        """Return where in the text something was left out, once for each code point."""
        if self._joints is None:
            pieces = self._marked.split(LEFT_OUT)
            self._joints = list(accumulate(map(len, pieces[:-1])))
        return self._joints

    def _worked_out(self) -> Sequence[int]:
        kept = map(LEFT_OUT.__ne__, self._marked)
        return [*compress(self._whole.offsets, kept), self._whole.offsets[-1]]
