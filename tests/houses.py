"""Houses for tests: a clock that is set by hand, a site, authors, stories."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from civiltongue.bootstrap import open_house
from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.operations.add_site import add_site
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.policyfile import default
from civiltongue.settings import Secrets, Settings
from civiltongue.storage import authors
from civiltongue.storage.database import Connection, Database
from civiltongue.text.skeleton import name_key

ORIGIN = "https://lantern.example"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CIVIL = "The council should publish the survey before it votes, so that we can all read it."
SWEARING = "This whole damn plan is bullshit and you know it."
_numbers = count(1)


@dataclass
class Clock:
    """Tell the time that the test says it is."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        """Return the moment, a little later each time, as clocks do."""
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**time)


@dataclass
class Setting:
    """A house with one site, for tests of operations."""

    house: House
    site: Site
    clock: Clock
    key: str = ""
    _drafts: Any = field(default_factory=lambda: count(1))

    @property
    def version(self) -> str:
        """Return the version of the policy in force."""
        with self.house.database.read() as connection:
            return self.house.in_force(connection, self.site.id).policy.version

    def an_author(self, name: str | None = None, *, kind: AuthorKind = AuthorKind.ACCOUNT) -> Author:
        """Store an author with a name of their own."""
        name = f"Reader {_word(next(_numbers))}" if name is None else name
        now = self.clock()
        author = Author(self.house.id_at(now), self.site.id, name, kind, True, False, now)

        def work(connection: Connection) -> None:
            authors.add(connection, author, email=f"{author.id}@example.com", email_key=author.id)
            if kind is AuthorKind.ACCOUNT:
                authors.take_name(connection, self.site.id, author.id, name=name, key=name_key(name))

        self.house.database.write(work)
        return author

    def an_attempt(self, author: Author | None = None, text: str = CIVIL, **values: Any) -> Attempt:
        """Return an attempt at the site's one story."""
        attempt = Attempt(
            author=author or self.an_author(),
            source=text,
            draft=f"draft-{next(self._drafts):08}",
            consent=self.version,
            address=f"address-{next(_numbers)}",
            story=a_story(),
        )
        return replace(attempt, **values)

    def submit(self, author: Author | None = None, text: str = CIVIL, **values: Any) -> Outcome:
        """Submit an attempt."""
        return submit_comment(self.house, self.site, self.an_attempt(author, text, **values))


def a_story(identifier: str = "harbour-lamps", **facts: Any) -> Story:
    """Return a story of the site, as an unsigned page tells it."""
    return Story(
        url=f"{ORIGIN}/{identifier}.html",
        identifier=identifier,
        facts=StoryFacts(**facts) if facts else StoryFacts(),
    )


def a_house(database: Database, clock: Clock, **settings: Any) -> House:
    """Assemble a house on a migrated database, with its own clock and steady randomness."""
    return open_house(
        Settings(base_url="https://comments.example", **settings),
        keys=Secrets(b"k" * 32),
        database=database,
        clock=clock,
        random_bits=random.Random(next(_numbers)).getrandbits,
    )


def a_setting(database: Database, *, policy: str = "newsroom") -> Setting:
    """Assemble a house with one site."""
    clock = Clock()
    house = a_house(database, clock)
    made = add_site(house, f"lantern-{next(_numbers)}", origins=(ORIGIN,), policy=default(policy))
    return Setting(house, made.site, clock, made.key)


@pytest.fixture
def setting(any_database: Database) -> Setting:
    """Give a house with one site under the newsroom's rules, once on each database."""
    return a_setting(any_database)


def _word(number: int) -> str:
    """Return a number as letters, so that no two names look alike."""
    letters = "bdfgkmpstv"
    return "".join(letters[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:05}").title()
