"""``civiltongue policy adopt`` and ``policy versions``: the house rules of a site."""

from pathlib import Path

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.policy_files import read_policy_file
from civiltongue.domain.policy import Policy
from civiltongue.operations.add_site import site_named
from civiltongue.operations.adopt_policy import adopt_policy, roll_back_policy
from civiltongue.operations.learn_rules import counted_decisions
from civiltongue.operations.record import OPERATOR
from civiltongue.storage import adoptions, sites

_NOTE = click.option("--note", default="", help="Why, for those who look at the versions later.")


@click.command()
@_NOTE
@click.argument("site")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def adopt(site: str, file: Path, *, note: str) -> None:
    """Put the rules in FILE in force on a site; a wrong file changes nothing."""
    with the_house() as house:
        source = file.read_text(encoding="utf-8")
        policy = adopt_policy(house, site_named(house, site), source, by=OPERATOR, name=str(file), note=note)
        click.echo(f"Version {policy.version} is in force.")


@click.command("roll-back")
@_NOTE
@click.argument("site")
@click.argument("version", default="")
def roll_back(site: str, version: str, *, note: str) -> None:
    """Put an earlier version in force again: VERSION, or the one that was in force before."""
    with the_house() as house:
        policy = roll_back_policy(house, site_named(house, site), by=OPERATOR, version=version, note=note)
        click.echo(f"Version {policy.version} is in force again.")


def read_for_site(site: str, file: str) -> Policy:
    """Return the policy in a file, checked with what a site's moderators decided."""
    with the_house() as house:
        found = site_named(house, site)
        with house.database.read() as connection:
            return read_policy_file(file, decisions=counted_decisions(connection, found))


@click.command()
@click.argument("site")
def versions(site: str) -> None:
    """List when a site adopted which version, and why; the one in force is marked."""
    with the_house() as house:
        found = site_named(house, site)
        with house.database.read() as connection:
            in_force = sites.policy_version(connection, found.id)
            for each in reversed(adoptions.every(connection, found.id)):
                mark = "*" if each.version == in_force else " "
                note = f"\t{' '.join(each.note.split())}" if each.note else ""
                click.echo(f"{mark} {each.version}\tadopted {each.at:%Y-%m-%d %H:%M} UTC{note}")
