"""``civiltongue author``: find authors, badge them, sanction them."""

from datetime import timedelta

import click

from civiltongue.cli.author_data import download, erase
from civiltongue.cli.author_found import find_author
from civiltongue.cli.author_hold import hold, unhold
from civiltongue.cli.author_identity import identity, withhold
from civiltongue.cli.author_reports import reports
from civiltongue.cli.house import the_house
from civiltongue.domain.audit import Event
from civiltongue.domain.standing import OTHER_GROUNDS, SanctionKind
from civiltongue.domain.thread import Author, Site
from civiltongue.engine.ladder import rung
from civiltongue.operations.add_site import site_named
from civiltongue.operations.enter_violation import enter_violation, void_violation
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR
from civiltongue.operations.rename_author import rename_author
from civiltongue.operations.sanction_author import lift_sanction, sanction_author
from civiltongue.operations.set_staff import set_staff
from civiltongue.storage import authors, names, violations
from civiltongue.storage.database import Connection


@click.group()
def author() -> None:
    """Find authors, mark them as staff, suspend them, erase them."""


@author.command()
@click.argument("site")
@click.argument("name")
def show(site: str, name: str) -> None:
    """Show an author and every sanction."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        click.echo(f"{who.id}\t{who.name}\t{who.kind.value}{' staff' if who.staff else ''}")
        with house.database.read() as connection:
            click.echo(f"published: {authors.published(connection, found.id, who.id)}")
            _show_rung(house, connection, found, who)
            for former in names.former(connection, found.id, who.id):
                click.echo(f"called {former.name} until {former.until:%Y-%m-%d %H:%M} UTC")
            for sanction in authors.sanctions(connection, found.id, who.id):
                until = f"until {sanction.until:%Y-%m-%d %H:%M} UTC" if sanction.until else "without end"
                state = "lifted" if sanction.lifted_at else until
                click.echo(f"{sanction.id}\t{sanction.kind.value}\t{state}\t{sanction.reason}")


@author.command()
@click.argument("site")
@click.argument("name")
@click.option("--off", is_flag=True, help="Take the badge away.")
def staff(site: str, name: str, *, off: bool) -> None:
    """Give an author the staff badge, which protects the name from look-alikes."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        set_staff(house, found, who, staff=not off, by=OPERATOR)
        click.echo(f"{who.name} is {'not ' if off else ''}staff.")


@author.command()
@click.argument("site")
@click.argument("name")
@click.argument("new_name", metavar="NEW")
def rename(site: str, name: str, new_name: str) -> None:
    """Give an author another name, also one that is reserved; the old one stays theirs for a time."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        renamed = rename_author(house, found, who, new_name, by=OPERATOR)
        click.echo(f"{who.name} is {renamed.name} now.")


@author.command()
@click.argument("site")
@click.argument("name")
@click.option("--for", "ground", type=click.Choice(OTHER_GROUNDS), required=True, help="What was violated.")
def strike(site: str, name: str, ground: str) -> None:
    """Enter a violation of the terms of use or the privacy policy; the ladder says what follows."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        violation, imposed = enter_violation(house, found, who.id, ground=ground, by=OPERATOR)
        follows = ", ".join(sanction.kind.value for sanction in imposed) or "nothing"
        click.echo(f"{who.name}: {ground} ({violation}); what follows: {follows}.")


@author.command()
@click.argument("site")
@click.argument("violation")
def unstrike(site: str, violation: str) -> None:
    """Take an entered violation back, by its id, and lift what followed from it."""
    with the_house() as house:
        void_violation(house, site_named(house, site), violation, by=OPERATOR)
        click.echo(f"{Event.VIOLATION_VOID.value} {violation}")


@author.command()
@click.argument("site")
@click.argument("name")
@click.option("--hours", type=click.FloatRange(min=0.01), help="Suspend for so long; without it, ban.")
@click.option("--reason", required=True, help="Told to the author.")
def suspend(site: str, name: str, hours: float | None, reason: str) -> None:
    """Suspend an author for some hours, or ban without end."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        sanction = sanction_author(
            house,
            found,
            who.id,
            kind=SanctionKind.SUSPENSION if hours else SanctionKind.BAN,
            reason=reason,
            by=OPERATOR,
            lasting=timedelta(hours=hours) if hours else None,
        )
        click.echo(f"{who.name} is {'suspended' if hours else 'banned'} ({sanction.id}).")


@author.command()
@click.argument("site")
@click.argument("sanction")
def lift(site: str, sanction: str) -> None:
    """End a sanction before its time, by its id."""
    with the_house() as house:
        lift_sanction(house, site_named(house, site), sanction, by=OPERATOR)
        click.echo(f"{Event.SANCTION_LIFT.value} {sanction}")


def _show_rung(house: House, connection: Connection, site: Site, who: Author) -> None:
    policy = house.in_force(connection, site.id).policy
    if policy.ladder is None:
        return
    found = violations.of_author(connection, site.id, who.id)
    at = rung(policy.strikes(found), policy.ladder, now=house.clock())
    following = f"{at.next.kind.value} at {at.next.at:g}" if at.next else "none, this is the last"
    click.echo(f"strikes: {at.weight:g}; next step: {following}")


author.add_command(reports)
author.add_command(withhold)
author.add_command(identity)
author.add_command(hold)
author.add_command(unhold)
author.add_command(download)
author.add_command(erase)
