"""``civiltongue review``: see what waits, and decide about a comment."""

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.item import print_item
from civiltongue.cli.review_advice import accept, advised
from civiltongue.domain.ruling import Verdict
from civiltongue.operations.add_site import site_named
from civiltongue.operations.read_queue import read_item, read_queue
from civiltongue.operations.record import OPERATOR
from civiltongue.operations.review_comment import Review, review_comment


@click.group()
def review() -> None:
    """See what waits for a person, and decide."""


@review.command(name="list")
@click.argument("site")
@click.option("--most", default=50, show_default=True, help="How many at the most.")
def list_waiting(site: str, most: int) -> None:
    """List what waits, the longest first."""
    with the_house() as house:
        for item in read_queue(house, site_named(house, site), most=most):
            print_item(item)


@review.command()
@click.argument("site")
@click.argument("comment")
def show(site: str, comment: str) -> None:
    """Show one comment with its ruling in force."""
    with the_house() as house:
        print_item(read_item(house, site_named(house, site), comment))


@review.command()
@click.argument("site")
@click.argument("comment")
@click.argument("verdict", type=click.Choice(["publish", "hold", "reject"]))
@click.option("--rule", default="", help="The rule that was broken; needed to reject.")
@click.option("--note", default="", help="Why, in your own words; for the record.")
def decide(site: str, comment: str, verdict: str, rule: str, note: str) -> None:
    """Publish, hold or reject a comment; readers see it at once."""
    with the_house() as house:
        outcome = review_comment(
            house,
            site_named(house, site),
            Review(comment, Verdict.of(verdict), OPERATOR, rule=rule, note=note),
        )
        click.echo(f"{comment} is {outcome.word}.")


review.add_command(advised)
review.add_command(accept)
