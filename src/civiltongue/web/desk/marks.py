"""Marking words per rule: each mark carries the numbers of the rules that it is under."""

import itertools
from collections.abc import Sequence

from markupsafe import Markup, escape

from civiltongue.domain.ruling import Reason


def marked_by_rule(visible: str, reasons: Sequence[Reason]) -> Markup:
    """Return the visible text as HTML; a mark names its rules by their places among the reasons, from 1."""
    edges = {0, len(visible)}
    for reason in reasons:
        for span in reason.spans:
            edges |= {min(span.start, len(visible)), min(span.end, len(visible))}
    places = sorted(edges)
    parts: list[Markup] = []
    before: tuple[int, ...] = ()
    for start, end in itertools.pairwise(places):
        under = tuple(
            number
            for number, reason in enumerate(reasons, start=1)
            if any(span.start <= start and end <= span.end for span in reason.spans)
        )
        parts.append(_marked(visible[start:end], under, opens=under != before))
        before = under
    return Markup("").join(parts)


def _marked(text: str, under: tuple[int, ...], *, opens: bool) -> Markup:
    if not under:
        return escape(text)
    numbers = " ".join(map(str, under))
    label = Markup("<sup>{}</sup>").format(numbers) if opens else ""
    return Markup('<mark data-rules="{}">{}{}</mark>').format(numbers, text, label)
