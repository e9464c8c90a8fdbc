"""``civiltongue moderator``: give and take a moderator's rights."""

from typing import Any

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.moderation import Right, Role
from civiltongue.operations.add_moderator import (
    Office,
    add_moderator,
    remove_moderator,
    set_office,
    set_rights,
)
from civiltongue.operations.add_site import site_named
from civiltongue.storage import moderators

_RIGHTS = click.option(
    "--right",
    "rights",
    multiple=True,
    type=click.Choice([right.value for right in Right]),
    help="A right beside deciding about comments; may be given more than once.",
)


_ROLE = click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.MODERATOR.value,
    show_default=True,
    help="What they may do at the desk.",
)
_SECTIONS = click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="PATH",
    help="See only stories whose path begins so, like /sport; may be given more than once.",
)
_EMAIL = click.option(
    "--email", default="", metavar="ADDRESS", help="Where links to sign in at the desk are sent."
)


@click.group()
def moderator() -> None:
    """Give and take a moderator's rights on a site."""


@moderator.command()
@click.argument("site")
@click.argument("name")
@_ROLE
@_SECTIONS
@_EMAIL
@_RIGHTS
def add(site: str, name: str, rights: tuple[str, ...], **office: Any) -> None:
    """Add a moderator, and print their key once."""
    with the_house() as house:
        made = add_moderator(
            house,
            site_named(house, site),
            name,
            rights=[Right(each) for each in rights],
            office=_office(**office),
        )
        click.echo(f"The key of {made.moderator.name} (kept nowhere else): {made.key}")


@moderator.command()
@click.argument("site")
@click.argument("name")
@_ROLE
@_SECTIONS
@_EMAIL
def role(site: str, name: str, **office: Any) -> None:
    """Give a moderator this role, these sections and this address, in place of what they had."""
    with the_house() as house:
        changed = set_office(house, site_named(house, site), name, _office(**office))
        click.echo("  ".join((changed.name, changed.role.value, *changed.sections, changed.email)).rstrip())


@moderator.command()
@click.argument("site")
@click.argument("name")
@_RIGHTS
def rights(site: str, name: str, rights: tuple[str, ...]) -> None:
    """Give a moderator these rights and no others; without any, take all of them."""
    with the_house() as house:
        set_rights(house, site_named(house, site), name, [Right(each) for each in rights])
        click.echo(f"{name}: {' '.join(sorted(rights)) or 'no rights'}")


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
                parts = (one.name, one.role.value, *one.sections, f"since {one.created_at:%Y-%m-%d}")
                click.echo("\t".join(parts))


def _office(role: str, sections: tuple[str, ...], email: str) -> Office:
    return Office(Role(role), sections, email)
