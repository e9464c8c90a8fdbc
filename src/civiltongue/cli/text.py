"""``civiltongue text``: the terms of use and the privacy policy of a site, in every version."""

from pathlib import Path

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.agreement import TextKind
from civiltongue.operations.add_site import site_named
from civiltongue.operations.adopt_text import adopt_text
from civiltongue.operations.record import OPERATOR
from civiltongue.storage import sites, texts

_KIND = click.Choice([kind.value for kind in TextKind])


@click.group()
def text() -> None:
    """Keep the terms of use and the privacy policy of a site."""


@text.command()
@click.argument("site")
@click.argument("kind", type=_KIND)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def adopt(site: str, kind: str, file: Path) -> None:
    """Put a Markdown file in force; whoever comments is asked to agree to it."""
    with the_house() as house:
        found = site_named(house, site)
        version = adopt_text(house, found, TextKind(kind), file.read_text("utf-8"), by=OPERATOR)
        click.echo(f"{house.settings.base_url}/sites/{found.name}/{kind}/{version}")


@text.command()
@click.argument("site")
@click.argument("kind", type=_KIND)
def versions(site: str, kind: str) -> None:
    """List every version that was ever in force."""
    with the_house() as house, house.database.read() as connection:
        found = site_named(house, site)
        now = sites.in_force(connection, found.id)
        in_force = now.terms if kind == TextKind.TERMS else now.privacy
        for version, at in texts.versions(connection, found.id, TextKind(kind)):
            click.echo(f"{version}\t{at:%Y-%m-%d %H:%M} UTC{' (in force)' if version == in_force else ''}")
