"""Every route of the desk with every role: each that should be refused is refused."""

import re

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from civiltongue.domain.moderation import LEAST_ROLE, Move, Role, in_sections, may
from civiltongue.web.desk.navigation import ENTRIES
from civiltongue.web.desk.places import PLACES, Place
from civiltongue.web.routes import routes
from tests.handover import form_in
from tests.houses import CIVIL
from tests.living import Living, LivingSite
from tests.web.desk.desks import AtDesk, at_desk

_BEHIND = "/desk/{site:str}"


@pytest.fixture(scope="module")
def site(living: Living) -> LivingSite:
    return living.a_site()


@pytest.fixture(scope="module")
def comment(site: LivingSite) -> str:
    with site.client(site.sign_in("Wilma Tern")) as page:
        answer = page.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL))
        return str(answer.json()["comment"]["id"])


@pytest.fixture(scope="module")
def staff(site: LivingSite) -> dict[Role, AtDesk]:
    return {role: at_desk(site, role) for role in Role}


def ask(browser: httpx.Client, place: Place, site: str, comment: str, form: str) -> httpx.Response:
    """Send the request of a place, with an id of something that is there or not."""
    known = {"comment": comment}
    path = re.sub(r"\{(\w+):str\}", lambda found: known.get(found[1], "x"), place.path)
    if place.method == "GET":
        return browser.get(f"/desk/{site}{path}")
    return browser.post(f"/desk/{site}{path}", data={"form": form})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.method} {place.path}")
def test_a_place_of_the_desk_is_open_to_the_roles_that_its_move_is_permitted_to(
    place: Place, role: Role, site: LivingSite, comment: str, staff: dict[Role, AtDesk]
) -> None:
    moderator = staff[role]

    answer = ask(moderator.browser, place, site.name, comment, moderator.form())

    assert (answer.status_code == 403) == (not may(role, place.move)), answer.text
    assert answer.status_code not in {401, 500}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.method} {place.path}")
def test_a_place_of_the_desk_is_closed_to_strangers_and_to_other_sites(
    place: Place, site: LivingSite, comment: str, living: Living
) -> None:
    stranger = site.browser()
    visitor = at_desk(living.a_site(), Role.ADMIN)

    unknown = ask(stranger, place, site.name, comment, form_in(stranger.get("/desk/sign-in").text))
    foreign = ask(visitor.browser, place, site.name, comment, visitor.form())

    if place.method == "GET":
        assert unknown.status_code == 303
        assert unknown.headers["location"].startswith("/desk/sign-in?next=/desk/")
    else:
        assert unknown.status_code == 401
    assert foreign.status_code == 403


def test_every_route_behind_the_desk_stands_in_its_table() -> None:
    routed = {
        (method, path.removeprefix(_BEHIND))
        for handler in routes()
        if isinstance(handler, HTTPRouteHandler)
        for path in handler.paths
        if path.startswith(_BEHIND)
        for method in handler.http_methods - {"HEAD", "OPTIONS"}
    }

    assert routed == {(place.method, place.path) for place in PLACES}


def test_every_entry_of_the_navigation_leads_to_a_place_of_its_move() -> None:
    places = {(place.path, place.move) for place in PLACES if place.method == "GET"}

    assert {(entry.path, entry.move) for entry in ENTRIES} <= places


def test_every_move_is_permitted_from_one_role_on() -> None:
    assert set(LEAST_ROLE) == set(Move)
    assert [role for role in Role if may(role, Move.PEOPLE)] == [Role.ADMIN]
    assert [role for role in Role if may(role, Move.DECIDE)] == list(Role)


def test_the_navigation_shows_what_a_role_may_see(staff: dict[Role, AtDesk]) -> None:
    for role, moderator in staff.items():
        page = moderator.get("/queue").text
        for entry in ENTRIES:
            shown = f'href="/desk/{moderator.site.name}{entry.path}"' in page
            assert shown == may(role, entry.move)


@pytest.mark.parametrize(
    ("url", "sections", "seen"),
    [
        ("https://lantern.example/sport/cup.html", ("/sport",), True),
        ("https://lantern.example/sport", ("/sport/",), True),
        ("https://lantern.example/sporting/cup.html", ("/sport",), False),
        ("https://lantern.example/news?x=/sport/", ("/sport", "/culture"), False),
        ("https://lantern.example/news", (), True),
    ],
)
def test_a_section_is_how_paths_begin(url: str, sections: tuple[str, ...], *, seen: bool) -> None:
    assert in_sections(url, sections) is seen
