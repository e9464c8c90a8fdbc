"""The desk's other pages, for axe, on a phone and a desk, in light and dark."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from civiltongue.domain.moderation import Role
from civiltongue.domain.ruling import Verdict
from civiltongue.operations.decide_by_mail import decision_link
from civiltongue.storage import comments
from tests.browser.looks import look_at
from tests.living import Living
from tests.web.desk.busy import ABUSE, Busy, a_busy_site, somebody_who_reports_without_reason
from tests.web.desk.desks import AtDesk, at_desk

PAGES = {
    "search": "/search?text=lamps",
    "stories": "/stories",
    "story": "/stories/{thread}",
    "authors": "/authors",
    "author": "/authors/{author}",
    "appeals": "/appeals",
    "appeal": "/appeals/{appeal}",
    "appeal against a sanction": "/appeals/{sanction_appeal}",
    "notices": "/notices",
    "notice": "/notices/{notice}",
    "appeal about a notice": "/notices/{refused_notice}",
    "claims": "/claims",
    "inquiries": "/inquiries",
    "inquiry": "/inquiries/{inquiry}",
    "statistics": "/statistics?days=7",
    "audit log": "/audit",
    "people": "/people",
    "mail": "/mail",
}


@pytest.fixture(scope="module")
def admin(living: Living) -> tuple[AtDesk, Busy]:
    site = living.a_site()
    return at_desk(site, Role.ADMIN), a_busy_site(site)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_for_everybody(path: str, admin: tuple[AtDesk, Busy], chromium: Browser) -> None:
    desk, busy = admin
    page = _page(desk, chromium)
    known = {name: getattr(busy, name) for name in busy.__dataclass_fields__} | {"author": busy.author.id}
    page.goto(f"/desk/{desk.site.name}{path.format(**known)}")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")

    look_at(page)

    page.context.close()


def test_what_is_found_for_somebody_who_is_named_is_picked_by_keyboard_without_javascript(
    living: Living, chromium: Browser
) -> None:
    site = living.a_site()
    desk, busy = at_desk(site, Role.SENIOR), a_busy_site(site)
    inquiry = f"/desk/{site.name}/inquiries/{busy.inquiry}"
    looked_at = _page(desk, chromium)
    looked_at.goto(inquiry)
    looked_at.get_by_role("searchbox").press("Enter")
    expect(looked_at.get_by_role("checkbox")).to_be_visible()
    look_at(looked_at)
    looked_at.context.close()
    page = _page(desk, chromium, java_script_enabled=False)
    page.goto(inquiry)

    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("searchbox").fill("ferry")
    page.get_by_role("searchbox").press("Enter")

    expect(page.get_by_role("checkbox")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="Mayor Holm")).to_be_checked()
    page.get_by_role("textbox", name="Answer").fill("One comment names you.")
    page.get_by_role("button", name="Hand over").press("Enter")

    expect(page.get_by_text("One comment names you.")).to_be_visible()
    expect(page.get_by_text("He stole from the till")).to_be_visible()
    page.context.close()


def test_where_abuse_of_reporting_is_confirmed_is_for_everybody(living: Living, chromium: Browser) -> None:
    site = living.a_site(policy=ABUSE)
    reader, _ = somebody_who_reports_without_reason(site)
    page = _page(at_desk(site, Role.SENIOR), chromium)
    page.goto(f"/desk/{site.name}/authors/{reader.id}")

    page.get_by_text("Confirm an abuse of reporting").first.click()
    look_at(page)
    page.get_by_role("button", name="Confirm an abuse of reporting").click()

    expect(page.get_by_role("status")).to_have_text("Done.")
    expect(page.get_by_text("Confirm an abuse of reporting")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("verdict", [Verdict.PUBLISH, Verdict.REJECT])
def test_a_link_in_a_letter_leads_to_a_page_for_everybody(
    verdict: Verdict, admin: tuple[AtDesk, Busy], chromium: Browser
) -> None:
    desk, busy = admin
    house = desk.site.living.house
    with house.database.read() as connection:
        comment = comments.get(connection, desk.site.site.id, busy.held)
    assert comment is not None
    link = decision_link(house, desk.moderator, busy.held, comment.ruling_id or "", verdict)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(link)

    look_at(page)

    context.close()


def _page(desk: AtDesk, chromium: Browser, **options: Any) -> Page:
    """Return a new page in a browser of its own, in which a moderator is signed in."""
    base = desk.site.living.base_url
    context = chromium.new_context(base_url=base, **options)
    context.add_cookies(
        [{"name": "ct_desk", "value": desk.browser.cookies["ct_desk"], "url": f"{base}/desk"}]
    )
    return context.new_page()
