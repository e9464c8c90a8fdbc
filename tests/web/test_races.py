"""Two clients at once: never two winners, never a 500."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest

from civiltongue.domain.thread import ThreadState
from civiltongue.operations.set_story import set_thread_state
from tests.handover import VERIFIER, challenge_of, form_in
from tests.houses import CIVIL
from tests.living import Living, LivingSite

OWN_NUMBER = "I collect rides for the late shift. My number is 01632 960144, call me any time."
RACERS = 6


def race(runs: list[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    """Run all at the same moment and return their answers."""
    barrier = Barrier(len(runs))

    def run(one: Callable[[], httpx.Response]) -> httpx.Response:
        barrier.wait()
        return one()

    with ThreadPoolExecutor(len(runs)) as pool:
        answers = list(pool.map(run, runs))
    assert all(answer.status_code < 500 for answer in answers), [answer.text for answer in answers]
    return answers


@pytest.fixture
def site(living: Living) -> LivingSite:
    """Give a site of its own."""
    return living.a_site()


def post(site: LivingSite, token: str, body: dict[str, Any], **headers: str) -> httpx.Response:
    """Submit a comment."""
    with site.client(token) as client:
        return client.post(f"/api/v1/sites/{site.name}/comments", json=body, headers=headers)


def count(site: LivingSite) -> int:
    """Return how many comments readers see."""
    with site.client() as client:
        answer = client.get(f"/api/v1/sites/{site.name}/thread", params={"id": "harbour-lamps"}).json()
    shown = answer["thread"]["count"]
    assert len(answer["comments"]) == shown
    return int(shown)


def test_one_idempotency_key_sent_at_once_gives_one_comment(site: LivingSite) -> None:
    token = site.sign_in("Mara Quill")
    body = site.a_comment(CIVIL)
    answers = race([lambda: post(site, token, body, **{"Idempotency-Key": "one"})] * RACERS)
    assert {answer.json()["comment"]["id"] for answer in answers if answer.status_code == 201}
    assert len({answer.json()["comment"]["id"] for answer in answers if answer.status_code == 201}) == 1
    assert count(site) == 1


def test_one_key_with_different_requests_has_one_winner(site: LivingSite) -> None:
    token = site.sign_in("Odo Finch")
    bodies = [site.a_comment(f"Remark {number} on the lamps of the quay.") for number in range(RACERS)]
    runs = [lambda body=body: post(site, token, body, **{"Idempotency-Key": "one"}) for body in bodies]
    answers = race(runs)
    assert [answer.status_code for answer in answers].count(201) == 1
    assert count(site) == 1


def test_one_draft_sent_at_once_gives_one_comment(site: LivingSite) -> None:
    token = site.sign_in("Wren Hollis")
    body = site.a_comment(CIVIL)
    race([lambda: post(site, token, body)] * RACERS)
    assert count(site) == 1


def test_one_nudge_token_is_spent_once(site: LivingSite) -> None:
    token = site.sign_in("Tilda Marsh")
    body = site.a_comment(OWN_NUMBER)
    insist = post(site, token, body).json()["insist"]
    race([lambda: post(site, token, {**body, "insist": insist})] * RACERS)
    assert count(site) == 1


def test_a_thread_that_is_being_closed_takes_nothing_afterwards(site: LivingSite) -> None:
    tokens = [site.sign_in(name) for name in ("Posy Vane", "Gus Larkin", "Ned Pike")]
    first = post(site, tokens[0], site.a_comment("The first remark on the lamps of the quay.")).json()
    thread = first["comment"]["thread"]

    def close() -> httpx.Response:
        set_thread_state(site.living.house, site.site, thread, ThreadState.CLOSED, by="operator")
        return httpx.Response(200, json={"count": count(site)})

    words = ["Bright lamps tire the birds.", "Ladders need light at night.", "Ask the ferry crew first."]
    runs = [lambda t=t, w=w: post(site, t, site.a_comment(w)) for t, w in zip(tokens, words, strict=True)]
    *posts, _ = race([*runs, close])
    assert {answer.status_code for answer in posts} <= {201, 409}
    published = 1 + sum(answer.status_code == 201 for answer in posts)
    assert count(site) == published
    assert post(site, tokens[0], site.a_comment(CIVIL)).json()["error"]["code"] == "thread-closed"


def test_two_new_authors_never_get_one_name(site: LivingSite) -> None:
    addresses = [f"namesake-{number}-{site.name}@example.com" for number in range(4)]
    names = ["Isolde Marlow", "isolde  marlow", "Is0lde Marlow", "Isolde Mar1ow"]
    runs = []
    for address, name in zip(addresses, names, strict=True):
        browser = site.browser()
        page = browser.get("/sign-in", params={"site": site.name}).text
        browser.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": address})
        token = site.living.mailbox.link_for(address)
        page = browser.get(f"/sign-in/link/{token}").text
        data = {"form": form_in(page), "name": name}
        runs.append(lambda b=browser, t=token, d=data: b.post(f"/sign-in/link/{t}", data=d))
    answers = race(runs)
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]


def test_one_link_signs_in_once(site: LivingSite) -> None:
    address = f"once-{site.name}@example.com"
    browser = site.browser()
    page = browser.get("/sign-in", params={"site": site.name}).text
    browser.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": address})
    token = site.living.mailbox.link_for(address)
    page = browser.get(f"/sign-in/link/{token}").text
    data = {"form": form_in(page), "name": "Hetty Crane"}
    answers = race([lambda: browser.post(f"/sign-in/link/{token}", data=data)] * 4)
    assert sorted(answer.status_code for answer in answers) == [303, 410, 410, 410]


def test_one_handover_is_redeemed_once(site: LivingSite) -> None:
    session = site.sign_in_fully("Clem Rowan")
    with site.client() as embed:
        path = f"/api/v1/sites/{site.name}/handovers"
        begun = embed.post(path, json={"challenge": challenge_of(VERIFIER)}).json()
    assert session["access"]
    browser = site.browser()
    address = f"again-{site.name}@example.com"
    page = browser.get(begun["sign_in_url"]).text
    fields = {"form": form_in(page), "handover": begun["handover"], "email": address}
    browser.post("/sign-in", data=fields)
    token = site.living.mailbox.link_for(address)
    page = browser.get(f"/sign-in/link/{token}").text
    browser.post(f"/sign-in/link/{token}", data={"form": form_in(page), "name": "Clem Barrow"})

    def redeem() -> httpx.Response:
        with site.client() as client:
            return client.post(f"/api/v1/handovers/{begun['handover']}/redeem", json={"verifier": VERIFIER})

    answers = race([redeem] * 4)
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410]


def test_of_all_who_send_one_refresh_token_at_once_one_is_left_signed_in(site: LivingSite) -> None:
    session = site.sign_in_fully("Enid Sparrow")

    def renew() -> httpx.Response:
        with site.client() as client:
            return client.post("/api/v1/sessions/refresh", json={"refresh": session["refresh"]})

    answers = race([renew] * 4)
    assert [answer.status_code for answer in answers] == [200] * 4
    seen = []
    for answer in answers:
        with site.client(answer.json()["session"]["access"]) as client:
            seen.append(client.get("/api/v1/me", params={"site": site.name}).status_code)
    assert sorted(seen) == [200, 401, 401, 401]


def test_two_moderators_never_decide_one_ruling_twice(site: LivingSite) -> None:
    token = site.sign_in("Silas Reed")
    held = post(site, token, site.a_comment("Councillor Thistlewood took bribes from the taxi firm.")).json()
    comment = held["comment"]["id"]
    with site.client(site.moderator_key, origin="") as client:
        ruling = client.get(f"/api/v1/comments/{comment}/review").json()["ruling"]

    def decide(verdict: str) -> httpx.Response:
        body = {"verdict": verdict, "rule": "defamation" if verdict == "reject" else "", "ruling": ruling}
        with site.client(site.moderator_key, origin="") as client:
            return client.post(f"/api/v1/comments/{comment}/review", json=body)

    answers = race([lambda v=v: decide(v) for v in ("publish", "reject", "hold", "publish")])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
