"""``civiltongue inquiry``: answer people who ask which comments name them."""

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_site import site_named
from civiltongue.operations.answer_inquiry import (
    answer_inquiry,
    read_inquiries,
    refuse_inquiry,
    search_named,
)
from civiltongue.operations.record import OPERATOR


@click.group()
def inquiry() -> None:
    """Answer people who ask which comments name them."""


@inquiry.command(name="list")
@click.argument("site")
def list_open(site: str) -> None:
    """List the inquiries that wait, the longest first; an address that is not proved yet is not listed."""
    with the_house() as house:
        for found in read_inquiries(house, site_named(house, site)):
            click.echo(f"{found.id}  {found.created_at:%Y-%m-%d %H:%M} UTC  {found.name} <{found.email}>")
            for line in found.text.splitlines():
                click.echo(f"    > {line}")


@inquiry.command()
@click.argument("site")
@click.argument("inquiry_id", metavar="INQUIRY")
@click.option(
    "--words", default="", help="Search for these instead of the name, as `civiltongue search` does."
)
def search(site: str, inquiry_id: str, words: str) -> None:
    """Find the comments, of every status, that hold the name; the look is in the audit log."""
    with the_house() as house:
        results = search_named(house, site_named(house, site), inquiry_id, by=OPERATOR, words=words)
        for found in results.comments:
            click.echo(f"{found.comment_id}  {found.status.value}  {found.story}")
            for line in found.text.splitlines():
                click.echo(f"    | {line}")
        if results.after:
            click.echo("There are more: search for fewer with --words.")


@inquiry.command()
@click.argument("site")
@click.argument("inquiry_id", metavar="INQUIRY")
@click.option("--comment", "comments", multiple=True, help="A comment to hand over, by its id; repeatable.")
@click.option("--answer", required=True, help="Told to whoever asked.")
def answer(site: str, inquiry_id: str, comments: tuple[str, ...], answer: str) -> None:
    """Hand over the comments that you picked, or none, under a signed link."""
    with the_house() as house:
        done = answer_inquiry(
            house, site_named(house, site), inquiry_id, comments=comments, answer=answer, by=OPERATOR
        )
        click.echo(f"{done.id} is answered with {len(done.comments)} comments.")


@inquiry.command()
@click.argument("site")
@click.argument("inquiry_id", metavar="INQUIRY")
@click.option("--answer", required=True, help="Why nothing is handed over; told to whoever asked.")
def refuse(site: str, inquiry_id: str, answer: str) -> None:
    """Hand nothing over, and say why."""
    with the_house() as house:
        done = refuse_inquiry(house, site_named(house, site), inquiry_id, answer=answer, by=OPERATOR)
        click.echo(f"{done.id} is refused.")
