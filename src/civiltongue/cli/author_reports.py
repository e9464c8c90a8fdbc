"""``civiltongue author reports``: how often somebody was right who reports comments, and confirming abuse."""

import click

from civiltongue.cli.author_found import find_author
from civiltongue.cli.house import the_house
from civiltongue.operations.confirm_abuse import confirm_abuse
from civiltongue.operations.record import OPERATOR
from civiltongue.operations.weigh_reports import read_reporter


@click.command()
@click.argument("site")
@click.argument("name")
@click.option(
    "--confirm", is_flag=True, help="Put a strike for abuse on record, where the house rules name one."
)
def reports(site: str, name: str, *, confirm: bool) -> None:
    """Say how often moderators agreed with an author's reports, and confirm that they are an abuse."""
    with the_house() as house:
        found, who = find_author(house, site, name)
        with house.database.read() as connection:
            policy = house.in_force(connection, found.id).policy
            known = read_reporter(connection, policy, found.id, who.id)
        weighs = "" if known.heard else "; they weigh nothing"
        click.echo(f"{who.name}: right {known.right} times, wrong {known.wrong} times{weighs}")
        if confirm:
            violation, sanctions = confirm_abuse(house, found, who.id, by=OPERATOR)
            click.echo(f"strike {violation}")
            for sanction in sanctions:
                click.echo(f"{sanction.kind.value} {sanction.id}")
