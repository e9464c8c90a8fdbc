"""``civiltongue policy adopt`` and ``policy versions``: the house rules of a site."""

from pathlib import Path

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.policy_files import read_policy_file
from civiltongue.domain.policy import Policy
from civiltongue.operations.add_site import site_named
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.learn_rules import counted_decisions
from civiltongue.operations.record import OPERATOR
from civiltongue.storage import sites


@click.command()
@click.argument("site")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def adopt(site: str, file: Path) -> None:
    """Put the rules in FILE in force on a site; a wrong file changes nothing."""
    with the_house() as house:
        source = file.read_text(encoding="utf-8")
        policy = adopt_policy(house, site_named(house, site), source, by=OPERATOR, name=str(file))
        click.echo(f"Version {policy.version} is in force.")


def read_for_site(site: str, file: str) -> Policy:
    """Return the policy in a file, checked with what a site's moderators decided."""
    with the_house() as house:
        found = site_named(house, site)
        with house.database.read() as connection:
            return read_policy_file(file, decisions=counted_decisions(connection, found))


@click.command()
@click.argument("site")
def versions(site: str) -> None:
    """List every version that a site ever adopted; the one in force is marked."""
    with the_house() as house:
        found = site_named(house, site)
        with house.database.read() as connection:
            in_force = sites.policy_version(connection, found.id)
            for version, at in sites.policy_versions(connection, found.id):
                mark = "*" if version == in_force else " "
                click.echo(f"{mark} {version}\tadopted {at:%Y-%m-%d %H:%M} UTC")
