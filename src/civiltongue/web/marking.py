"""Marking the words that a rule is about."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from civiltongue.domain.evidence import Span


def marked(visible: str, spans: Iterable[Span]) -> Markup:
    """Return the visible text as HTML with ``<mark>`` around the spans; overlapping ones become one."""
    parts: list[Markup] = []
    position = 0
    for start, end in _merged(spans, len(visible)):
        parts.append(escape(visible[position:start]))
        parts.append(Markup("<mark>{}</mark>").format(visible[start:end]))
        position = end
    parts.append(escape(visible[position:]))
    return Markup("").join(parts)


def _merged(spans: Iterable[Span], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = span.start, min(span.end, length)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif start < end:
            merged.append((start, end))
    return merged
