"""The desk's other pages, for axe, on a phone and a desk, in light and dark."""

import pytest
from playwright.sync_api import Browser

from civiltongue.domain.moderation import Role
from civiltongue.domain.ruling import Verdict
from civiltongue.operations.decide_by_mail import decision_link
from civiltongue.storage import comments
from tests.browser.looks import look_at
from tests.living import Living
from tests.web.desk.busy import Busy, a_busy_site
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
    known = {name: getattr(busy, name) for name in busy.__dataclass_fields__} | {"author": busy.author.id}
    context = chromium.new_context(base_url=desk.site.living.base_url)
    token = desk.browser.cookies["ct_desk"]
    context.add_cookies([{"name": "ct_desk", "value": token, "url": f"{desk.site.living.base_url}/desk"}])
    page = context.new_page()
    page.goto(f"/desk/{desk.site.name}{path.format(**known)}")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")

    look_at(page)

    context.close()


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
