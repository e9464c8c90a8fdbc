"""The demo's comments show each rule at work, and become what their file says."""

from datetime import UTC, datetime

from civiltongue.bootstrap import open_house
from civiltongue.cli.demo_seed import SteppingClock, demo_content, seed
from civiltongue.operations.add_site import add_site
from civiltongue.policyfile import default
from civiltongue.settings import Secrets, Settings
from civiltongue.storage.database import Database

ORIGIN = "https://lantern.example"


def test_every_comment_of_the_demo_becomes_what_its_file_says(any_database: Database) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clock = SteppingClock(now)
    house = open_house(Settings(), keys=Secrets(b"k" * 32), database=any_database, clock=clock)
    site = add_site(house, "lantern", origins=(ORIGIN,), policy=default("newsroom")).site

    said = list(seed(house, site, origin=ORIGIN, clock=clock, now=now))

    became = {item.id: (item.outcome.word, set(item.outcome.ruling.rules)) for item in said}
    expected = {item.id: (item.expected, set(item.rules)) for item in said}
    assert {k: v for k, v in became.items() if v != expected[k]} == {}


def test_the_demo_shows_every_rule_that_judges_a_comment() -> None:
    shown = {rule for entry in demo_content()["comments"] for rule in entry.get("rules", ())}
    assert len(shown) == 12
