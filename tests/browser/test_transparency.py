"""The account of a year can be read by everybody, without JavaScript and with a screen reader."""

from collections.abc import Callable

from playwright.sync_api import expect

from civiltongue.domain.ruling import Verdict
from civiltongue.operations.review_comment import Review, review_comment
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
TEXT = "The ferry was late again, and nobody at the pier could say why."


def test_the_account_of_a_year_is_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    site = newspaper.site
    with site.client(site.sign_in("Tobias Reed")) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(TEXT)).json()
    review = Review(answer["comment"]["id"], Verdict.REJECT, "moderator:first", rule="inappropriate")
    review_comment(site.living.house, site.site, review)

    page = a_reader(newspaper).visit(f"/sites/{site.name}/transparency")

    expect(page.get_by_role("table", name="By rule")).to_be_visible()
    expect(page.get_by_role("img", name="Over time")).to_be_visible()
    page.get_by_text("The same in numbers").click()
    look_at(page)


def test_the_account_needs_no_javascript(newspaper: Newspaper, a_reader: Readers) -> None:
    page = a_reader(newspaper, java_script_enabled=False).visit(f"/sites/{newspaper.site.name}/rules")
    page.get_by_role("link", name="How we moderate, in numbers").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("How comments were moderated at The Lantern")
