"""No page of another site sends a form of ours, and an embed's token opens nothing but the embed's own."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from civiltongue.domain.audit import Event
from civiltongue.storage import audit
from civiltongue.web.perspective.errors import is_perspective
from civiltongue.web.routes import routes
from tests.handover import form_in
from tests.houses import CIVIL
from tests.living import Living, LivingSite


def _routes_of(*methods: str, wanted: Callable[[str], bool]) -> list[tuple[str, str]]:
    return sorted(
        (method, path)
        for handler in routes()
        if isinstance(handler, HTTPRouteHandler)
        for path in handler.paths
        for method in handler.http_methods
        if method in methods and wanted(path)
    )


ONE_CLICK = {"/letters/{token:str}"}
"""What a mail program sends by itself (RFC 8058): the signed link alone says who wants it, and it ends letters."""
FORMS = _routes_of(
    "POST",
    wanted=lambda path: not path.startswith("/api/") and not is_perspective(path) and path not in ONE_CLICK,
)
FOR_OTHERS = _routes_of("GET", "POST", "PUT", wanted=lambda path: path.startswith("/api/"))
OPEN = {
    "/api/v1/sites/{site:str}/thread",
    "/api/v1/sites/{site:str}/counts",
    "/api/v1/sites/{site:str}/rules",
    "/api/v1/sites/{site:str}/comments",
    "/api/v1/sites/{site:str}/words",
    "/api/v1/comments/{comment:str}",
    "/api/v1/comments/{comment:str}/withdraw",
    "/api/v1/comments/{comment:str}/reports",
    "/api/v1/comments/{comment:str}/vote",
    "/api/v1/comments/{comment:str}/appeals",
    "/api/v1/me",
    "/api/v1/sites/{site:str}/handovers",
    "/api/v1/handovers/{handover:str}/redeem",
    "/api/v1/handovers/{handover:str}/sign-in",
    "/api/v1/sessions/refresh",
}
"""What an embed asks for; with all else its token is no use."""


BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/comments/{comment:str}/review": {"verdict": "publish"},
    "/api/v1/sites/{site:str}/stories": {"id": "x", "url": "https://lantern.example/x", "state": "closed"},
    "/api/v1/appeals/{appeal:str}/decision": {"state": "upheld", "answer": "x"},
    "/api/v1/appeals/{appeal:str}/remarks": {"text": "x"},
    "/api/v1/claims/{claim:str}/decision": {"state": "confirmed"},
    "/api/v1/notices/{notice:str}/decision": {"state": "upheld", "answer": "x", "rule": "privacy"},
    "/api/v1/notices/{notice:str}/appeal/decision": {"state": "upheld", "answer": "x", "rule": "privacy"},
    "/api/v1/sites/{site:str}/readers": {"token": "x"},
    "/api/v1/authors/{author:str}/hold": {"reference": "x"},
    "/api/v1/authors/{author:str}/identity": {"pseudonym": "x", "proof": "x"},
}
"""A body that each route can read, so that it is the token that is refused."""


@pytest.fixture(scope="module")
def site(living: Living) -> LivingSite:
    return living.a_site()


@pytest.fixture(scope="module")
def token(site: LivingSite) -> str:
    return site.sign_in("Wilma Tern", f"wilma-{site.name}@example.com")


@pytest.fixture(scope="module")
def comment(site: LivingSite, token: str) -> str:
    with site.client(token) as page:
        answer = page.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL))
        return str(answer.json()["comment"]["id"])


@pytest.fixture(scope="module")
def browser(site: LivingSite, comment: str) -> httpx.Client:
    """Give a browser in which the author of the comment has signed in."""
    made, address = site.browser(), f"wilma-{site.name}@example.com"
    page = made.get("/sign-in", params={"site": site.name}).text
    made.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": address})
    link = site.living.mailbox.link_for(address, number=2)
    made.post(f"/sign-in/link/{link}", data={"form": form_in(made.get(f"/sign-in/link/{link}").text)})
    assert "Wilma Tern" in made.get(f"/sites/{site.name}/me").text
    return made


def filled(path: str, site: LivingSite, comment: str) -> str:
    """Return a path with its places filled."""
    known = {"site": site.name, "comment": comment, "provider": "anchor"}
    return re.sub(r"\{(\w+):str\}", lambda found: known.get(found[1], "x"), path)


@pytest.mark.parametrize(("_", "path"), FORMS)
def test_a_form_is_taken_from_our_own_pages_alone(
    _: str, path: str, site: LivingSite, comment: str, browser: httpx.Client
) -> None:
    url = filled(path, site, comment)
    form = form_in(browser.get("/sign-in", params={"site": site.name}).text)
    whole = {"form": form, "site": site.name}

    answers = {
        "another origin": browser.post(url, data=whole, headers={"Origin": "https://evil.example"}),
        "a page of the site": browser.post(url, data=whole, headers={"Origin": site.origin}),
        "a sandbox": browser.post(
            url, data=whole, headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"}
        ),
        "a neighbour": browser.post(url, data=whole, headers={"Sec-Fetch-Site": "same-site"}),
        "no token": browser.post(url, data={"site": site.name}),
        "a stranger's token": browser.post(url, data={**whole, "form": form_in(_stranger(site))}),
        "a picture": browser.post(
            url, content=b"form=" + form.encode(), headers={"Content-Type": "text/plain"}
        ),
    }

    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses == {name: 400 if name == "a picture" else 403 for name in answers}


def _stranger(site: LivingSite) -> str:
    return site.browser().get("/sign-in", params={"site": site.name}).text


@pytest.mark.parametrize(
    ("method", "path"), [(method, path) for method, path in FOR_OTHERS if path not in OPEN]
)
def test_an_embeds_token_does_nothing_beyond_the_embed(
    method: str, path: str, site: LivingSite, comment: str, token: str
) -> None:
    with site.client(token) as script:
        answer = script.request(method, filled(path, site, comment), json=BODIES.get(path))

    assert answer.status_code in {401, 403, 404}, answer.text


def test_an_embeds_token_is_no_cookie_and_a_cookie_no_token(
    site: LivingSite, token: str, browser: httpx.Client
) -> None:
    forged = site.browser()
    forged.cookies.set("ct_session", token)

    assert forged.get(f"/sites/{site.name}/me").status_code == 303
    with site.client(browser.cookies["ct_session"]) as script:
        assert script.get("/api/v1/me", params={"site": site.name}).status_code == 401


def test_an_embeds_token_is_no_use_from_another_origin_or_on_another_site(
    living: Living, site: LivingSite, token: str
) -> None:
    other = living.a_site(origin="https://harbour.example")

    with site.client(token, origin="https://harbour.example") as script:
        assert script.get("/api/v1/me", params={"site": site.name}).status_code in {401, 403}
        assert script.get("/api/v1/me", params={"site": other.name}).status_code == 401
    with site.client(token, origin="") as script:
        assert script.get("/api/v1/me", params={"site": site.name}).status_code == 401


def test_a_mailed_link_that_is_followed_again_is_refused_and_on_record(living: Living) -> None:
    site = living.a_site()
    address = f"odo-{site.name}@example.com"
    site.sign_in("Odo Finch", address)
    link = living.mailbox.link_for(address)

    again = [site.browser().get(f"/sign-in/link/{link}").status_code for _ in range(6)]
    guessed = site.browser().get(f"/sign-in/link/{link[:-1]}x")

    assert (again, guessed.status_code) == ([410] * 6, 410)
    with living.house.database.read() as connection:
        entries = audit.entries(connection, site.site.id)
    causes = [entry.details["cause"] for entry in entries if entry.event is Event.SIGN_IN_REFUSE]
    assert causes == ["replayed"] * 3
