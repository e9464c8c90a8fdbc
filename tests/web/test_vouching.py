"""A publisher's own readers, let in to the embed on the publisher's word."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method
from civiltongue.errors import TokenInvalid
from civiltongue.operations.handover import begin_handover, open_handover
from civiltongue.operations.vouch import Word
from civiltongue.operations.vouch import vouch as vouch_for
from civiltongue.storage import audit, authors
from tests.handover import VERIFIER, challenge_of, form_in
from tests.identity_keys import OKP, hs256, unsigned
from tests.living import Living, LivingSite
from tests.openid_provider import SHARED
from tests.vouching import claims_for, payload_for, token_for


@pytest.fixture(scope="session")
def sites(open_living: Living) -> dict[str, LivingSite]:
    names = ("tidings", "ledger", "gazette")
    return {name: open_living.a_site(name=name) for name in names}


@pytest.fixture
def tidings(sites: dict[str, LivingSite]) -> LivingSite:
    return sites["tidings"]


def begin(site: LivingSite) -> str:
    """Begin a hand-over, and return its id."""
    with site.client() as page:
        path = f"/api/v1/sites/{site.name}/handovers"
        return str(page.post(path, json={"challenge": challenge_of(VERIFIER)}).json()["handover"])


def vouch(site: LivingSite, handover: str = "", *, origin: str | None = None, **word: str) -> httpx.Response:
    """Send a publisher's word."""
    with site.client(origin=origin) as page:
        return page.post(f"/api/v1/handovers/{handover or begin(site)}/sign-in", json=word)


def me(site: LivingSite, **word: str) -> dict[str, Any]:
    """Go the whole way, and return who is signed in."""
    handover = begin(site)
    assert vouch(site, handover, **word).json() == {"state": "confirmed"}
    with site.client() as page:
        redeemed = page.post(f"/api/v1/handovers/{handover}/redeem", json={"verifier": VERIFIER}).json()
    with site.client(redeemed["session"]["access"]) as page:
        author: dict[str, Any] = page.get("/api/v1/me", params={"site": site.name}).json()["author"]
        return author


def refusals(site: LivingSite) -> list[str]:
    with site.living.house.database.read() as connection:
        entries = audit.entries(connection, site.site.id)
    return [entry.details["cause"] for entry in reversed(entries) if entry.event is Event.SIGN_IN_REFUSE]


@pytest.mark.parametrize("name", ["tidings", "ledger"])
def test_a_publishers_reader_is_signed_in_without_a_window(sites: dict[str, LivingSite], name: str) -> None:
    site = sites[name]

    first = me(site, token=token_for(site, "reader-1", name="Wilma Tern"))
    again = me(site, token=token_for(site, "reader-1"))

    assert (first["name"], first["verified"], first["staff"]) == ("Wilma Tern", True, False)
    assert again["id"] == first["id"]


def test_a_payload_for_disqus_signs_in_as_it_did_there(sites: dict[str, LivingSite]) -> None:
    site = sites["gazette"]
    known = f"ida-{site.name}@example.com"
    site.sign_in("Ida Marlow", known)

    new = me(site, disqus=payload_for({"id": 7, "username": "Odo Finch", "email": "odo@example.com"}))
    old = me(site, disqus=payload_for({"id": 8, "username": "Ida M", "email": known}))

    assert new["name"] == "Odo Finch"
    assert old["name"] == "Ida M"
    with site.living.house.database.read() as connection:
        assert authors.email(connection, site.site.id, old["id"]) == known


def test_the_publisher_changes_names_and_gives_badges(tidings: LivingSite) -> None:
    names = [
        me(tidings, token=token_for(tidings, "reader-2", **said))
        for said in (
            {"name": "Gus Pellow"},
            {"name": "Gus Pellow-Marsh", "staff": True},
            {"name": "Gus Pellow-Marsh"},
            {"name": "Gus Pellow-Marsh", "staff": False},
        )
    ]

    assert [(author["name"], author["staff"]) for author in names] == [
        ("Gus Pellow", False),
        ("Gus Pellow-Marsh", True),
        ("Gus Pellow-Marsh", True),
        ("Gus Pellow-Marsh", False),
    ]


