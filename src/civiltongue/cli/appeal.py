"""``civiltongue appeal``: see the open appeals, and decide one."""

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.item import print_item
from civiltongue.domain.appeal import AppealState
from civiltongue.operations.add_site import site_named
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.discuss_appeal import ask_about_appeal
from civiltongue.operations.read_appeals import read_open_appeals
from civiltongue.operations.record import OPERATOR


@click.group()
def appeal() -> None:
    """See the open appeals, and decide one."""


@appeal.command(name="list")
@click.argument("site")
def list_open(site: str) -> None:
    """List the open appeals, the longest first, each with what it is about."""
    with the_house() as house:
        for item in read_open_appeals(house, site_named(house, site)):
            click.echo(f"{item.appeal.id}  {item.author.name}")
            for line in item.appeal.text.splitlines():
                click.echo(f"    > {line}")
            for remark in item.remarks:
                click.echo(f"    {'answer' if remark.is_author_s else 'question'}: {remark.text}")
            if item.item is not None:
                print_item(item.item)
            elif item.sanction is not None:
                click.echo(f"    {item.sanction.kind.value}: {item.sanction.reason}")


@appeal.command()
@click.argument("site")
@click.argument("appeal_id", metavar="APPEAL")
@click.argument("text")
def ask(site: str, appeal_id: str, text: str) -> None:
    """Ask the author something before it is decided."""
    with the_house() as house:
        ask_about_appeal(house, site_named(house, site), appeal_id=appeal_id, text=text, by=OPERATOR)
        click.echo("Asked.")


@appeal.command()
@click.argument("site")
@click.argument("appeal_id", metavar="APPEAL")
@click.argument("state", type=click.Choice([AppealState.UPHELD.value, AppealState.OVERTURNED.value]))
@click.option("--answer", required=True, help="Told to the author.")
def decide(site: str, appeal_id: str, state: str, answer: str) -> None:
    """Uphold the decision, or overturn it with everything that followed; the author is told."""
    with the_house() as house:
        decision = AppealDecision(appeal_id, AppealState(state), answer, by=OPERATOR)
        decided = decide_appeal(house, site_named(house, site), decision)
        click.echo(f"{decided.id} is {decided.state.value}.")
