"""What a calibration means, as one picture: plain SVG, alone or in a page."""

from collections.abc import Iterable, Iterator
from html import escape

from civiltongue.engine.calibration import Point
from civiltongue.engine.foresee import Foreseen
from civiltongue.operations.calibrate_policy import Aim, Calibrated, Calibration, Finding, Proposal
from civiltongue.policyfile.rewrite import shown

_WIDE, _LEFT, _PLOT, _HIGH, _ROW = 760, 60, 640, 150, 250
_COLOURS = {"published": "#3d7a5a", "held": "#c08a2d", "rejected": "#a8443c"}
_INK, _FAINT, _LINE = "#222", "#777", "#2b5d8a"


def picture(found: Calibration, aim: Aim, *, as_page: bool) -> str:
    """Return the picture: what becomes of all comments now and then, and a curve for each condition."""
    parts = [*_bars(found)]
    top = 190
    for each in found.conditions:
        parts += _condition(each, aim, top)
        top += _ROW
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {top}" width="{_WIDE}" role="img"'
        f' font-family="sans-serif" font-size="12" fill="{_INK}">\n'
        f"<title>{escape(_title(found))}</title>\n"
        f'<rect width="{_WIDE}" height="{top}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
    if not as_page:
        return drawn
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{escape(_title(found))}</title>\n{drawn}</html>\n"
    )


def _title(found: Calibration) -> str:
    return f"{found.policy.publication}: thresholds from {found.decided:,} decisions"


def _bars(found: Calibration) -> Iterator[str]:
    yield _text(_LEFT, 28, _title(found), size=16)
    for name, one, top in (("now", found.now, 50), ("then", found.then, 90)):
        yield _text(_LEFT - 10, top + 18, name, anchor="end")
        yield from _bar(one, top)
    at = _LEFT
    for word, colour in _COLOURS.items():
        yield f'<rect x="{at}" y="132" width="12" height="12" fill="{colour}"/>'
        yield _text(at + 18, 142, word)
        at += 110
    yield _text(
        _LEFT,
        166,
        f"violations among the published: now {_violations(found.now)}, then {_violations(found.then)}",
    )


def _bar(one: Foreseen, top: int) -> Iterator[str]:
    at = float(_LEFT)
    for word, count in (("published", one.published), ("held", one.held), ("rejected", one.rejected)):
        share = count / max(one.comments, 1)
        yield f'<rect x="{at:.1f}" y="{top}" width="{share * _PLOT:.1f}" height="26" fill="{_COLOURS[word]}"/>'
        if share > 0.08:
            yield _text(at + share * _PLOT / 2, top + 18, f"{share:.1%}", anchor="middle", colour="#fff")
        at += share * _PLOT


def _violations(one: Foreseen) -> str:
    low = f"{one.found / max(one.published, 1):.2%} known"
    if one.expected is None:
        return f"{low}, beyond that unknown"
    return f"{low}, expected {one.expected / max(one.published, 1):.2%}"


def _condition(each: Calibrated, aim: Aim, top: int) -> Iterator[str]:
    base = top + 40 + _HIGH
    yield _text(_LEFT, top + 14, f"{each.rule}: {each.signal}", size=14)
    yield _text(_LEFT, top + 31, f"{each.decisions:,} decisions; {_summary(each)}", colour=_FAINT)
    for share in (0.0, 0.5, 1.0):
        y = base - share * _HIGH
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _PLOT}" y2="{y:.1f}" stroke="#ddd"/>'
        yield _text(_LEFT - 8, y + 4, f"{share:.0%}", anchor="end", colour=_FAINT)
        x = _LEFT + share * _PLOT
        yield _text(x, base + 16, f"{share:g}", anchor="middle", colour=_FAINT)
    yield _text(
        _LEFT + _PLOT,
        base + 32,
        "precision of everything that scores at or above this",
        anchor="end",
        colour=_FAINT,
    )
    points = [point for point in each.points if point.precision.decisions]
    if points:
        yield f'<path d="{_area(points, base)}" fill="{_LINE}" fill-opacity="0.15"/>'
        line = _path(((point.threshold, point.precision.share) for point in points), base)
        yield f'<path d="M{line}" fill="none" stroke="{_LINE}" stroke-width="2"/>'
    for proposal, word, share in (
        (each.hold, "held", aim.hold_precision),
        (each.reject, "rejected", aim.precision),
    ):
        yield from _threshold(proposal, _COLOURS[word], base, share)


def _threshold(proposal: Proposal, colour: str, base: int, share: float) -> Iterator[str]:
    if proposal.old is None or proposal.new is None:
        return
    for number, dashes in ((proposal.old, ' stroke-dasharray="3 3"'), (proposal.new, "")):
        x = _LEFT + number * _PLOT
        yield f'<line x1="{x:.1f}" y1="{base - _HIGH}" x2="{x:.1f}" y2="{base}" stroke="{colour}" stroke-width="2"{dashes}/>'
    if proposal.finding is Finding.SET:
        y = base - share * _HIGH
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _PLOT}" y2="{y:.1f}" stroke="{colour}" stroke-opacity="0.5"/>'


def _summary(each: Calibrated) -> str:
    said = []
    for name, proposal in (("reject", each.reject), ("hold", each.hold)):
        if proposal.old is not None and proposal.new is not None:
            old, new = shown(proposal.old), shown(proposal.new)
            said.append(f"{name} {old} → {new}" if old != new else f"{name} {old} stays")
    return ", ".join(said)


def _area(points: Iterable[Point], base: int) -> str:
    known = list(points)
    upper = _path(((point.threshold, point.precision.high) for point in known), base)
    lower = _path(((point.threshold, point.precision.low) for point in reversed(known)), base)
    return f"M{upper} L{lower} Z"


def _path(places: Iterable[tuple[float, float]], base: int) -> str:
    return " L".join(f"{_LEFT + x * _PLOT:.1f},{base - y * _HIGH:.1f}" for x, y in places)


def _text(
    x: float, y: float, words: str, *, size: int = 12, anchor: str = "start", colour: str = _INK
) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
