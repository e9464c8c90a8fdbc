"""Moderators at the desk of a living site, each in a browser of their own."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from civiltongue.domain.moderation import Role
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.storage.moderators import Moderator
from tests.handover import form_in
from tests.living import LivingSite

_numbers = count(1)


@dataclass
class AtDesk:
    """A moderator who has signed in by their key."""

    site: LivingSite
    moderator: Moderator
    key: str
    browser: httpx.Client

    def form(self) -> str:
        """Return the token that the desk's forms carry in this session."""
        return form_in(self.browser.get(f"/desk/{self.site.name}/queue").text)

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Open a page of the site's desk."""
        return self.browser.get(f"/desk/{self.site.name}{path}", params=params or None)

    def post(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form of the site's desk."""
        return self.browser.post(f"/desk/{self.site.name}{path}", data={"form": self.form(), **fields})


def at_desk(site: LivingSite, role: Role = Role.SENIOR, **office: Any) -> AtDesk:
    """Add a moderator of a role, and sign them in."""
    house = site.living.house
    made = add_moderator(house, site.site, f"Moderator {next(_numbers)}", office=Office(role, **office))
    browser = site.browser()
    form = form_in(browser.get("/desk/sign-in").text)
    answer = browser.post("/desk/sign-in", data={"form": form, "key": made.key})
    assert answer.status_code == 303, answer.text
    return AtDesk(site, made.moderator, made.key, browser)
