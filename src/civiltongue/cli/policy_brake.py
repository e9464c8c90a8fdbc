"""``civiltongue policy brake``: rules that hold instead of rejecting."""

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_site import site_named
from civiltongue.operations.brake import pull_brake, release_brake
from civiltongue.operations.record import OPERATOR
from civiltongue.storage import brakes


@click.command()
@click.option("--site", required=True, metavar="NAME", help="The site.")
@click.option("--pull", metavar="RULE", default="", help="Let this rule hold instead of rejecting.")
@click.option("--release", metavar="RULE", default="", help="Let this rule reject again.")
def brake(*, site: str, pull: str, release: str) -> None:
    """List which rules are braked and were, pull the brake on one, or release it."""
    with the_house() as house:
        found = site_named(house, site)
        if pull:
            pull_brake(house, found, pull, by=OPERATOR)
            click.echo(f"{pull} holds instead of rejecting from now on.")
        if release:
            release_brake(house, found, release, by=OPERATOR)
            click.echo(f"{release} rejects again.")
        if pull or release:
            return
        with house.database.read() as connection:
            listed = brakes.every(connection, found.id)
        for each in listed:
            state = f"released {each.released_at:%Y-%m-%d %H:%M} UTC" if each.released_at else "braked"
            why = (
                f"{each.stopped:,} of {each.comments:,}, usually {each.usual:.1%}"
                if each.comments
                else "by hand"
            )
            click.echo(f"{each.rule}\t{state}\tsince {each.at:%Y-%m-%d %H:%M} UTC\t{why}")
        if not listed:
            click.echo("No rule was ever braked.")
