"""What the other tests here rely on: another site's page, no cookies of third parties, a watched console."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
FETCH = "address => fetch(address, {credentials: 'include'}).then(answer => answer.text())"
BLOCKED = {"UserPreferences", "ThirdPartyPhaseout"}
"""Why the browser blocked a cookie, in the words of its own developer tools."""


def test_the_browser_keeps_cookies_of_third_parties_out(newspaper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(newspaper)
    reader.expects(404)
    page = reader.context.new_page()
    cookie = newspaper.as_first_party("/cookie")
    reasons = _reasons_for_blocking(page)

    page.goto(f"{newspaper.origin}/lantern.css")
    page.evaluate(FETCH, cookie)
    assert page.evaluate(FETCH, cookie) == ""

    assert BLOCKED & reasons
    page.goto(cookie)
    page.goto(cookie)
    expect(page.locator("body")).to_have_text("seen=yes")


def test_a_script_that_the_page_does_not_allow_is_noticed(newspaper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(newspaper)
    page = reader.open().page

    with page.expect_console_message():
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'alert(1)'}))"
        )

    (noticed,) = reader.trouble
    assert "Content Security Policy" in noticed
    reader.trouble.clear()


def _reasons_for_blocking(page: Any) -> set[str]:
    reasons: set[str] = set()
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.on(
        "Network.responseReceivedExtraInfo",
        lambda event: [reasons.update(cookie["blockedReasons"]) for cookie in event["blockedCookies"]],
    )
    return reasons
