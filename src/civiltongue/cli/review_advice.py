"""``civiltongue review advised`` and ``accept``: decide about what was imported."""

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.item import print_item
from civiltongue.operations.accept_advice import accept_advice, read_advice
from civiltongue.operations.add_site import site_named
from civiltongue.operations.record import OPERATOR


@click.command()
@click.argument("site")
@click.option("--rule", default="", help="Only what breaks this rule.")
@click.option("--most", default=50, show_default=True, help="How many at the most.")
def advised(site: str, rule: str, most: int) -> None:
    """List imported comments that readers see and the house rules speak against.

    `civiltongue judge --imported SITE` makes the advice; nothing changes until you accept it.
    """
    with the_house() as house:
        for item in read_advice(house, site_named(house, site), rule=rule, most=most):
            print_item(item)


@click.command()
@click.argument("site")
@click.argument("comments", nargs=-1, required=True, metavar="COMMENT…")
def accept(site: str, comments: tuple[str, ...]) -> None:
    """Decide about imported comments as the house rules advise; readers see it at once."""
    with the_house() as house:
        for comment in comments:
            outcome = accept_advice(house, site_named(house, site), comment, by=OPERATOR)
            click.echo(f"{comment} is {outcome.word}.")