def test_a_name_that_cannot_be_had_is_refused_at_first_and_passed_over_later(tidings: LivingSite) -> None:
    me(tidings, token=token_for(tidings, "reader-3", name="Hetty Brindle"))
    me(tidings, token=token_for(tidings, "reader-4", name="Posy Larkspur"))

    refused = vouch(tidings, token=token_for(tidings, "reader-5", name="Hetty Brind1e"))
    nameless = vouch(tidings, token=token_for(tidings, "reader-6"))
    kept = me(tidings, token=token_for(tidings, "reader-4", name="Hetty Brindle"))

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "name-taken")
    assert (nameless.status_code, nameless.json()["error"]["where"]) == (400, "name")
    assert kept["name"] == "Posy Larkspur"


def test_an_address_that_the_publisher_verified_opens_the_account_and_lets_it_in_by_mail(
    tidings: LivingSite,
) -> None:
    me(
        tidings,
        token=token_for(
            tidings, "reader-8", name="Rafe Coddington", email="rafe@tidings.example", email_verified=True
        ),
    )

    session = tidings.sign_in("", "rafe@tidings.example")

    with tidings.client(session) as page:
        known = page.get("/api/v1/me", params={"site": tidings.name}).json()
    assert known["author"]["name"] == "Rafe Coddington"


def test_a_word_is_taken_once_and_for_one_hand_over(tidings: LivingSite) -> None:
    token = token_for(tidings, "reader-9", name="Amice Fell")
    payload = token_for(tidings, "reader-9")
    before = len(refusals(tidings))

    taken = vouch(tidings, token=token)
    again = vouch(tidings, token=token)
    handover = begin(tidings)
    vouch(tidings, handover, token=payload)
    with tidings.client() as page:
        page.post(f"/api/v1/handovers/{handover}/redeem", json={"verifier": VERIFIER})
    late = vouch(tidings, handover, token=token_for(tidings, "reader-9"))

    assert (taken.status_code, again.status_code, late.status_code) == (200, 410, 410)
    assert refusals(tidings)[before:] == ["replayed"]


FORGED: dict[str, tuple[str, Callable[[LivingSite], str]]] = {
    "alg=none": ("tidings", lambda site: unsigned(claims_for(site, "x"), "none")),
    "HS256 with the public key": (
        "ledger",
        lambda site: hs256(claims_for(site, "x"), OKP.as_bytes(private=False), kid="okp"),
    ),
    "HS256 where a key pair was agreed": (
        "ledger",
        lambda site: hs256(claims_for(site, "x"), SHARED.encode()),
    ),
    "another site's token": (
        "tidings",
        lambda site: token_for(site, "x", aud=f"{site.living.base_url}/sites/ledger"),
    ),
    "another publisher's": ("tidings", lambda site: token_for(site, "x", iss="https://evil.example")),
    "one that is over": ("ledger", lambda site: token_for(site, "x", iat=1_600_000_000, exp=1_600_000_300)),
    "one that is good for a day": (
        "ledger",
        lambda site: token_for(site, "x", exp=claims_for(site, "x")["iat"] + 86_400),
    ),
    "one without an id": ("ledger", lambda site: token_for(site, "x", jti="")),
}


@pytest.mark.parametrize(("name", "forge"), FORGED.values(), ids=FORGED.keys())
def test_a_false_word_is_refused_and_on_record(
    sites: dict[str, LivingSite], name: str, forge: Callable[[LivingSite], str]
) -> None:
    site = sites[name]
    before = len(refusals(site))

    answer = vouch(site, token=forge(site))

    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "token-invalid")
    assert len(refusals(site)) == before + 1


