"""An account of a period as JSON, as CSV, and as the values of its page."""

import csv
from io import StringIO
from typing import Any

import msgspec
from markupsafe import Markup

from civiltongue.operations.account_for import Account, Row
from civiltongue.wording import FALLBACK, phrase

_DECIDERS = ("engine", "both", "person")


def as_json(account: Account) -> bytes:
    """Return an account as one JSON object, with whole numbers, shares from 0 to 1, and seconds."""
    automated, found = account.automated, account.appeals
    value: dict[str, Any] = {
        "site": account.site,
        "publication": account.publication,
        "from": account.period.first,
        "to": account.period.last,
        "made_at": account.made_at,
        "published": account.published,
        "decisions": {
            "total": account.decisions,
            "by_measure": [_object(row) for row in account.measures],
            "by_rule": [_object(row) for row in account.rules],
            "by_time": [_object(row) for row in account.times],
        },
        "automated": {
            **{name: getattr(automated, name) for name in automated.__slots__},
            "share": share(automated.decisions, account.decisions),
            "overturned_share": share(automated.rejected_published, automated.rejected),
        },
        "reports": {
            "total": sum(number for _, _, number in account.reports),
            "comments": account.reported_comments,
            "by_rule": [{"id": rule, "title": title, "total": n} for rule, title, n in account.reports],
        },
        "notices": {
            "total": account.notices.total,
            "open": account.notices.open,
            "upheld": account.notices.upheld,
            "refused": account.notices.refused,
            "by_ground": [{"id": g, "title": title, "total": n} for g, title, n in account.notices.grounds],
        },
        "sanctions": {
            "total": sum(row.total for row in account.sanctions),
            "lifted": account.lifted,
            "by_measure": [_object(row) for row in account.sanctions],
        },
        "appeals": {
            "total": found.comments + found.sanctions,
            **{name: getattr(found, name) for name in found.__slots__},
        },
        "median_seconds": {name: getattr(account.medians, name) for name in account.medians.__slots__},
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def as_csv(account: Account) -> str:
    """Return an account as one table: which part, what of it, and how often, by whom decided."""
    file = StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(("table", "id", "title", *_DECIDERS, "total"))
    for part, rows in (
        ("measures", account.measures),
        ("rules", account.rules),
        ("times", account.times),
        ("sanctions", account.sanctions),
    ):
        for row in rows:
            table.writerow((part, row.id, row.title, row.engine, row.both, row.person, row.total))
    for rule, title, number in account.reports:
        table.writerow(("reports", rule, title, "", "", "", number))
    for ground, title, number in account.notices.grounds:
        table.writerow(("notices", ground, title, "", "", "", number))
    for part, name, figure in _figures(account):
        table.writerow((part, name, phrase(f"account.{part}_{name}"), "", "", "", figure))
    return file.getvalue()


def page_values(account: Account, *, language: str = FALLBACK) -> dict[str, Any]:
    """Return what the template of the page shows: tables with bars, a picture over time, and sentences."""
    automated = account.automated
    return {
        "account": account,
        "tables": [
            ("rules", account.rules, _bars(account.rules)),
            ("measures", account.measures, _bars(account.measures)),
        ],
        "sanction_bars": _bars(account.sanctions),
        "times": _picture(account.times, language),
        "share": _percent(share(automated.decisions, account.decisions)),
        "overturned": _percent(share(automated.rejected_published, automated.rejected)),
        "times_taken": [
            (name, lasting(getattr(account.medians, name), language)) for name in account.medians.__slots__
        ],
    }


def share(part: int, whole: int) -> float | None:
    """Return a share from 0 to 1, None of nothing."""
    return round(part / whole, 4) if whole else None


def lasting(seconds: float | None, language: str = FALLBACK) -> str:
    """Return a time in the largest unit of which there are at least two."""
    if seconds is None:
        return phrase("account.never", language=language)
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return phrase(f"account.{unit}", language=language, number=round(seconds / length))
    return phrase("account.seconds", language=language, number=round(seconds))


def _figures(account: Account) -> list[tuple[str, str, int | float]]:
    found: list[tuple[str, str, int | float]] = [("figure", "published", account.published)]
    found += [("automated", name, getattr(account.automated, name)) for name in account.automated.__slots__]
    found += [("notices", name, getattr(account.notices, name)) for name in ("open", "upheld", "refused")]
    found += [("appeals", name, getattr(account.appeals, name)) for name in account.appeals.__slots__]
    found += [("figure", "reported", account.reported_comments), ("figure", "lifted", account.lifted)]
    medians = ((name, getattr(account.medians, name)) for name in account.medians.__slots__)
    return found + [("median", name, value) for name, value in medians if value is not None]


def _object(row: Row) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in row.__slots__}, "total": row.total}


def _percent(part: float | None) -> str:
    return "–" if part is None else f"{part:.1%}"


def _bars(rows: tuple[Row, ...]) -> list[Markup]:
    """Return a bar for each row; the numbers stand beside it, so that it needs no words."""
    most = max((row.total for row in rows), default=0) or 1
    return [
        Markup(
            '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
        ).format(_stack(row, 100 / most))
        for row in rows
    ]


def _stack(row: Row, scale: float) -> Markup:
    parts, at = [], 0.0
    for decider in _DECIDERS:
        width = getattr(row, decider) * scale
        if width:
            parts.append(_rect(decider, at, 0, width, 4))
            at += width
    return Markup("").join(parts)


def _picture(rows: tuple[Row, ...], language: str) -> Markup:
    """Return the decisions over time, a column for each day or month; a table tells the same in numbers."""
    most = max((row.total for row in rows), default=0) or 1
    columns: list[Markup] = []
    for number, row in enumerate(rows):
        base = 100.0
        for decider in _DECIDERS:
            height = getattr(row, decider) * 100 / most
            if height:
                base -= height
                columns.append(_rect(decider, number * 10 + 1, base, 8, height))
    title = phrase("account.times_title", language=language)
    said = phrase(
        "account.times_said", language=language, first=rows[0].title, last=rows[-1].title, most=most
    )
    return Markup(
        '<svg class="columns" viewBox="0 0 {} 100" preserveAspectRatio="none" role="img"'
        ' aria-labelledby="times-title times-said"><title id="times-title">{}</title>'
        '<desc id="times-said">{}</desc>{}</svg>'
    ).format(len(rows) * 10, title, said, Markup("").join(columns))


def _rect(decider: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{}" x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"/>').format(
        decider, x, y, width, height
    )
