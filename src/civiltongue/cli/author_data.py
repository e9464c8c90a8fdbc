"""``civiltongue author download`` and ``erase``: everything that is kept about an author."""

from typing import BinaryIO

import click

from civiltongue.cli.author_found import find_author
from civiltongue.cli.house import the_house
from civiltongue.errors import NotPermitted
from civiltongue.operations.download_author import download_author
from civiltongue.operations.erase_author import erase_author


@click.command()
@click.argument("site")
@click.argument("name")
@click.argument("file", type=click.File("wb"), default="-")
def download(site: str, name: str, file: BinaryIO) -> None:
    """Write everything that is kept about an author into a file, as JSON."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        if who.withheld:
            raise NotPermitted(
                "The author's name is withheld, and the document says more than the name.",
                where="author",
                hint="They can download it on their own page.",
            )
        file.write(download_author(house, found, who) + b"\n")


@click.command()
@click.argument("site")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
def erase(site: str, name: str, *, yes: bool) -> None:
    """Erase an author at once: name, address and every comment; replies stay below an empty place."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        if not yes:
            click.confirm(f"Erase {who.name or who.id} for ever?", abort=True)
        erased = erase_author(house, found, who.id)
        click.echo(f"Erased, with {erased.comments} comment(s).")
