"""``civiltongue statistics``: numbers of some days, for those at the desk."""

from datetime import datetime, timedelta

import click
import msgspec

from civiltongue.cli.house import the_house
from civiltongue.cli.statement import DAY
from civiltongue.operations.add_site import site_named
from civiltongue.operations.period import Period
from civiltongue.operations.read_statistics import Statistics, read_statistics

_DAYS = 30


@click.command()
@click.argument("site")
@click.option("--since", type=DAY, help=f"The first day (UTC); {_DAYS} days are shown without it.")
@click.option("--until", type=DAY, help="The last day, which counts whole (today).")
@click.option("--json", "as_json", is_flag=True, help="All numbers as one JSON object.")
def statistics(site: str, since: datetime | None, until: datetime | None, *, as_json: bool) -> None:
    """Say what came and was decided, how fast, how often two agreed, what was overturned, and what has changed."""
    with the_house() as house:
        last = (until or house.clock()).date()
        period = Period(since.date() if since else last - timedelta(days=_DAYS - 1), last)
        found = read_statistics(house, site_named(house, site), period)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Statistics) -> list[str]:
    days = found.days
    said = [
        f"{days[0].day} to {days[-1].day}",
        f"by the program: {sum(day.published for day in days):,} published, {sum(day.held for day in days):,} held, "
        f"{sum(day.rejected for day in days):,} rejected",
        f"by people: {sum(day.by_people for day in days):,} decisions"
        f"{_in_bulk(sum(day.in_bulk for day in days))}",
        f"held until decided: {_time(found.held.median)} median, {_time(found.held.p90)} 90th percentile "
        f"({found.held.number:,})",
        f"appeals: {_time(found.appeals.median)} median ({found.appeals.number:,})",
        f"people decided as the program had: {_share(found.engine.share)} of {found.engine.number:,}",
        f"as another person had: {_share(found.people.share)} of {found.people.number:,}",
    ]
    said += [f"rule {row.rule}: {row.share:.1%} of what was kept back" for row in found.rules]
    said += [
        f"overturned, {row.id}{row.version and ' '}{row.version}: {_share(row.share)} of "
        f"{row.held + row.rejected:,}{_in_bulk(row.in_bulk)}"
        for row in (*found.by_rule, *found.by_detector)
    ]
    said += [f"changed, {drift.signal}: {drift.index:.3f}" for drift in found.drift if drift.index >= 0.1]
    return said


def _in_bulk(number: int) -> str:
    return f", and {number:,} reverted in bulk" if number else ""


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else f"{timedelta(seconds=round(seconds))}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
