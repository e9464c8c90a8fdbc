"""Places in a text counted as Perspective counts them: in UTF-16 code units."""

from itertools import accumulate

from civiltongue.domain.evidence import Span

_ONE_UNIT = "\uffff"


class Utf16:
    """Turn spans of code points into pairs of UTF-16 code units, the end not included."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] | None = None
        self.length = len(text)
        """How many code units the whole text has."""
        if text and max(text) > _ONE_UNIT:
            self._starts = list(accumulate((2 if sign > _ONE_UNIT else 1 for sign in text), initial=0))
            self.length = self._starts[-1]

    def span(self, span: Span) -> tuple[int, int]:
        """Return where a span begins and ends."""
        if self._starts is None:
            return span.start, span.end
        return self._starts[span.start], self._starts[span.end]
