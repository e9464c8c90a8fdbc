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
    with Newspaper(open_living, isolated=True, host="127.0.0.1") as made:
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


def a_device(page: Page) -> None:
    """Give the browser a device that keeps passkeys and knows who holds it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_reader_adds_a_passkey_and_signs_in_with_it(paper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(paper)
    embed = reader.open()
    embed.sign_in("Ida Marlow", f"ida-{paper.site.name}@example.com")
    embed.is_signed_in_as("Ida Marlow")
    page = reader.visit(f"/sites/{paper.site.name}/me/sign-in")
    a_device(page)

    page.get_by_label("A name for it").fill("Harbour telephone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Harbour telephone")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Sign out everywhere else").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{paper.server}/sign-in?site={paper.site.name}&next=/sites/{paper.site.name}/me/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("last used")).to_be_visible()
    reader.expects(401, 410)
    embed.reload()
    expect(embed.part("sign-in")).to_be_visible()


def test_an_embed_takes_a_passkey_from_the_pop_up(paper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(paper)
    embed = reader.open()
    embed.sign_in("Gus Pellow", f"gus-{paper.site.name}@example.com")
    embed.is_signed_in_as("Gus Pellow")
    page = reader.visit(f"/sites/{paper.site.name}/me/sign-in")
    a_device(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Passkey", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    embed.part("sign-out").click()
    embed.part("sign-in").click()
    expect(embed.part("code")).to_be_visible()
    address = embed.part("sign-in-panel").get_by_role("link").get_attribute("href")
    assert address

    page.goto(address)
    expect(page.locator(".code")).to_have_text(embed.part("code").inner_text())
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="You are signed in")).to_be_visible()
    embed.is_signed_in_as("Gus Pellow")


def test_a_device_that_gives_nothing_says_so(paper: Newspaper, a_reader: Readers) -> None:
    page = a_reader(paper).visit(f"/sign-in?site={paper.site.name}")
    a_device(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("That did not work")
