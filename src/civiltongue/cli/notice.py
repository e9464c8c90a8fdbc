"""``civiltongue notice``: see the legal notices that wait, and decide one."""

from collections.abc import Callable

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.thread import Site
from civiltongue.operations.add_site import site_named
from civiltongue.operations.appeal_notice import decide_notice_appeal, read_notice_appeals
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR

_STATES = click.Choice([NoticeState.UPHELD.value, NoticeState.REFUSED.value])
_answer = click.option("--answer", required=True, help="Told to whoever gave the notice, and to the author.")
_rule = click.option(
    "--rule", default="", help="The rule that the comment breaks, where the notice is upheld."
)


@click.group()
def notice() -> None:
    """See the legal notices that wait, and decide one."""


@notice.command(name="list")
@click.argument("site")
def list_open(site: str) -> None:
    """List the notices that wait, and appeals about refused ones: overdue ones first, each with who gave it and why."""
    with the_house() as house:
        of = site_named(house, site)
        with house.database.read() as connection:
            days = house.in_force(connection, of.id).policy.notices.decide
        found = [*read_notices(house, of), *read_notice_appeals(house, of)]
        for each in sorted(found, key=lambda one: one.due_at(days)):
            _show(each, house, days)


@notice.command()
@click.argument("site")
@click.argument("notice_id", metavar="NOTICE")
@click.argument("state", type=_STATES)
@_answer
@_rule
def decide(site: str, notice_id: str, state: str, answer: str, rule: str) -> None:
    """Uphold a notice, which removes the comment, or refuse it; both sides are told."""
    _decide(decide_notice, site, NoticeDecision(notice_id, NoticeState(state), answer, OPERATOR, rule))


@notice.command(name="decide-appeal")
@click.argument("site")
@click.argument("notice_id", metavar="NOTICE")
@click.argument("state", type=_STATES)
@_answer
@_rule
def decide_appeal(site: str, notice_id: str, state: str, answer: str, rule: str) -> None:
    """Decide anew about a refused notice whose giver appealed: not where the command line refused it."""
    decision = NoticeDecision(notice_id, NoticeState(state), answer, OPERATOR, rule)
    _decide(decide_notice_appeal, site, decision)


def _decide(
    operation: Callable[[House, Site, NoticeDecision], Notice], site: str, decision: NoticeDecision
) -> None:
    with the_house() as house:
        decided = operation(house, site_named(house, site), decision)
        click.echo(f"{decided.id} is {decision.state.value}.")


def _show(found: Notice, house: House, days: int) -> None:
    now, due = house.clock(), found.due_at(days)
    whose = f"{found.name} <{found.email}>" if found.email else "nameless"
    about = ", about themselves" if found.is_subject else ""
    told = f"OVERDUE since {due:%Y-%m-%d %H:%M} UTC" if due <= now else f"due {due:%Y-%m-%d %H:%M} UTC"
    appealed = "  appealed" if found.appeal else ""
    click.echo(
        f"{found.id}  {told}{appealed}  {found.ground.value}{about}  comment {found.comment_id}  {whose}"
    )
    _quote(">", found.text)
    if found.awaits_author(now):
        click.echo(f"    the author was asked, and can answer until {found.asked_until:%Y-%m-%d %H:%M} UTC")
    _quote("author>", found.author_text)
    if found.appeal:
        _quote("refused>", found.answer)
        _quote("appeal>", found.appeal.text)


def _quote(mark: str, text: str) -> None:
    for line in text.splitlines():
        click.echo(f"    {mark} {line}")
