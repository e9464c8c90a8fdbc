"""``civiltongue moderator``: give and take a moderator's rights."""

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_moderator import add_moderator, remove_moderator
from civiltongue.operations.add_site import site_named
from civiltongue.storage import moderators


@click.group()
def moderator() -> None:
    """Give and take a moderator's rights on a site."""


@moderator.command()
@click.argument("site")
@click.argument("name")
def add(site: str, name: str) -> None:
    """Add a moderator, and print their key once."""
    with the_house() as house:
        made = add_moderator(house, site_named(house, site), name)
        click.echo(f"The key of {made.moderator.name} (kept nowhere else): {made.key}")


@moderator.command()
@click.argument("site")
@click.argument("name")
def remove(site: str, name: str) -> None:
    """Take a moderator's rights; what they decided stays."""
    with the_house() as house:
        remove_moderator(house, site_named(house, site), name)
        click.echo(f"{name} is no moderator any more.")


@moderator.command(name="list")
@click.argument("site")
def list_moderators(site: str) -> None:
    """List the moderators of a site."""
    with the_house() as house:
        found = site_named(house, site)
        with house.database.read() as connection:
            for one in moderators.every(connection, found.id):
                click.echo(f"{one.name}\tsince {one.created_at:%Y-%m-%d}")
