"""Passkeys: made on one's own page, shown on the sign-in page, and no good when anything is wrong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from civiltongue.domain.audit import Event
from civiltongue.operations.site_group import set_group
from civiltongue.storage import audit
from tests.authenticator import PRESENT, VERIFIED, Authenticator, question_on
from tests.handover import VERIFIER, challenge_of, form_in
from tests.living import Living, LivingSite


@pytest.fixture
def site(open_living: Living) -> LivingSite:
    return open_living.a_site()


def signed_in(site: LivingSite, name: str = "Wilma Tern", address: str = "") -> httpx.Client:
    """Return a browser that has signed in by a mailed link."""
    browser = site.browser()
    address = address or f"{name.split()[0].lower()}-{site.name}@example.com"
    page = browser.get("/sign-in", params={"site": site.name}).text
    browser.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": address})
    token = site.living.mailbox.link_for(address)
    page = browser.get(f"/sign-in/link/{token}").text
    answer = browser.post(f"/sign-in/link/{token}", data={"form": form_in(page), "name": name})
    assert answer.status_code == 303, answer.text
    return browser


def an_authenticator(site: LivingSite) -> Authenticator:
    base = site.living.base_url
    return Authenticator(urlsplit(base).hostname or "", base)


def add(
    browser: httpx.Client, site: LivingSite, key: Authenticator, name: str = "Blue key"
) -> httpx.Response:
    """Add a passkey on one's own page."""
    page = browser.get(f"/sites/{site.name}/me/sign-in").text
    options, token = question_on(page)
    fields = {"form": form_in(page), "move": "add-passkey", "begun": token, "name": name}
    return browser.post(f"/sites/{site.name}/me/sign-in", data={**fields, "credential": key.create(options)})


def show(browser: httpx.Client, site: LivingSite, key: Authenticator, **fields: str) -> httpx.Response:
    """Sign in with a passkey."""
    place = {"handover": fields["handover"]} if "handover" in fields else {"site": site.name}
    page = browser.get("/sign-in", params=place).text
    options, token = question_on(page)
    sent = {"form": form_in(page), "site": site.name, "begun": token, "credential": key.get(options)}
    return browser.post("/sign-in/passkey", data=sent | fields)


def events(site: LivingSite, event: Event) -> list[str]:
    """Return the causes of an event's entries, oldest first."""
    with site.living.house.database.read() as connection:
        entries = audit.entries(connection, site.site.id)
    return [entry.details.get("cause", "") for entry in reversed(entries) if entry.event is event]


def test_a_passkey_is_added_and_opens_its_account_in_another_browser(site: LivingSite) -> None:
    key = an_authenticator(site)
    at_home = signed_in(site)

    assert add(at_home, site, key).status_code == 303
    assert "Blue key" in at_home.get(f"/sites/{site.name}/me/sign-in").text
    key.uses = 2
    browser = site.browser()
    entered = show(browser, site, key, next=f"/sites/{site.name}/me")

    assert (entered.status_code, entered.headers["location"]) == (303, f"/sites/{site.name}/me")
    assert "Wilma Tern" in browser.get(f"/sites/{site.name}/me").text
    assert events(site, Event.PASSKEY_ADD) == [""]
    assert events(site, Event.SIGN_IN_REFUSE) == []


def test_an_embed_gets_its_session_from_a_passkey(site: LivingSite) -> None:
    key = an_authenticator(site)
    add(signed_in(site), site, key)
    key.uses = 2
    with site.client() as embed:
        path = f"/api/v1/sites/{site.name}/handovers"
        begun = embed.post(path, json={"challenge": challenge_of(VERIFIER)}).json()

        done = show(site.browser(), site, key, handover=begun["handover"])

        redeem = f"/api/v1/handovers/{begun['handover']}/redeem"
        assert done.status_code == 200
        assert embed.post(redeem, json={"verifier": VERIFIER}).status_code == 200


def test_an_authenticator_without_a_counter_can_be_used_again(site: LivingSite) -> None:
    key = an_authenticator(site)
    key.uses = 0
    add(signed_in(site), site, key)

    assert [show(site.browser(), site, key).status_code for _ in range(2)] == [303, 303]


LIES: dict[str, tuple[Callable[[Authenticator], Authenticator], str]] = {
    "another origin": (lambda key: replace(key, origin="https://evil.example"), "origin"),
    "a page of our host at another port": (lambda key: replace(key, origin="http://localhost:1"), "origin"),
    "another host": (lambda key: replace(key, host="evil.example"), "server"),
    "nobody was there": (lambda key: replace(key, flags=VERIFIED), "form"),
    "nobody was verified": (lambda key: replace(key, flags=PRESENT), "unverified"),
    "another key": (lambda key: replace(key, key=Authenticator("", "").key), "signature"),
    "a counter that stands still": (lambda key: replace(key, uses=1), "counter"),
    "another owner": (lambda key: replace(key, owner="somebody-else"), "unknown"),
    "a passkey that nobody has": (lambda key: replace(key, credential=b"x" * 32), "unknown"),
}


@pytest.mark.parametrize(("lie", "cause"), LIES.values(), ids=LIES.keys())
def test_a_passkey_that_lies_opens_nothing(
    site: LivingSite, lie: Callable[[Authenticator], Authenticator], cause: str
) -> None:
    key = an_authenticator(site)
    add(signed_in(site), site, key)
    key.uses = 2
    browser = site.browser()

    refused = show(browser, site, lie(key))

    assert refused.status_code == 410
    assert "ct_session" not in browser.cookies
    assert "The passkey is not valid here." in refused.text
    assert events(site, Event.SIGN_IN_REFUSE) == [cause]


