"""Guard rails: who may ask how often, from which address, and what is believed of a story."""

import hmac
from hashlib import sha256

import httpx
import pytest

from civiltongue.operations.guard import address_key
from civiltongue.operations.story import story_secret
from civiltongue.web.proxies import client_address
from tests.handover import form_in
from tests.houses import CIVIL, Setting
from tests.living import Living, LivingSite


def test_too_many_comments_say_when_to_come_back(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Gwenna Pryce")) as client:
        answers = []
        for number in range(14):
            body = site.a_comment(f"Remark {number} on lamp {number * 7} of the eastern quay.")
            answers.append(client.post(f"/api/v1/sites/{site.name}/comments", json=body))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["retry-after"]) > 0
    assert refused[0].json()["error"]["code"] == "too-many-requests"
    assert all(answer.status_code < 500 for answer in answers)


def ask_for_link(browser: httpx.Client, site: LivingSite, address: str) -> httpx.Response:
    """Ask for a sign-in link."""
    page = browser.get("/sign-in", params={"site": site.name}).text
    return browser.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": address})


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(living: Living) -> None:
    site = living.a_site()
    known = f"known-{site.name}@example.com"
    site.sign_in("Tamsin Hale", known)
    browser = site.browser()
    answers = {
        address: ask_for_link(browser, site, address) for address in (known, f"new-{site.name}@example.com")
    }
    texts = {answer.text.replace(address, "ADDRESS") for address, answer in answers.items()}
    assert len(texts) == 1
    assert {answer.status_code for answer in answers.values()} == {200}


def test_an_address_gets_five_links_an_hour_and_the_same_answer_after_that(living: Living) -> None:
    site = living.a_site()
    address = f"often-{site.name}@example.com"
    browser = site.browser()
    answers = [ask_for_link(browser, site, address) for _ in range(7)]
    assert len({answer.text for answer in answers}) == 1
    living.mailbox.wait_for(address, number=5)
    with living.house.database.read() as connection:
        from civiltongue.storage import outbox, sessions

        made = sessions.links_since(
            connection, site.site.id, address, living.house.clock().replace(year=2000)
        )
        waiting = outbox.due(connection, living.house.clock())
    assert made == 5
    assert not [letter for letter in waiting if letter.recipient == address]


@pytest.mark.parametrize(
    ("client", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", (), "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", ("10.0.0.0/8",), "198.51.100.1"),
        ("203.0.113.9", "198.51.100.1", ("10.0.0.0/8",), "203.0.113.9"),
        ("10.0.0.1", "nonsense", ("10.0.0.0/8",), "nonsense"),
        ("10.0.0.1", "", ("10.0.0.0/8",), ""),
    ],
)
def test_only_trusted_proxies_say_where_a_request_came_from(
    client: str, forwarded: str, trusted: tuple[str, ...], expected: str
) -> None:
    scope = {"client": (client, 1), "headers": [(b"x-forwarded-for", forwarded.encode())]}
    assert client_address(scope, trusted) == expected


def test_addresses_are_kept_as_keyed_hashes_whose_key_changes_daily(setting: Setting) -> None:
    today = address_key(setting.house, "198.51.100.1")
    assert "198.51.100.1" not in today
    assert today == address_key(setting.house, "198.51.100.1")
    assert address_key(setting.house, "2001:db8::1") == address_key(setting.house, "2001:db8::ffff")
    assert address_key(setting.house, "::ffff:198.51.100.1") == today
    setting.clock.pass_by(days=1)
    assert address_key(setting.house, "198.51.100.1") != today


def test_what_a_page_says_unsigned_protects_no_name(living: Living) -> None:
    site = living.a_site()
    story = {**site.a_comment(CIVIL)["story"], "author": "Ottoline Marsh", "people": ["Ambrose Keel"]}
    with site.client(site.sign_in("Ambrose Keel")) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL, story=story))
    assert answer.json()["outcome"] == "published"


