"""``civiltongue author hold`` and ``unhold``: keep what is about an author from being erased."""

import click

from civiltongue.cli.author_found import find_author
from civiltongue.cli.author_identity import KEY
from civiltongue.cli.house import the_house
from civiltongue.operations.add_moderator import moderator_of
from civiltongue.operations.hold_author import hold_author, release_author


@click.command()
@click.argument("site")
@click.argument("name")
@click.option("--reference", required=True, help="The case that asks for it.")
@KEY
def hold(site: str, name: str, reference: str, key: str) -> None:
    """Put an author under a legal hold: nothing about them is erased or dropped meanwhile."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        imposed = hold_author(house, found, who.id, reference=reference, by=moderator_of(house, key))
        click.echo(f"{who.name} is under a legal hold ({imposed.id}).")


@click.command()
@click.argument("site")
@click.argument("name")
@KEY
def unhold(site: str, name: str, key: str) -> None:
    """End every legal hold on an author."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        release_author(house, found, who.id, by=moderator_of(house, key))
        click.echo(f"{who.name} is under no legal hold.")
