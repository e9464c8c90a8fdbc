"""``civiltongue policy revert``: take back what a rule decided in a time."""

from datetime import UTC, datetime

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_site import site_named
from civiltongue.operations.record import OPERATOR
from civiltongue.operations.revert_rule import Reversal, count_revertible, revert_rule

_TIME = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
_WHOSE = ("all", "engine", "people")


@click.command()
@click.argument("rule")
@click.option("--site", required=True, metavar="NAME", help="The site.")
@click.option("--since", type=_TIME, required=True, help="From this day or minute on (UTC).")
@click.option("--until", type=_TIME, help="Before this day or minute (now).")
@click.option(
    "--whose",
    type=click.Choice(_WHOSE),
    default="all",
    show_default=True,
    help="Whose rulings: the engine's, or moderators'.",
)
@click.option("--note", default="", help="Why, for the record.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def revert(
    rule: str,
    *,
    site: str,
    since: datetime,
    until: datetime | None,
    whose: str,
    note: str,
    yes: bool,
) -> None:
    """Revert every ruling of RULE in a time: comments are published again, strikes are void.

    What other rules say of a comment stands.
    """
    with the_house() as house:
        found = site_named(house, site)
        reversal = Reversal(
            rule=rule,
            since=since.replace(tzinfo=UTC),
            until=until.replace(tzinfo=UTC) if until else house.clock(),
            by=OPERATOR,
            note=note,
            by_engine=whose != "people",
            by_people=whose != "engine",
        )
        count = count_revertible(house, found, reversal)
        if count and not yes:
            click.confirm(f"{count:,} comments are held or rejected under {rule}. Revert?", abort=True)
        done = revert_rule(house, found, reversal)
    click.echo(f"{done.published:,} comments are published again, {done.held:,} are held for other rules.")
    if done.stay:
        click.echo(f"{done.stay:,} stay as they are: other rules say the same.")
    if done.gone:
        click.echo(f"{done.gone:,} stay as they are: nothing of their text is left.")
