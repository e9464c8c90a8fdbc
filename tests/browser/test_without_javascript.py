"""The same ways without JavaScript, on the server's own pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from civiltongue.operations.sessions import PAGE, end_session, who_asks
from tests.browser.crowd import fill_thread, say
from tests.browser.embed import link_in_mail
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
OWN_NUMBER = "We share rides to the quay. My number is 01632 960144, call me after eleven."
HARSH = "Oh, get a life, all of you on the harbour board."
ATTACK = "Whoever thought of this is a damn idiot."
CIVIL = "Whoever thought of this has not landed a boat in the dark."


@pytest.fixture
def plain_reader(a_reader: Readers) -> Readers:
    """Give a function that opens a browser without JavaScript."""

    def make(newspaper: Newspaper, **options: object) -> Reader:
        return a_reader(newspaper, java_script_enabled=False, **options)

    return make


def test_the_host_page_leads_to_a_thread_that_can_be_read_page_by_page(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    fill_thread(newspaper, 102)
    page = plain_reader(newspaper).context.new_page()
    page.goto(newspaper.url("harbour-lamps"))

    page.get_by_role("link", name="Read and write comments").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour lamps")
    expect(page.get_by_text("102 comments")).to_be_visible()
    expect(page.locator("article")).to_have_count(100)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("article")).to_have_count(2)
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator("article").first).to_contain_text("No. 102:")


def test_a_reader_signs_in_by_link_and_begins_a_discussion(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    link = "threads?story=harbour-lamps"
    newspaper.changes[link] = f"{link}&amp;url={newspaper.url('harbour-lamps')}&amp;title=Harbour+lamps"
    page = plain_reader(newspaper).context.new_page()
    page.goto(newspaper.url("harbour-lamps"))
    page.get_by_role("link", name="Read and write comments").click()

    _sign_in(newspaper, page, "Ida Marlow")
    _write(page, CIVIL)

    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour lamps")
    expect(page.locator("article:target")).to_contain_text(CIVIL)
    expect(page.locator("article:target .name")).to_have_text("Ida Marlow")


def test_what_was_written_is_not_lost_where_the_session_has_ended(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    reader = plain_reader(newspaper)
    reader.expects(401)
    page = _signed_in_at_the_form(reader, "Ida Marlow")
    page.get_by_role("textbox", name="Your comment").fill(CIVIL)
    _agree(page)
    _end_the_session(newspaper, page)

    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.get_by_label("This is what you wrote")).to_have_value(CIVIL)


def test_an_author_is_asked_changes_the_words_and_may_insist(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    page = _signed_in_at_the_form(plain_reader(newspaper), "Tilda Marlowe")

    _write(page, OWN_NUMBER)
    _quotes(page.locator(".statement.nudge"), "Rule 8 · Keep private facts private", "01632 960144")
    _write(page, HARSH)
    _quotes(page.locator(".statement.nudge"), "Rule 3 · No personal attacks", "get a life")
    page.get_by_role("button", name="Send it as it is").click()

    statement = page.locator(".statement.hold")
    _quotes(statement, "Rule 3 · No personal attacks", "get a life")
    expect(statement).to_contain_text("That is no accusation")
    page.get_by_role("link", name="Back to the discussion").click()
    expect(page.locator(".own")).to_contain_text(f"Waiting for a moderator: {HARSH}")
    expect(page.locator("article")).to_have_count(0)


def test_a_refused_author_is_told_the_reasons_and_tries_again(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    page = _signed_in_at_the_form(plain_reader(newspaper), "Silas Gorringe")

    _write(page, ATTACK)
    _quotes(page.locator(".statement.reject"), "Rule 3 · No personal attacks", "is a damn idiot")
    expect(page.get_by_role("textbox", name="Your comment")).to_have_value(ATTACK)
    _write(page, OWN_NUMBER)
    page.get_by_role("button", name="Send it as it is").click()

    expect(page.locator("article:target")).to_contain_text(OWN_NUMBER)
    expect(page.locator("article")).to_have_count(1)


def test_an_author_edits_and_withdraws(newspaper: Newspaper, plain_reader: Readers) -> None:
    page = _signed_in_at_the_form(plain_reader(newspaper), "Mabel Osgood")
    _write(page, "The ladder at berth six wants mending.")
    page.get_by_role("link", name="Your comment").click()

    page.get_by_role("textbox", name="Your comment").fill(ATTACK)
    _agree(page)
    page.get_by_role("button", name="Send", exact=True).click()
    _quotes(page.locator(".statement.reject"), "Rule 3 · No personal attacks", "is a damn idiot")
    page.get_by_role("textbox", name="Your comment").fill("The ladder at berth seven wants mending.")
    _agree(page)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("link", name="Back to the discussion").click()
    expect(page.locator("article")).to_contain_text("berth seven")
    expect(page.locator("article")).to_contain_text("edited")
    page.get_by_role("link", name="Your comment").click()
    page.get_by_role("button", name="Withdraw").click()

    expect(page.get_by_text("Withdrawn")).to_be_visible()
    page.get_by_role("link", name="Back to the discussion").click()
    expect(page.locator("article")).to_have_count(0)


def test_a_reader_replies_and_reports(newspaper: Newspaper, plain_reader: Readers) -> None:
    say(newspaper, "Hetty Brindle", CIVIL)
    page = plain_reader(newspaper).visit(f"/sites/{newspaper.site.name}/threads?story=harbour-lamps")

    page.get_by_role("link", name="Reply").click()
    _sign_in(newspaper, page, "Rafe Coddington")
    expect(page.locator("blockquote.parent")).to_have_text(CIVIL)
    _write(page, "I have, and the lamps helped nobody.")
    expect(page.locator("article:target")).to_contain_text("In reply to Hetty Brindle")
    page.get_by_role("link", name="Report").click()
    page.get_by_label("To the matter, please").check()
    page.get_by_role("button", name="Report").click()

    expect(page.get_by_text("Thank you. A moderator will read it.")).to_be_visible()


def test_who_is_signed_in_reads_rules_and_feeds_like_everybody(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    page = _signed_in_at_the_form(plain_reader(newspaper), "Ida Marlow")
    _write(page, CIVIL)
    thread = page.url.partition("#")[0]

    for address in (f"{newspaper.server}/sites/{newspaper.site.name}/rules", f"{thread}/feed.json"):
        answer = page.context.request.get(address)
        assert answer.status == 200, answer.text()


def test_too_many_words_are_refused_with_the_number_that_were_written(
    newspaper: Newspaper, plain_reader: Readers
) -> None:
    page = _signed_in_at_the_form(plain_reader(newspaper), "Perpetua Lund")

    _write(page, "the lamp went out and " * 90)

    expect(page.locator(".statement.reject")).to_contain_text("At most 400 words")
    expect(page.get_by_text("You wrote 450 words.")).to_be_visible()


def _signed_in_at_the_form(reader: Reader, name: str) -> Page:
    newspaper = reader.newspaper
    path = f"/sites/{newspaper.site.name}/threads?story=harbour-lamps&url={newspaper.url('harbour-lamps')}"
    page = reader.visit(path)
    _sign_in(newspaper, page, name)
    return page


def _sign_in(newspaper: Newspaper, page: Page, name: str) -> None:
    """Sign in from the form that asks for it; in the end the form is there again."""
    address = f"{name.replace(' ', '.').lower()}-{newspaper.site.name}@example.com"
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    page.goto(link_in_mail(newspaper, address))
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("textbox", name="Your comment")).to_be_visible()


def _end_the_session(newspaper: Newspaper, page: Page) -> None:
    """End a session on the server; the browser does not know."""
    house = newspaper.site.living.house
    (cookie,) = page.context.cookies()
    end_session(house, who_asks(house, cookie["value"], kind=PAGE, origin=house.settings.origin))


def _write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your comment").fill(text)
    _agree(page)
    page.get_by_role("button", name="Send", exact=True).click()


def _agree(page: Page) -> None:
    page.get_by_label("I have read the house rules").check()


def _quotes(statement: Locator, rule: str, words: str) -> None:
    """Check that a statement names and quotes a rule and marks the words."""
    expect(statement.get_by_role("heading", level=3)).to_have_text(rule)
    expect(statement.locator(".public")).not_to_be_empty()
    expect(statement.locator("mark")).to_have_text(words)
