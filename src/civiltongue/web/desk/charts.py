"""Charts of the desk, drawn on the server: columns over time and bars beside numbers; tables tell the same."""

from collections.abc import Sequence

from markupsafe import Markup


def columns(rows: Sequence[Sequence[tuple[str, float]]], *, title: str, said: str, name: str) -> Markup:
    """Return a column for each row, made of named parts from below; ``said`` says in words what is seen.

    A part's name is its class in the stylesheet. ``name`` is unique on the page.
    """
    most = max((sum(value for _, value in row) for row in rows), default=0) or 1
    drawn: list[Markup] = []
    for number, row in enumerate(rows):
        base = 100.0
        for part, value in row:
            height = value * 100 / most
            if height:
                base -= height
                drawn.append(_rect(part, number * 10 + 1, base, 8, height))
    return Markup(
        '<svg class="columns" viewBox="0 0 {} 100" preserveAspectRatio="none" role="img"'
        ' aria-labelledby="{}-title {}-said"><title id="{}-title">{}</title>'
        '<desc id="{}-said">{}</desc>{}</svg>'
    ).format(max(len(rows), 1) * 10, name, name, name, title, name, said, Markup("").join(drawn))


def bar(parts: Sequence[tuple[str, float]], most: float) -> Markup:
    """Return a bar of named parts, ``most`` being its whole length; the number stands beside it."""
    drawn, at = [], 0.0
    for part, value in parts:
        width = value * 100 / (most or 1)
        if width:
            drawn.append(_rect(part, at, 0, width, 4))
            at += width
    return Markup(
        '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    ).format(Markup("").join(drawn))


def _rect(part: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{}" x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"/>').format(
        part, x, y, width, height
    )