def test_what_a_page_says_with_the_sites_signature_is_believed(living: Living) -> None:
    site = living.a_site()
    story = {**site.a_comment(CIVIL)["story"], "author": "Ottoline Marsh", "people": ["Ambrose Keel"]}
    lines = [story["id"], story["url"], story["title"], story["author"], *story["people"]]
    secret = story_secret(living.house, site.site).encode()
    story["signature"] = hmac.new(secret, "\n".join(lines).encode(), sha256).hexdigest()
    with site.client(site.sign_in("Ambrose Kee1")) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL, story=story))
        story["people"] = ["Somebody Else"]
        forged = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL, story=story))
    assert answer.json()["outcome"] == "rejected"
    assert [reason["rule"] for reason in answer.json()["statement"]["reasons"]] == ["impersonation"]
    assert forged.json()["error"]["code"] == "not-permitted"


def test_only_the_sites_key_tells_what_a_story_is(living: Living) -> None:
    site, other = living.a_site(), living.a_site()
    facts = {"id": "harbour-lamps", "url": f"{site.origin}/harbour-lamps.html", "people": ["Ambrose Keel"]}
    path = f"/api/v1/sites/{site.name}/stories"
    with site.client(site.key, origin="") as client:
        assert client.put(path, json=facts).status_code == 200
        assert client.put(path, json={**facts, "state": "closed"}).json()["state"] == "closed"
    for key in (other.key, site.moderator_key, "made-up"):
        with site.client(key, origin="") as client:
            assert client.put(path, json=facts).status_code == 403


def test_a_readers_token_opens_no_moderators_door(living: Living) -> None:
    site = living.a_site()
    token = site.sign_in("Basil Orme")
    with site.client(token) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()[
            "comment"
        ]
        assert client.get(f"/api/v1/sites/{site.name}/queue").status_code == 401
        review = {"verdict": "reject", "rule": "profanity"}
        assert client.post(f"/api/v1/comments/{posted['id']}/review", json=review).status_code == 401


def test_a_moderator_of_one_site_decides_nothing_on_another(living: Living) -> None:
    site, other = living.a_site(), living.a_site()
    with site.client(site.sign_in("Clement Rudd")) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()[
            "comment"
        ]
    with other.client(other.moderator_key, origin="") as client:
        answer = client.post(f"/api/v1/comments/{posted['id']}/review", json={"verdict": "hold"})
    assert answer.status_code == 403


def test_guests_are_taken_only_where_the_policy_says_so(living: Living) -> None:
    site = living.a_site(policy="hobby-blog")
    with site.client() as client:
        answer = client.post(
            f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL, name="Nessa Wray")
        )
        assert answer.status_code in {201, 202}, answer.text
        session = answer.json()["session"]
    with site.client(session["access"]) as client:
        me = client.get("/api/v1/me", params={"site": site.name}).json()
    assert me["author"] == {**me["author"], "name": "Nessa Wray", "guest": True, "verified": False}


def test_a_guest_cannot_take_the_name_of_an_account(living: Living) -> None:
    site = living.a_site(policy="hobby-blog")
    site.sign_in("Isaura Venn")
    with site.client() as client:
        answer = client.post(
            f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL, name="Isaura  Venn")
        )
    assert answer.json()["outcome"] in {"held", "rejected"}
    assert "impersonation" in [reason["rule"] for reason in answer.json()["statement"]["reasons"]]


def test_a_session_ends_when_its_author_signs_out(living: Living) -> None:
    site = living.a_site()
    session = site.sign_in_fully("Doria Penn")
    with site.client(session["access"]) as client:
        assert client.delete("/api/v1/sessions/current").status_code == 204
        assert client.get("/api/v1/me", params={"site": site.name}).status_code == 401
        refreshed = client.post("/api/v1/sessions/refresh", json={"refresh": session["refresh"]})
    assert refreshed.status_code == 410
