"""Recommending comments in the embed, and on the page that needs no script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from civiltongue.policyfile import default
from tests.browser.crowd import say
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader
from tests.living import Living

Readers = Callable[..., Reader]
LAMPS = "The lamps went out before the last boat was in."
FERRY = "The ferry should run an hour later in the summer."


@pytest.fixture
def voting(living: Living) -> Iterator[Newspaper]:
    """Give a newspaper whose readers recommend comments."""
    with Newspaper(living, policy=f"{default('newsroom')}\nvotes: shown\n") as made:
        yield made


def test_a_reader_recommends_a_comment_and_takes_it_back(voting: Newspaper, a_reader: Readers) -> None:
    say(voting, "Hetty Brindle", LAMPS)
    say(voting, "Rafe Coddington", FERRY)
    reader = a_reader(voting, name="Tilda Marlowe")
    embed = reader.open()
    button = embed.part("vote").nth(1)
    expect(button).to_have_text("Recommend")

    button.click()

    expect(button).to_have_text("Recommend 1")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    look_at(embed.page)
    again = reader.open()
    expect(again.part("vote").nth(1)).to_have_attribute("aria-pressed", "true")
    again.part("recommended").click()
    expect(again.texts.first).to_contain_text(FERRY)
    again.part("vote").first.click()
    expect(again.part("vote").first).to_have_text("Recommend")


def test_a_stranger_signs_in_first_and_nobody_recommends_themselves(
    voting: Newspaper, a_reader: Readers
) -> None:
    say(voting, "Hetty Brindle", LAMPS)
    stranger = a_reader(voting).open()

    stranger.part("vote").click()

    expect(stranger.part("sign-in-panel")).to_be_visible()
    own = a_reader(voting, name="Tilda Marlowe").open()
    own.write(FERRY).post()
    expect(own.comment(FERRY)).to_be_visible()
    expect(own.part("vote").nth(1)).to_be_disabled()


def test_the_plain_page_shows_how_many_recommend_a_comment(voting: Newspaper, a_reader: Readers) -> None:
    outcome = say(voting, "Hetty Brindle", LAMPS)
    assert outcome.comment is not None
    recommend = a_reader(voting, name="Tilda Marlowe").open().part("vote")
    recommend.click()
    expect(recommend).to_have_attribute("aria-pressed", "true")
    reader = a_reader(voting, java_script_enabled=False)

    page = reader.visit(f"/comments/{outcome.comment.id}")

    expect(page.get_by_text("Recommended by 1 reader")).to_be_visible()
    page.get_by_role("link", name="Most recommended first").click()
    expect(page.get_by_text(LAMPS)).to_be_visible()
