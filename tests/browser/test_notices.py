"""A legal notice on a page, without an account and without JavaScript."""

from collections.abc import Callable
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from civiltongue.domain.notice import NoticeState
from civiltongue.operations.answer_inquiry import answer_inquiry, read_inquiries
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice
from civiltongue.operations.give_notice import GivenNotice, give_notice, notice_link
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader
from tests.web.test_appeals import post

Readers = Callable[..., Reader]
TEXT = "The lamps on the quay went out again before the last boat was in."


def test_somebody_gives_notice_of_a_comment_and_is_told_that_it_has_arrived(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    page = a_reader(newspaper, java_script_enabled=False).context.new_page()
    open_notice(newspaper, page)

    give(page)

    expect(page.get_by_role("heading", name="Your notice")).to_be_visible()
    expect(page.get_by_text("Waiting for a person to decide")).to_be_visible()


def test_the_pages_of_a_notice_are_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    page = a_reader(newspaper).context.new_page()
    open_notice(newspaper, page)
    look_at(page)
    give(page)
    look_at(page)


def test_the_pages_of_an_appeal_and_of_an_answer_are_accessible(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    site, page = newspaper.site, a_reader(newspaper).context.new_page()
    living, author = site.living, f"tobias-{site.name}@example.com"
    comment = post(site, site.sign_in("Tobias Reed", author), TEXT)
    claimed = GivenNotice(
        comment,
        "privacy",
        "I am Odile Fenn. Ring me.\n\nIt is me.",
        "Odile Fenn",
        "o@example.com",
        "address",
        True,
        True,
    )
    notice = give_notice(living.house, site.site, claimed)
    page.goto(link_in(living.mailbox.wait_for(author, holding="/notices/answer/")))
    expect(page.get_by_text("I am […]. Ring me.")).to_be_visible()
    look_at(page)
    page.get_by_label("What do you say to it?").fill("Everybody saw the lamps go out.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("You have answered.")).to_be_visible()
    refused = NoticeDecision(notice.id, NoticeState.REFUSED, "The lamps are no private fact.", "operator")
    decide_notice(living.house, site.site, refused)
    page.goto(notice_link(living.house, notice))
    look_at(page)
    page.get_by_label("What was overlooked").fill("It says where I live.")
    page.get_by_role("button", name="Send the appeal").click()
    expect(page.get_by_text("Waiting for somebody else to decide")).to_be_visible()
    look_at(page)


def test_the_pages_for_people_who_are_named_are_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    site, page = newspaper.site, a_reader(newspaper).context.new_page()
    comment, address = post(site, site.sign_in("Tobias Reed"), TEXT), f"odile-{site.name}@example.com"
    page.goto(f"{newspaper.server}/sites/{site.name}/named")
    look_at(page)
    page.get_by_label("The name that you are called by").fill("Odile Fenn")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Ask").click()
    page.goto(link_in(site.living.mailbox.wait_for(address)).replace("\n", ""))
    page.get_by_role("button", name="The address is mine").click()
    (inquiry,) = read_inquiries(site.living.house, site.site)
    answer_inquiry(site.living.house, site.site, inquiry.id, comments=[comment], answer="One.", by="operator")
    page.reload()
    expect(page.get_by_text(TEXT)).to_be_visible()
    look_at(page)


def link_in(mail: EmailMessage) -> str:
    """Return the last link in a letter."""
    return str(mail.get_content()).rsplit("http", 1)[1].split()[0].join(("http", ""))


def open_notice(newspaper: Newspaper, page: Page) -> None:
    """Go from a comment on the thread's page to the form."""
    site = newspaper.site
    comment = post(site, site.sign_in("Tobias Reed"), TEXT)
    page.goto(f"{newspaper.server}/comments/{comment}")
    page.locator(f"#comment-{comment}").get_by_role("link", name="Legal notice").click()


def give(page: Page) -> None:
    """Fill the form in, and send it."""
    page.get_by_label("It publishes private facts").check()
    page.get_by_label("Why is it against the law").fill("It says where I live.")
    page.get_by_label("Your name").fill("Ottilie Marrow")
    page.get_by_label("Your e-mail address").fill("ottilie@example.com")
    page.get_by_label("To the best of my knowledge").check()
    page.get_by_role("button", name="Send the notice").click()
