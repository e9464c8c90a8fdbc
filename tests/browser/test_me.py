"""An author's own page, without JavaScript: see what is theirs, and be erased."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from civiltongue.domain.thread import AuthorKind
from civiltongue.operations.welcome_author import welcome_author
from tests.browser.embed import link_in_mail
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
TEXT = "The lamps on the quay went out again before the last boat was in."


def test_an_author_sees_their_page_changes_their_mind_and_is_erased(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    page = a_reader(newspaper, java_script_enabled=False).context.new_page()
    sign_in_to(newspaper, page)

    expect(page.get_by_text("1 comment published")).to_be_visible()
    expect(page.get_by_role("link", name=TEXT)).to_be_visible()
    page.get_by_label("In 7 days.").check()
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Erase me").click()
    page.get_by_role("button", name="Keep me after all").click()
    page.get_by_label("Now.").check()
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Erase me").click()

    expect(page.get_by_role("heading", name="You are erased")).to_be_visible()
    page.goto(f"{newspaper.server}/sites/{newspaper.site.name}/me")
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_an_author_chooses_without_javascript_when_letters_come(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    page = a_reader(newspaper, java_script_enabled=False).context.new_page()
    sign_in_to(newspaper, page)

    page.get_by_label("once a day, with all of it together").check()
    page.get_by_role("button", name="Keep this").click()

    expect(page.get_by_label("once a day, with all of it together")).to_be_checked()


def test_an_authors_own_page_is_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    page, site = a_reader(newspaper).context.new_page(), newspaper.site
    welcome_author(site.living.house, site.site, "Tobias Reed", kind=AuthorKind.GUEST, email=None)
    sign_in_to(newspaper, page)
    look_at(page)
    page.get_by_label("In 7 days.").check()
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Erase me").click()
    look_at(page)


def sign_in_to(newspaper: Newspaper, page: Page) -> None:
    """Let somebody who wrote a comment come to their page by a link in a mail."""
    site = newspaper.site
    address, path = f"tobias.reed-{site.name}@example.com", f"/sites/{site.name}/me"
    with site.client(site.sign_in("Tobias Reed", address)) as client:
        client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(TEXT)).raise_for_status()
    page.goto(f"{newspaper.server}{path}")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    page.goto(link_in_mail(newspaper, address, number=2))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}")
