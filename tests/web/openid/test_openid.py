"""Signing in with a certified OpenID provider, the way there and back."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from civiltongue.domain.audit import Event
from civiltongue.storage import audit, authors
from tests.handover import VERIFIER, challenge_of, form_in
from tests.living import Living, LivingSite
from tests.openid_provider import authorize

_URL = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


@pytest.fixture
def site(open_living: Living) -> LivingSite:
    return open_living.a_site()


def begin(browser: httpx.Client, site: LivingSite, *, provider: str = "anchor", **fields: str) -> str:
    """Press the button of a provider, and return where the page leads."""
    place = {"handover": fields["handover"]} if "handover" in fields else {"site": site.name}
    page = browser.get("/sign-in", params=place).text
    sent = {"form": form_in(page), "site": site.name, **fields}
    answer = browser.post(f"/sign-in/openid/{provider}", data=sent)
    found = _URL.search(answer.text)
    assert found is not None, answer.text
    return unescape(found.group(1))


def come_back(browser: httpx.Client, site: LivingSite, person: str, **options: str) -> httpx.Response:
    """Go to the provider as a person, and come back."""
    return browser.get(authorize(begin(browser, site, **options), person))


def enter(browser: httpx.Client, site: LivingSite, person: str, name: str, **options: str) -> httpx.Response:
    """Sign in for the first time, under a name."""
    page = come_back(browser, site, person, **options)
    assert page.status_code == 200, page.text
    handover = re.search(r'name="handover" value="([^"]*)"', page.text)
    assert handover is not None
    fields = {"form": form_in(page.text), "name": name, "handover": handover.group(1)}
    return browser.post("/sign-in/welcome", data=fields)


def email_of(site: LivingSite, browser: httpx.Client) -> str | None:
    """Return the address of whoever is signed in."""
    from civiltongue.operations.sessions import PAGE, who_asks

    house = site.living.house
    asking = who_asks(house, browser.cookies["ct_session"], kind=PAGE, origin=house.settings.origin)
    with house.database.read() as connection:
        return authors.email(connection, site.site.id, asking.author.id)


def refusals(site: LivingSite) -> list[str]:
    """Return the causes of the sign-ins that were refused on the site."""
    with site.living.house.database.read() as connection:
        entries = audit.entries(connection, site.site.id)
    return [entry.details["cause"] for entry in reversed(entries) if entry.event is Event.SIGN_IN_REFUSE]


def test_somebody_new_signs_in_with_a_provider_under_a_name(site: LivingSite) -> None:
    browser = site.browser()

    page = come_back(browser, site, "Wilma-Tern")
    assert 'value="Wilma Tern"' in page.text
    entered = enter(browser, site, "Wilma-Tern", "Wilma Tern", next="/sites/x/standing")

    assert (entered.status_code, entered.headers["location"]) == (303, "/sites/x/standing")
    assert "Signed in as Wilma Tern" in browser.get("/sign-in", params={"site": site.name}).text
    assert email_of(site, browser) == "Wilma-Tern@example.com"
    assert refusals(site) == []


def test_somebody_known_is_in_at_once_in_another_browser(site: LivingSite) -> None:
    enter(site.browser(), site, "Odo", "Odo Finch")
    browser = site.browser()

    back = come_back(browser, site, "Odo", provider="buoy")

    assert back.status_code == 303
    assert "Signed in as Odo Finch" in browser.get("/sign-in", params={"site": site.name}).text


def test_an_embed_gets_its_session_after_the_reader_has_compared_the_code(site: LivingSite) -> None:
    browser = site.browser()
    with site.client() as embed:
        path = f"/api/v1/sites/{site.name}/handovers"
        begun = embed.post(path, json={"challenge": challenge_of(VERIFIER)}).json()
        entered = enter(browser, site, "Ida", "Ida Marlow", handover=begun["handover"])
        redeem = f"/api/v1/handovers/{begun['handover']}/redeem"
        assert embed.post(redeem, json={"verifier": VERIFIER}).status_code == 202

        page = browser.get(entered.headers["location"]).text
        assert begun["code"] in page
        browser.post("/sign-in/continue", data={"form": form_in(page), "handover": begun["handover"]})

        answer = embed.post(redeem, json={"verifier": VERIFIER})
    assert answer.status_code == 200
    with site.client(answer.json()["session"]["access"]) as signed_in:
        assert (
            signed_in.get("/api/v1/me", params={"site": site.name}).json()["author"]["name"] == "Ida Marlow"
        )


def test_a_verified_address_opens_the_account_where_the_provider_is_trusted_with_addresses(
    site: LivingSite,
) -> None:
    address = f"hetty-{site.name}@example.com"
    site.sign_in("Hetty Brindle", address)
    browser = site.browser()

    back = come_back(browser, site, address)

    assert back.status_code == 303
    assert "Signed in as Hetty Brindle" in browser.get("/sign-in", params={"site": site.name}).text


@pytest.mark.parametrize(("provider", "who"), [("buoy", ""), ("anchor", "unproven-")])
def test_an_address_that_nobody_trusted_has_verified_opens_no_account(
    site: LivingSite, provider: str, who: str
) -> None:
    address = f"{who}rafe-{site.name}@example.com"
    site.sign_in("Rafe Coddington", address)
    browser = site.browser()

    entered = enter(browser, site, address, "Somebody Else", provider=provider)

    assert entered.status_code == 303
    assert email_of(site, browser) is None


def test_a_name_that_is_taken_can_be_changed(site: LivingSite) -> None:
    site.sign_in("Gus Pellow")
    browser = site.browser()

    refused = enter(browser, site, "Gus-Pellow", "Gus Pe11ow")
    fields = {"form": form_in(refused.text), "name": "Gus Pellow the Younger"}
    entered = browser.post("/sign-in/welcome", data=fields)

    assert (refused.status_code, entered.status_code) == (409, 303)


def test_an_answer_is_taken_only_by_the_browser_that_asked_and_only_once(site: LivingSite) -> None:
    browser = site.browser()
    back = authorize(begin(browser, site), "Posy")
    kept = browser.cookies["ct_begun"]

    stranger = site.browser()
    assert stranger.get(back).status_code == 410
    assert come_back(stranger, site, "Mallory").status_code == 200
    assert stranger.get(back).status_code == 410
    assert browser.get(back).status_code == 200
    browser.cookies.set("ct_begun", kept, path="/sign-in")
    replayed = httpx.get(back, cookies={"ct_begun": kept}, headers={"Accept": "text/html"})

    assert replayed.status_code == 410
    assert refusals(site) == ["state", "replayed"]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"state": "x" * 43}, "state"),
        ({"code": "x" * 43}, "code"),
        ({"iss": "https://another.example"}, "issuer"),
        ({"iss": ""}, "issuer"),
        ({"code": "", "error": "access_denied"}, "declined"),
    ],
    ids=lambda value: str(value),
)
def test_a_changed_answer_is_refused_and_on_record(
    site: LivingSite, change: dict[str, str], cause: str
) -> None:
    browser = site.browser()
    back = urlsplit(authorize(begin(browser, site), "Posy"))
    query = {name: values[0] for name, values in parse_qs(back.query).items()} | change

    answer = browser.get(back.path, params=query)

    assert answer.status_code == 410
    assert "ct_session" not in answer.cookies
    assert refusals(site) == [cause]


def test_an_answer_of_one_provider_is_not_taken_for_anothers(site: LivingSite) -> None:
    browser = site.browser()
    back = authorize(begin(browser, site, provider="anchor"), "Posy")

    answer = browser.get(back.replace("/openid/anchor", "/openid/buoy"))

    assert answer.status_code == 410
    assert refusals(site) == ["state"]


def test_only_a_form_of_our_own_begins_a_sign_in(site: LivingSite) -> None:
    browser = site.browser()
    form = form_in(browser.get("/sign-in", params={"site": site.name}).text)
    fields = {"form": form, "site": site.name}

    from_elsewhere = [
        browser.post("/sign-in/openid/anchor", data=fields, headers={"Origin": "https://evil.example"}),
        browser.post("/sign-in/openid/anchor", data=fields, headers={"Sec-Fetch-Site": "cross-site"}),
        browser.post("/sign-in/openid/anchor", data={**fields, "form": "0" * 64}),
        browser.post("/sign-in/welcome", data=fields, headers={"Origin": "https://evil.example"}),
    ]

    assert [answer.status_code for answer in from_elsewhere] == [403] * 4


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:0"]
)
def test_nobody_is_led_to_another_host(site: LivingSite, path: str) -> None:
    browser = site.browser()
    enter(site.browser(), site, "Posy", "Posy Larkspur")

    back = come_back(browser, site, "Posy", next=path)

    assert back.headers["location"] == f"/sites/{site.name}/rules"


def test_signing_in_makes_a_new_session_whatever_the_browser_had(site: LivingSite) -> None:
    enter(site.browser(), site, "Posy", "Posy Larkspur")
    browser = site.browser()
    browser.cookies.set("ct_session", "planted", path="/")

    back = come_back(browser, site, "Posy")

    assert back.cookies["ct_session"] not in {"", "planted"}


def test_a_provider_that_nobody_named_is_not_there(site: LivingSite) -> None:
    browser = site.browser()
    form = form_in(browser.get("/sign-in", params={"site": site.name}).text)

    answer = browser.post("/sign-in/openid/unheard-of", data={"form": form, "site": site.name})

    assert answer.status_code == 404
