"""Draw what the house's scores are on Perspective's scale: one small curve for each attribute, as SVG."""

from collections.abc import Iterator, Mapping

from civiltongue.detectors.perspective_scale import Curve

_COLUMNS, _SIDE, _GAP, _TOP = 4, 150, 40, 50
_INK, _FAINT, _LINE, _MARK = "#222", "#bbb", "#2b5d8a", "#a8443c"
THRESHOLD = 0.8


def picture(curves: Mapping[str, Curve]) -> str:
    """Return the picture; in each square the house's score goes to the right, Perspective's up."""
    rows = -(-len(curves) // _COLUMNS)
    wide, high = _COLUMNS * (_SIDE + _GAP) + _GAP, rows * (_SIDE + _GAP + 16) + _TOP + 20
    parts = [
        part
        for number, (name, curve) in enumerate(curves.items())
        for part in _square(
            name,
            curve,
            _GAP + number % _COLUMNS * (_SIDE + _GAP),
            _TOP + number // _COLUMNS * (_SIDE + _GAP + 16),
        )
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" role="img"'
        f' font-family="sans-serif" font-size="11" fill="{_INK}">\n'
        "<title>Scores of the house's on Perspective's scale</title>\n"
        f'<rect width="{wide}" height="{high}" fill="#fff"/>\n'
        f'<text x="{_GAP}" y="24" font-size="14">To the right the house\'s own score, upwards the score that is'
        " answered; red: a threshold of 0.8</text>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _square(name: str, curve: Curve, left: int, top: int) -> Iterator[str]:
    line = " ".join(f"{left + x * _SIDE:.1f},{top + (1 - y) * _SIDE:.1f}" for x, y in curve.points)
    at = left + _reaches(curve, THRESHOLD) * _SIDE
    level = top + (1 - THRESHOLD) * _SIDE
    yield f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="{_FAINT}"/>'
    yield f'<path d="M{left} {level:.1f}H{at:.1f}V{top + _SIDE}" fill="none" stroke="{_MARK}"/>'
    yield f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2"/>'
    yield f'<text x="{left}" y="{top - 6}">{name}</text>'
    told = f"{_reaches(curve, THRESHOLD):.2f}"
    yield f'<text x="{at:.1f}" y="{top + _SIDE + 13}" text-anchor="middle" fill="{_MARK}">{told}</text>'


def _reaches(curve: Curve, level: float) -> float:
    """Return the house's score from which the answered one is at a level."""
    steps = 1_000
    return next((step / steps for step in range(steps) if curve(step / steps) >= level), 1.0)