def test_a_false_payload_is_refused_and_on_record(sites: dict[str, LivingSite]) -> None:
    site = sites["gazette"]
    told = {"id": "x", "username": "Mallory"}
    before = len(refusals(site))

    answers = [
        vouch(site, disqus=payload_for(told, secret="another")),
        vouch(site, disqus=payload_for(told, age=3_600)),
        vouch(site, disqus=payload_for({})),
    ]

    assert [answer.status_code for answer in answers] == [410] * 3
    assert refusals(site)[before:] == ["signature", "expired", "subject"]


def test_only_pages_of_the_site_and_of_the_hand_over_vouch(sites: dict[str, LivingSite]) -> None:
    site = sites["tidings"]
    handover = begin(site)
    token = token_for(site, "reader-1", name="Wilma Tern")

    elsewhere = [vouch(site, handover, origin=origin, token=token) for origin in ("https://evil.example", "")]

    assert [answer.json()["error"]["code"] for answer in elsewhere] == ["origin-refused"] * 2
    assert vouch(site, handover, token=token).status_code == 200


def test_a_hand_over_of_another_origin_of_the_site_is_not_confirmed(open_living: Living) -> None:

    site = open_living.a_site()
    house = open_living.house
    made = begin_handover(
        house, site.site, challenge=challenge_of(VERIFIER), origin="https://a.example", address="x"
    )

    with pytest.raises(TokenInvalid) as refusal:
        vouch_for(house, site.site, made, Word("t", Method.PUBLISHER, "https://b.example", "x"))

    assert refusal.value.where == "origin"
    assert open_handover(house, made.id).author_id is None


def test_a_site_whose_publisher_vouches_for_nobody_takes_no_word(open_living: Living) -> None:
    site = open_living.a_site()

    answer = vouch(site, token=token_for(site, "x"))

    assert answer.status_code == 404


def test_one_word_is_needed_and_one_alone(tidings: LivingSite) -> None:
    assert vouch(tidings).status_code == 400
    assert vouch(tidings, token="a", disqus="b").status_code == 400


def test_a_word_opens_no_page_of_ours(tidings: LivingSite) -> None:
    answer = vouch(tidings, token=token_for(tidings, "reader-1", name="Wilma Tern"))

    assert "set-cookie" not in answer.headers


def lead(site: LivingSite, *, key: str | None = None, **word: str) -> httpx.Response:
    """Ask, as the publisher's own server does, for the address that leads its reader to our pages."""
    with site.client(site.key if key is None else key, origin="") as server:
        return server.post(f"/api/v1/sites/{site.name}/readers", json=word)


def test_a_publishers_reader_without_an_address_enters_our_own_pages_once(tidings: LivingSite) -> None:
    answer = lead(tidings, token=token_for(tidings, "reader-own", name="Wilma Marsh"))
    path, browser = answer.json()["url"].removeprefix(tidings.living.base_url), tidings.browser()

    page = browser.get(path)
    looked = browser.get(f"/sites/{tidings.name}/me").status_code
    entered = browser.post(path, data={"form": form_in(page.text)})
    again = browser.post(path, data={"form": form_in(browser.get(path).text)})

    assert (answer.status_code, looked, entered.status_code, again.status_code) == (201, 303, 303, 410)
    assert "Wilma Marsh" in page.text
    assert "Wilma Marsh" in browser.get(f"/sites/{tidings.name}/me").text
    assert refusals(tidings)[-1] == "replayed"
    assert me(tidings, token=token_for(tidings, "reader-own"))["name"] == "Wilma Marsh"


def test_only_the_publishers_server_leads_readers_and_each_word_works_once(
    sites: dict[str, LivingSite], tidings: LivingSite
) -> None:
    word = token_for(tidings, "reader-lead", name="Odile Marsh")

    assert lead(tidings, key=sites["ledger"].key, token=word).status_code == 403
    assert lead(tidings, key=tidings.moderator_key, token=word).status_code == 403
    assert lead(tidings, token=word, disqus="x").status_code == 400
    assert lead(tidings, token=word).status_code == 201
    assert lead(tidings, token=word).status_code == 410
    assert tidings.browser().get("/sign-in/reader/made-up").status_code == 410
