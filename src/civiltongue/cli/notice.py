"""``civiltongue notice``: see the legal notices that wait, and decide one."""

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.notice import NoticeState
from civiltongue.operations.add_site import site_named
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.record import OPERATOR


@click.group()
def notice() -> None:
    """See the legal notices that wait, and decide one."""


@notice.command(name="list")
@click.argument("site")
def list_open(site: str) -> None:
    """List the open notices, the longest first, each with who gave it and why."""
    with the_house() as house:
        for found in read_notices(house, site_named(house, site)):
            whose = f"{found.name} <{found.email}>" if found.email else "nameless"
            about = ", about themselves" if found.is_subject else ""
            since = f"{found.created_at:%Y-%m-%d %H:%M} UTC"
            click.echo(
                f"{found.id}  {found.ground.value}{about}  comment {found.comment_id}  since {since}  {whose}"
            )
            for line in found.text.splitlines():
                click.echo(f"    > {line}")


@notice.command()
@click.argument("site")
@click.argument("notice_id", metavar="NOTICE")
@click.argument("state", type=click.Choice([NoticeState.UPHELD.value, NoticeState.REFUSED.value]))
@click.option("--answer", required=True, help="Told to whoever gave the notice, and to the author.")
@click.option("--rule", default="", help="The rule that the comment breaks, where the notice is upheld.")
def decide(site: str, notice_id: str, state: str, answer: str, rule: str) -> None:
    """Uphold a notice, which removes the comment, or refuse it; both sides are told."""
    with the_house() as house:
        decision = NoticeDecision(notice_id, NoticeState(state), answer, by=OPERATOR, rule=rule)
        decided = decide_notice(house, site_named(house, site), decision)
        click.echo(f"{decided.id} is {decided.state.value}.")
