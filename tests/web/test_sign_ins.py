"""Where one is signed in, seen and ended on one's own page."""

import httpx
import pytest

from civiltongue.storage import audit
from tests.handover import form_in
from tests.living import Living, LivingSite
from tests.openid_provider import authorize
from tests.web.openid.test_openid import begin, come_back, enter
from tests.web.test_passkeys import signed_in


@pytest.fixture
def site(open_living: Living) -> LivingSite:
    return open_living.a_site()


def ways(browser: httpx.Client, site: LivingSite) -> str:
    """Return the page."""
    answer = browser.get(f"/sites/{site.name}/me/sign-in")
    assert answer.status_code == 200, answer.text
    return answer.text


def move(browser: httpx.Client, site: LivingSite, name: str, which: str = "") -> httpx.Response:
    """Press a button of the page."""
    fields = {"form": form_in(ways(browser, site)), "move": name, "which": which}
    return browser.post(f"/sites/{site.name}/me/sign-in", data=fields)


def which(page: str, name: str) -> list[str]:
    """Return what each button of a kind is about."""
    return [part.split('value="')[1].split('"')[0] for part in page.split(f'value="{name}">')[1:]]


def test_signing_in_elsewhere_shows_and_can_be_ended_one_by_one(site: LivingSite) -> None:
    address = f"hetty-{site.name}@example.com"
    embed = site.sign_in_fully("Hetty Brindle", address)
    here = site.browser()
    come_back(here, site, address)
    page = ways(here, site)
    assert page.count("here, now") == 1
    assert site.origin in page
    families = which(page, "end")
    assert len(families) == 2

    assert [move(here, site, "end", family).status_code for family in families] == [303, 303]

    with site.client(embed["access"]) as client:
        assert client.get("/api/v1/me", params={"site": site.name}).status_code == 401
        renewed = client.post("/api/v1/sessions/refresh", json={"refresh": embed["refresh"]})
        assert renewed.status_code == 410
    assert which(ways(here, site), "end") == []
    assert move(here, site, "end", families[0]).status_code == 404


def test_everywhere_else_ends_everything_but_here(site: LivingSite) -> None:
    there, here = (signed_in(site, "Odo Finch", f"odo-{site.name}@example.com"), site.browser())
    come_back(here, site, f"odo-{site.name}@example.com")

    assert move(here, site, "end-others").status_code == 303

    assert "here, now" in ways(here, site)
    gone = there.get(f"/sites/{site.name}/me/sign-in")
    assert (gone.status_code, gone.headers["location"].split("?")[0]) == (303, "/sign-in")
    with site.living.house.database.read() as connection:
        entries = audit.entries(connection, site.site.id)
    assert [e.details["cause"] for e in entries if e.event.value == "session:revoke"] == ["ended"]


def test_signing_in_again_ends_what_the_browser_had_before(site: LivingSite) -> None:
    browser = signed_in(site)
    before = browser.cookies["ct_session"]

    come_back(browser, site, f"wilma-{site.name}@example.com")

    assert browser.cookies["ct_session"] != before
    assert which(ways(browser, site), "end") == []
    copied = site.browser()
    copied.cookies.set("ct_session", before)
    assert copied.get(f"/sites/{site.name}/me").status_code == 303


def test_nobody_ends_a_sign_in_of_somebody_else(site: LivingSite) -> None:
    mine, theirs = signed_in(site), signed_in(site, "Odo Finch")
    other = site.browser()
    come_back(other, site, f"wilma-{site.name}@example.com")
    (family,) = which(ways(mine, site), "end")

    assert move(theirs, site, "end", family).status_code == 404
    assert move(theirs, site, "end-others").status_code == 303
    assert "here, now" in ways(other, site)


def test_a_provider_is_added_to_an_account_and_taken_away(site: LivingSite) -> None:
    browser = signed_in(site)
    back = f"/sites/{site.name}/me/sign-in"

    added = come_back(browser, site, "Wilma-elsewhere", provider="buoy", add="yes", next=back)
    page = ways(browser, site)
    another = site.browser()
    come_back(another, site, "Wilma-elsewhere", provider="buoy")
    assert (added.status_code, added.headers["location"]) == (303, back)
    assert "Wilma Tern" in another.get(f"/sites/{site.name}/me").text
    (identity,) = which(page, "remove-provider")

    assert move(browser, site, "remove-provider", identity).status_code == 303
    stranger = come_back(site.browser(), site, "Wilma-elsewhere", provider="buoy")
    assert "/sign-in/welcome" in stranger.text


def test_an_account_elsewhere_that_is_somebodys_cannot_be_added(site: LivingSite) -> None:
    enter(site.browser(), site, "Odo", "Odo Finch")
    browser = signed_in(site)

    refused = come_back(browser, site, "Odo", add="yes")

    assert refused.status_code == 409
    assert which(ways(browser, site), "remove-provider") == []


def test_adding_is_for_whoever_began_it(site: LivingSite) -> None:
    browser = signed_in(site)
    back = authorize(begin(browser, site, add="yes"), "Odo")
    kept = browser.cookies["ct_begun"]
    other = signed_in(site, "Ida Marlow")
    other.cookies.set("ct_begun", kept, path="/sign-in")

    assert other.get(back).status_code == 410
    assert which(ways(other, site), "remove-provider") == []


def test_the_last_way_in_stays(site: LivingSite) -> None:
    browser = site.browser()
    enter(browser, site, "unproven-Posy", "Posy Larkspur")
    (identity,) = which(ways(browser, site), "remove-provider")

    refused = move(browser, site, "remove-provider", identity)

    assert refused.status_code == 409
    assert which(ways(browser, site), "remove-provider") == [identity]


def test_strangers_are_led_to_sign_in_and_odd_forms_are_refused(site: LivingSite) -> None:
    stranger = site.browser().get(f"/sites/{site.name}/me/sign-in")
    browser = signed_in(site)

    assert stranger.headers["location"].startswith("/sign-in?site=")
    assert move(browser, site, "dance").status_code == 400
    page = f"/sites/{site.name}/me/sign-in"
    assert browser.post(page, data={"form": "0" * 64, "move": "end-others"}).status_code == 403
