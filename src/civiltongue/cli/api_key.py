"""``civiltongue api-key``: let programs ask for scores, and list and revoke their keys."""

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_api_key import MOST_PER_MINUTE, add_api_key, revoke_api_key
from civiltongue.operations.add_site import site_named
from civiltongue.storage import api_keys


@click.group(name="api-key")
def api_key() -> None:
    """Let programs ask for scores as they asked the Perspective API."""


@api_key.command()
@click.argument("site")
@click.argument("name")
@click.option(
    "--per-minute",
    type=click.IntRange(1, MOST_PER_MINUTE),
    default=600,
    show_default=True,
    help="How many requests a minute.",
)
def add(site: str, name: str, per_minute: int) -> None:
    """Make a key for a program, and print it once."""
    with the_house() as house:
        made = add_api_key(house, site_named(house, site), name, per_minute=per_minute)
        click.echo(f"The key of {made.api_key.name} (kept nowhere else): {made.key}")
        click.echo(f"Where its program asks: {house.settings.base_url}/v1alpha1")


@api_key.command(name="list")
@click.argument("site")
def list_keys(site: str) -> None:
    """List a site's keys with their quotas."""
    with the_house() as house:
        found = site_named(house, site)
        with house.database.read() as connection:
            for one in api_keys.every(connection, found.id):
                click.echo(f"{one.name}\t{one.per_minute} a minute\tsince {one.created_at:%Y-%m-%d}")


@api_key.command()
@click.argument("site")
@click.argument("name")
def revoke(site: str, name: str) -> None:
    """Revoke a key; the next request that carries it is refused."""
    with the_house() as house:
        revoke_api_key(house, site_named(house, site), name)
        click.echo(f"The key of {name} opens nothing any more.")
