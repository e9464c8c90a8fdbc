"""Signing in from a page of another site with a real OpenID provider, in a pop-up and without JavaScript."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import PATIENCE, Reader
from tests.living import Living

Readers = Callable[..., Reader]
FONTS = "https://fonts.googleapis.com/**"
"""What the provider's own pages would load from elsewhere."""
CIVIL = "Two of the crews land by head-torch already; ask them how it goes."


@pytest.fixture
def paper(open_living: Living) -> Iterator[Newspaper]:
    """Put out a newspaper whose readers may sign in with a provider."""
    with Newspaper(open_living, isolated=True) as made:
        yield made


def prove(page: Page, person: str) -> None:
    """Say at the provider who one is, and let it tell the newspaper."""
    page.get_by_placeholder("Enter any login").fill(person)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_a_reader_signs_in_with_a_provider_and_posts(paper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(paper)
    reader.context.route(FONTS, lambda route: route.fulfill(body="", content_type="text/css"))
    embed = reader.open()
    with embed.page.expect_popup() as opening:
        embed.part("sign-in").click()
    popup = opening.value
    code = embed.part("code").inner_text()
    popup.get_by_role("button", name="Sign in with Anchor ID").wait_for()
    look_at(popup)

    popup.get_by_role("button", name="Sign in with Anchor ID").click()
    prove(popup, f"Wilma-Tern@{paper.site.name}.example")
    expect(popup.get_by_label("Your name")).to_have_value("Wilma Tern")
    look_at(popup)
    popup.get_by_role("button", name="Sign in").click()
    expect(popup.locator(".code")).to_have_text(code)
    popup.get_by_role("button", name="Go on as Wilma Tern").click()

    embed.is_signed_in_as("Wilma Tern")
    embed.say(CIVIL)
    expect(embed.comment(CIVIL).locator("[data-ct=author]")).to_have_text("Wilma Tern")


def test_a_reader_without_javascript_signs_in_with_a_provider(paper: Newspaper, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{paper.server}/sign-in?site={paper.site.name}")

    page.get_by_role("button", name="Sign in with Buoy ID").click()
    prove(page, "Odo-Finch")
    page.get_by_label("Your name").fill("Odo Finch")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="House rules")).to_be_visible()
    page.goto(f"{paper.server}/sign-in?site={paper.site.name}")

    expect(page.get_by_text("Signed in as Odo Finch").first).to_be_visible()
    context.close()
