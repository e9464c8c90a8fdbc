"""Every page and every state of the embed, for axe, on a phone and a desk, in light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crowd import say
from tests.browser.embed import Embed, link_in_mail
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
ATTACK = "Whoever thought of this is a damn idiot, and rings her at 01632 960123."
HARSH = "Oh, get a life, all of you on the harbour board."
LONG = "Nobody has said so: " + "Saltmerequaylightcommitteeminutes" * 6


@pytest.fixture
def embed(newspaper: Newspaper, a_reader: Readers) -> Embed:
    """Give the embed under a story with two comments, to a reader who has signed in."""
    say(newspaper, "Hetty Brindle", "The ladder at berth six wants mending.\n\n> It does.\n\n1. So it does.")
    say(newspaper, "Rafe Coddington", LONG)
    embed = a_reader(newspaper, name="Gus Pellow").open()
    embed.is_signed_in_as("Gus Pellow")
    return embed


def test_the_front_page_and_the_comments_are_accessible(embed: Embed, newspaper: Newspaper) -> None:
    look_at(embed.page)
    embed.page.goto(newspaper.url("index"))
    expect(embed.page.locator("[data-civil-tongue-count]").first).to_have_text("0 comments")
    look_at(embed.page)


def test_the_composer_and_a_report_are_accessible(embed: Embed) -> None:
    embed.write("lamp " * 401)
    embed.part("reply").first.click()
    embed.part("report").last.click()
    embed.part("report-form").wait_for()
    look_at(embed.page)


def test_a_nudge_and_a_held_comment_are_accessible(embed: Embed) -> None:
    embed.write(HARSH).post()
    embed.part("nudge").wait_for()
    look_at(embed.page)
    embed.part("post-anyway").click()
    embed.own(HARSH).wait_for()
    look_at(embed.page)


def test_a_refusal_and_a_withdrawal_are_accessible(embed: Embed) -> None:
    embed.say("The lamps are kept by the board.")
    embed.part("withdraw").click()
    embed.write(ATTACK).post()
    embed.part("statement").wait_for()
    look_at(embed.page)


def test_signing_in_is_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper).open()
    with embed.page.expect_popup() as opening:
        embed.part("sign-in").click()
    look_at(embed.page)
    popup = opening.value
    popup.get_by_label("E-mail address").wait_for()
    look_at(popup)
    address = f"axel-{newspaper.site.name}@example.com"
    popup.get_by_label("E-mail address").fill(address)
    popup.get_by_role("button", name="Mail me a link").click()
    popup.get_by_text("Look into your mail").wait_for()
    look_at(popup)
    popup.goto(link_in_mail(newspaper, address))
    look_at(popup)


def test_the_pages_of_the_server_are_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    say(newspaper, "Hetty Brindle", "The ladder at berth six wants mending.\n\n> It does.\n\n1. So it does.")
    say(newspaper, "Rafe Coddington", LONG)
    say(newspaper, "Silas Gorringe", ATTACK)
    page = _signed_in(newspaper, a_reader)
    thread = f"/sites/{newspaper.site.name}/threads?story=harbour-lamps"

    look_at(page)
    _write(page, HARSH)
    look_at(page)
    page.get_by_role("button", name="Send it as it is").click()
    page.goto(f"{newspaper.server}{thread}")
    look_at(page)
    page.locator(".own a").click()
    look_at(page)
    page.goto(f"{newspaper.server}{thread}")
    page.get_by_role("link", name="Report").first.click()
    look_at(page)
    page.goto(f"{newspaper.server}/sites/{newspaper.site.name}/rules")
    look_at(page)
    page.goto(f"{newspaper.server}/sites/nowhere/rules")
    look_at(page)


def _signed_in(newspaper: Newspaper, a_reader: Readers) -> Page:
    """Return the form to write in, for a reader who has signed in."""
    reader = a_reader(newspaper)
    reader.expects(404)
    page = reader.visit(f"/sites/{newspaper.site.name}/threads?story=harbour-lamps")
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_role("link", name="Sign in").click()
    address = f"axel-{newspaper.site.name}@example.com"
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    page.goto(link_in_mail(newspaper, address))
    page.get_by_label("Your name").fill("Axel Ferry")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("textbox", name="Your comment").wait_for()
    return page


def _write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your comment").fill(text)
    page.get_by_label("I have read the house rules").check()
    page.get_by_role("button", name="Send", exact=True).click()
