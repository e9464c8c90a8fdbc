"""``civiltongue thread``: open and close discussions."""

import click

from civiltongue.cli.house import the_house
from civiltongue.domain.thread import ThreadState
from civiltongue.errors import NotFound
from civiltongue.operations.add_site import site_named
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR
from civiltongue.operations.tell_story import set_thread_state
from civiltongue.storage import threads
from civiltongue.text.address import story_key


@click.group()
def thread() -> None:
    """Open and close discussions."""


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


def _set(house: House, site: str, story: str, state: ThreadState) -> None:
    found = site_named(house, site)
    is_url = story.startswith(("http://", "https://"))
    key = story_key("" if is_url else story, story if is_url else "")
    with house.database.read() as connection:
        known = threads.keyed(connection, found.id, key) or threads.get(connection, found.id, story)
    if known is None:
        raise NotFound("Nobody has commented on this story yet.", where="story")
    changed = set_thread_state(house, found, known.id, state, by=OPERATOR)
    click.echo(f"The discussion is {changed.state.value}.")