@pytest.mark.parametrize(
    "credential", ["", "{}", "null", '{"id": 7}', "[" * 9_000, "x" * 40_000, '"\\u0000"']
)
def test_what_is_no_passkey_at_all_is_refused(site: LivingSite, credential: str) -> None:
    browser = site.browser()
    page = browser.get("/sign-in", params={"site": site.name}).text
    _, token = question_on(page)
    sent = {"form": form_in(page), "site": site.name, "begun": token, "credential": credential}

    assert browser.post("/sign-in/passkey", data=sent).status_code == 410


def test_an_answer_is_good_once_and_for_its_own_question(site: LivingSite) -> None:
    key = an_authenticator(site)
    key.uses = 0
    add(signed_in(site), site, key)
    browser = site.browser()
    page = browser.get("/sign-in", params={"site": site.name}).text
    options, token = question_on(page)
    _, other = question_on(browser.get("/sign-in", params={"site": site.name}).text)
    sent = {"form": form_in(page), "site": site.name, "credential": key.get(options)}
    stranger = site.browser()

    wrong = stranger.post("/sign-in/passkey", data={**sent, "begun": other})
    first = browser.post("/sign-in/passkey", data={**sent, "begun": token})
    again = stranger.post("/sign-in/passkey", data={**sent, "begun": token})
    forged = stranger.post("/sign-in/passkey", data={**sent, "begun": token[:-2] + "xx"})

    assert [answer.status_code for answer in (wrong, first, again, forged)] == [410, 303, 410, 410]
    assert events(site, Event.SIGN_IN_REFUSE) == ["challenge", "replayed", "challenge"]


def test_a_question_to_make_a_passkey_is_not_answered_by_showing_one_or_by_somebody_else(
    site: LivingSite,
) -> None:
    key = an_authenticator(site)
    mine, theirs = signed_in(site), signed_in(site, "Odo Finch")
    options, token = question_on(mine.get(f"/sites/{site.name}/me/sign-in").text)
    page = theirs.get(f"/sites/{site.name}/me/sign-in").text
    fields = {"form": form_in(page), "move": "add-passkey", "begun": token}

    stolen = theirs.post(f"/sites/{site.name}/me/sign-in", data={**fields, "credential": key.create(options)})

    assert stolen.status_code == 410
    assert events(site, Event.SIGN_IN_REFUSE) == ["author"]


def test_a_passkey_of_one_site_opens_nothing_on_another(site: LivingSite) -> None:
    other = site.living.a_site()
    key = an_authenticator(site)
    add(signed_in(site), site, key)
    key.uses = 2

    assert show(site.browser(), other, key).status_code == 410


def test_a_passkey_opens_the_other_sites_of_its_group_under_the_same_name(site: LivingSite) -> None:
    other = site.living.a_site()
    for each in (site, other):
        set_group(site.living.house, each.site, f"group-of-{site.name}")
    key = an_authenticator(site)
    add(signed_in(site, "Ottilie Wren"), site, key)

    names = []
    for key.uses in (2, 3):
        browser = site.browser()
        assert show(browser, other, key).status_code == 303
        names.append("Ottilie Wren" in browser.get(f"/sites/{other.name}/me").text)

    assert names == [True, True]
    stranger = site.living.a_site()
    key.uses = 4
    assert show(site.browser(), stranger, key).status_code == 410


def test_a_passkey_is_known_once_and_can_be_removed(site: LivingSite) -> None:
    key = an_authenticator(site)
    browser = signed_in(site)
    add(browser, site, key)
    twice = add(browser, site, key)
    page = browser.get(f"/sites/{site.name}/me/sign-in").text
    which = page.split('value="remove-passkey">')[1].split('value="')[1].split('"')[0]
    fields = {"form": form_in(page), "move": "remove-passkey", "which": which}

    removed = browser.post(f"/sites/{site.name}/me/sign-in", data=fields)
    again = browser.post(f"/sites/{site.name}/me/sign-in", data=fields)
    key.uses = 2

    assert [answer.status_code for answer in (twice, removed, again)] == [409, 303, 404]
    assert show(site.browser(), site, key).status_code == 410


def test_nobody_removes_a_passkey_of_somebody_else(site: LivingSite) -> None:
    mine, theirs = signed_in(site), signed_in(site, "Odo Finch")
    add(mine, site, an_authenticator(site))
    page = mine.get(f"/sites/{site.name}/me/sign-in").text
    which = page.split('value="remove-passkey">')[1].split('value="')[1].split('"')[0]
    own = form_in(theirs.get(f"/sites/{site.name}/me/sign-in").text)

    answer = theirs.post(
        f"/sites/{site.name}/me/sign-in", data={"form": own, "move": "remove-passkey", "which": which}
    )

    assert answer.status_code == 404
    assert "Blue key" in mine.get(f"/sites/{site.name}/me/sign-in").text


def test_a_server_without_a_host_name_offers_no_passkeys(living: Living) -> None:
    site = living.a_site()
    page = site.browser().get("/sign-in", params={"site": site.name}).text
    form = {"form": form_in(page), "site": site.name}

    assert "data-passkey=" not in page
    assert site.browser().post("/sign-in/passkey", data=form).status_code == 410


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_other_site_sends_these_forms(site: LivingSite, headers: dict[str, Any]) -> None:
    browser = signed_in(site)
    form = form_in(browser.get(f"/sites/{site.name}/me/sign-in").text)
    moves = [("/sign-in/passkey", {}), (f"/sites/{site.name}/me/sign-in", {"move": "end-others"})]

    answers = [
        browser.post(path, data={"form": form, "site": site.name, **fields}, headers=headers)
        for path, fields in moves
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
