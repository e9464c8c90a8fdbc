"""Fill the demo with what was said under its stories, through the operations that readers use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

import yaml

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.set_staff import set_staff
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.tell_story import tell_story
from civiltongue.operations.welcome_author import welcome_author

BY = "operator"


@dataclass
class SteppingClock:
    """A clock that is set to the time of each comment, and moves on a little with every look."""

    moment: datetime

    def __call__(self) -> datetime:
        """Return the time, a millisecond later each time."""
        self.moment += timedelta(milliseconds=1)
        return self.moment


@dataclass(frozen=True, slots=True)
class Said:
    """One comment of the demo, and what became of it; ``expected`` says what should have."""

    id: str
    outcome: Outcome
    expected: str
    rules: tuple[str, ...]


@cache
def demo_content() -> dict[str, Any]:
    """Return stories, staff and comments of the demo."""
    text = (resources.files("civiltongue.cli") / "demo_content.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def seed(house: House, site: Site, *, origin: str, clock: SteppingClock, now: datetime) -> Iterator[Said]:
    """Submit every comment at its time before now, one after the other, and yield what became of it.

    ``house`` must run on the clock.
    """
    content = demo_content()
    stories = _stories(content, origin)
    clock.moment = now - timedelta(hours=72)
    for story in stories.values():
        tell_story(house, site, story, state=None, by=BY)
    people = _People(house, site)
    for name in content["staff"]:
        people.make_staff(name)
    said: dict[str, str] = {}
    for entry in content["comments"]:
        clock.moment = now - timedelta(hours=entry["hours_ago"])
        outcome = _say(house, site, entry, people, (stories[entry["story"]], said))
        assert outcome.comment is not None
        said[entry["id"]] = outcome.comment.id
        yield Said(entry["id"], outcome, entry["becomes"], tuple(entry.get("rules", ())))
    clock.moment = now - timedelta(hours=1)
    for entry in content["comments"]:
        _afterwards(house, site, entry, said[entry["id"]], people)
    clock.moment = now


def _say(
    house: House,
    site: Site,
    entry: dict[str, Any],
    people: Callable[[str], Author],
    place: tuple[Story, dict[str, str]],
) -> Outcome:
    story, said = place
    with house.database.read() as connection:
        version = house.in_force(connection, site.id).policy.version
    parent = entry.get("reply_to")
    attempt = Attempt(
        author=people(entry["author"]),
        source=_text(entry),
        draft=f"demo-{entry['id']}",
        consent=version,
        address=f"demo-{entry['id']}",
        story=story,
        parent_id=said[parent] if parent else None,
    )
    outcome = submit_comment(house, site, attempt)
    if outcome.insist and entry.get("insist"):
        values = {name: getattr(attempt, name) for name in Attempt.__slots__}
        outcome = submit_comment(house, site, Attempt(**{**values, "insist": outcome.insist}))
    return outcome


def _text(entry: dict[str, Any]) -> str:
    """Return the words of an entry, which may count something many times over."""
    counted = entry.get("counted")
    if not counted:
        return str(entry["text"])
    return "".join(
        counted["text"].format(number=number, weeks=number + 3, barrows=number * 7 + 11)
        for number in range(1, counted["times"] + 1)
    )


def _afterwards(
    house: House, site: Site, entry: dict[str, Any], comment_id: str, people: Callable[[str], Author]
) -> None:
    for number, rule in enumerate(entry.get("reports", ())):
        reader = people(f"Reader of {('mornings', 'evenings')[number % 2]}")
        report_comment(house, site, reader, comment_id=comment_id, rule=rule)
    review = entry.get("review")
    if review:
        verdict = Verdict.of(review["verdict"])
        review_comment(house, site, Review(comment_id, verdict, BY, rule=review["rule"], note=review["note"]))


def _stories(content: dict[str, Any], origin: str) -> dict[str, Story]:
    return {
        name: Story(
            url=f"{origin}/{name}.html",
            identifier=name,
            facts=StoryFacts(facts["title"], facts["author"], tuple(facts["people"])),
        )
        for name, facts in content["stories"].items()
    }


class _People:
    """Make each author once, when they first say something."""

    def __init__(self, house: House, site: Site) -> None:
        self._house = house
        self._site = site
        self._known: dict[str, Author] = {}

    def make_staff(self, name: str) -> None:
        """Make an author who carries the staff badge."""
        set_staff(self._house, self._site, self(name), staff=True, by=BY)
        self._known[name] = replace(self._known[name], staff=True)

    def __call__(self, name: str) -> Author:
        if name not in self._known:
            kind = AuthorKind.ACCOUNT if name else AuthorKind.GUEST
            address = f"{'-'.join(name.lower().split())}@readers.example" if name else None
            self._known[name] = welcome_author(self._house, self._site, name, kind=kind, email=address)
        return self._known[name]
