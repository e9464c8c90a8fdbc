"""``civiltongue thread``: open and close discussions, and set what holds for single ones."""

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.thread import Site, Thread, ThreadState
from civiltongue.errors import NotFound
from civiltongue.operations.add_site import site_named
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR
from civiltongue.operations.set_story import StorySettings, set_story, set_thread_state
from civiltongue.storage import threads
from civiltongue.text.address import story_key

AS_THE_RULES_SAY = "rules"
"""What stands for a setting that the house rules answer."""


class _Setting(click.ParamType[int | str | None]):
    name = "number"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str | None:
        if value == AS_THE_RULES_SAY or isinstance(value, int):
            return value
        if not (isinstance(value, str) and value.isascii() and value.isdigit()):
            self.fail(f"Give a whole number, or {AS_THE_RULES_SAY}.", param, ctx)
        return int(value)


@click.group()
def thread() -> None:
    """Open and close discussions, and set what holds for single ones."""


@thread.command(name="close")
@click.argument("site")
@click.argument("story")
def close(site: str, story: str) -> None:
    """Close the discussion of a story, given by its id or URL; it can still be read."""
    with the_house() as house:
        _set(house, site, story, ThreadState.CLOSED)


@thread.command(name="open")
@click.argument("site")
@click.argument("story")
def reopen(site: str, story: str) -> None:
    """Open the discussion of a story again."""
    with the_house() as house:
        _set(house, site, story, ThreadState.OPEN)


@thread.command(name="set")
@click.argument("site")
@click.argument("story")
@click.option(
    "--state",
    type=click.Choice([state.value for state in ThreadState]),
    help="open; pre: every comment is held first; post: what appears is looked at; closed.",
)
@click.option(
    "--slow",
    type=_Setting(),
    help="How many seconds lie between two comments of one author; 0 for none, or rules.",
)
@click.option(
    "--close-after",
    type=_Setting(),
    help="After how many days it closes; 0 for never, or rules: as the house rules say.",
)
def set_up(
    site: str, story: str, state: str | None, slow: int | str | None, close_after: int | str | None
) -> None:
    """Set what holds for one story, and show it; without options, only show it."""
    with the_house() as house:
        found, known = _find(house, site, story)
        if state is not None or slow is not None or close_after is not None:
            wanted = StorySettings(
                state=ThreadState(state) if state else known.state,
                slow=_chosen(slow, known.slow),
                closes_after=_chosen(close_after, known.closes_after),
            )
            known = set_story(house, found, known.id, wanted, by=OPERATOR)
        slow_now, closes = _said(known.slow, "s"), _said(known.closes_after, " days")
        click.echo(f"{known.id}  {known.state.value}  slow mode: {slow_now}  closes after: {closes}")


def _chosen(given: int | str | None, known: int | None) -> int | None:
    if given is None:
        return known
    return given if isinstance(given, int) else None


def _said(number: int | None, unit: str) -> str:
    return "as the house rules say" if number is None else f"{number}{unit}"


def _set(house: House, site: str, story: str, state: ThreadState) -> None:
    found, known = _find(house, site, story)
    changed = set_thread_state(house, found, known.id, state, by=OPERATOR)
    click.echo(f"The discussion is {changed.state.value}.")


def _find(house: House, site: str, story: str) -> tuple[Site, Thread]:
    found = site_named(house, site)
    is_url = story.startswith(("http://", "https://"))
    key = story_key("" if is_url else story, story if is_url else "")
    with house.database.read() as connection:
        known = threads.keyed(connection, found.id, key) or threads.get(connection, found.id, story)
    if known is None:
        raise NotFound("Nobody has commented on this story yet.", where="story")
    return found, known
