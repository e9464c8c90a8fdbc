"""The desk's other pages, for axe, on a phone and a desk, in light and dark."""

import pytest
from playwright.sync_api import Browser

from civiltongue.domain.moderation import Role
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
    "claims": "/claims",
    "statistics": "/statistics?days=7",
    "audit log": "/audit",
    "people": "/people",
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
