"""``civiltongue claim``: see who says that they are an author from before, and decide."""

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.claim import ClaimState
from civiltongue.operations.add_site import site_named
from civiltongue.operations.claim_author import decide_claim, read_open_claims
from civiltongue.operations.record import OPERATOR


@click.group()
def claim() -> None:
    """See who says that they are an author from before, and decide."""


@claim.command(name="list")
@click.argument("site")
def list_open(site: str) -> None:
    """List the open claims, the longest first."""
    with the_house() as house:
        for found in read_open_claims(house, site_named(house, site)):
            click.echo(
                f"{found.claim.id}  {found.author.name} ({found.author.id}) says to be the "
                f"{found.claimed.kind.value} {found.claimed.name} ({found.claimed.id}, {found.published} published)"
            )
            for line in found.claim.text.splitlines():
                click.echo(f"    > {line}")


@claim.command()
@click.argument("site")
@click.argument("claim_id", metavar="CLAIM")
@click.argument("state", type=click.Choice([ClaimState.CONFIRMED.value, ClaimState.REFUSED.value]))
def decide(site: str, claim_id: str, state: str) -> None:
    """Confirm a claim, which hands all comments over, or refuse it; who claimed is told."""
    with the_house() as house:
        decided = decide_claim(house, site_named(house, site), claim_id, ClaimState(state), by=OPERATOR)
        click.echo(f"{decided.id} is {decided.state.value}.")
