"""The whole way of a comment without a mouse."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.crowd import say
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
MOST_STOPS = 40


def test_a_comment_is_written_asked_about_and_sent_by_keyboard_alone(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Tilda Marlowe").open()
    embed.is_signed_in_as("Tilda Marlowe")
    page = embed.page

    _tab_to(page, embed.part("write"))
    page.keyboard.press("Enter")
    expect(embed.field).to_be_focused()
    page.keyboard.type("My number is 01632 960144, call me about the ladder.")
    _tab_to(page, embed.part("post"))
    page.keyboard.press("Space")
    expect(embed.part("nudge")).to_be_focused()
    _tab_to(page, embed.part("change"))
    page.keyboard.press("Enter")
    expect(embed.field).to_be_focused()
    page.keyboard.type("in the book")
    page.keyboard.press("Control+Enter")

    expect(embed.comment("My number is in the book")).to_be_focused()
    expect(embed.part("announcement")).to_have_text("Your comment is published.")


def test_a_report_is_sent_by_keyboard_alone(newspaper: Newspaper, a_reader: Readers) -> None:
    say(newspaper, "Hetty Brindle", "The ladder at berth six wants mending.")
    embed = a_reader(newspaper, name="Rafe Coddington").open()
    embed.is_signed_in_as("Rafe Coddington")
    page = embed.page

    _tab_to(page, embed.part("report"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rule 1 No swearing")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Rule 2 Nothing obscene")).to_be_checked()
    _tab_to(page, embed.part("send-report"))
    page.keyboard.press("Enter")

    expect(embed.part("reported")).to_be_visible()
    expect(embed.part("announcement")).to_have_text("Thank you. A moderator will look at the comment.")


def test_wherever_the_keyboard_stops_the_focus_is_seen(newspaper: Newspaper, a_reader: Readers) -> None:
    say(newspaper, "Hetty Brindle", "The ladder at berth six wants mending.")
    embed = a_reader(newspaper).open()

    for name in ("sign-in", "write", "reply", "report", "permalink"):
        _tab_to(embed.page, embed.part(name))
        outline = embed.part(name).evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline == "solid", name
        embed.page.locator("body").evaluate("() => document.activeElement.blur()")


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press the tabulator until the focus is there."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate("element => element.getRootNode().activeElement === element"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator does not lead to {wanted}")
