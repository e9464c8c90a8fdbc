"""Every attack that is refused leaves a line in the server's log, without a token or a word of the request."""

import logging
from collections.abc import Callable

import httpx
import pytest

from tests.handover import form_in
from tests.living import Living, LivingSite
from tests.web.test_foreign_forms import BODIES

Attack = Callable[[LivingSite, str], tuple[httpx.Response, int]]
SECRET = "quincunx"


def another_sites_token(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    other = site.living.a_site(origin="https://harbour.example")
    with site.client(token, origin=other.origin) as script:
        return script.get("/api/v1/me", params={"site": other.name}), 401


def a_token_on_another_origin(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    with site.client(token, origin="https://evil.example") as script:
        return script.get("/api/v1/me", params={"site": site.name}), 403


def a_token_without_an_origin(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    with site.client(token, origin="") as script:
        return script.get("/api/v1/me", params={"site": site.name}), 401


def an_embeds_token_for_a_moderators_work(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    with site.client(token) as script:
        return script.get(f"/api/v1/sites/{site.name}/queue"), 401


def an_embeds_token_for_the_publishers_work(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    with site.client(token) as script:
        path = f"/api/v1/sites/{site.name}/stories"
        return script.put(path, json=BODIES["/api/v1/sites/{site:str}/stories"]), 403


def another_sites_moderator(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    other = site.living.a_site()
    with site.client(other.moderator_key, origin="") as moderator:
        return moderator.get(f"/api/v1/sites/{site.name}/queue"), 403


def a_withheld_name_without_the_right(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    with site.client(token) as page:
        author = page.get("/api/v1/me", params={"site": site.name}).json()["author"]["id"]
    with site.client(site.moderator_key, origin="") as moderator:
        return moderator.post(f"/api/v1/authors/{author}/identity/look"), 403


def a_form_of_another_site(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    browser = site.browser()
    form = form_in(browser.get("/sign-in", params={"site": site.name}).text)
    fields = {"form": form, "site": site.name, "email": f"{SECRET}@example.com"}
    return browser.post("/sign-in", data=fields, headers={"Origin": "https://evil.example"}), 403


def a_form_without_its_token(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    return site.browser().post("/sign-in", data={"site": site.name, "email": f"{SECRET}@example.com"}), 403


def a_second_header_in_an_address(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    browser = site.browser()
    form = form_in(browser.get("/sign-in", params={"site": site.name}).text)
    email = f"a@example.com\r\nBcc: {SECRET}@example.com"
    return browser.post("/sign-in", data={"form": form, "site": site.name, "email": email}), 400


def a_way_to_another_host(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    browser = site.browser()
    page = browser.get("/sign-in", params={"site": site.name, "next": f"//{SECRET}.example/"})
    assert SECRET not in page.text
    return page, 200


def a_guessed_appeal(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    return site.browser().get(f"/appeal/{SECRET}.{SECRET}"), 410


def a_used_link(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    address = f"again-{site.name}@example.com"
    site.sign_in("Odo Finch", address)
    return site.browser().get(f"/sign-in/link/{site.living.mailbox.link_for(address)}"), 410


def a_refresh_token_that_was_used(site: LivingSite, _: str) -> tuple[httpx.Response, int]:
    pair = site.sign_in_fully("Ada Finch", f"ada-{site.name}@example.com")
    with site.client() as page:
        first = page.post("/api/v1/sessions/refresh", json={"refresh": pair["refresh"]}).json()
        page.post("/api/v1/sessions/refresh", json={"refresh": first["session"]["refresh"]})
        return page.post("/api/v1/sessions/refresh", json={"refresh": pair["refresh"]}), 410


def somebody_elses_cookie(site: LivingSite, token: str) -> tuple[httpx.Response, int]:
    browser = site.browser()
    browser.cookies.set("ct_desk", token)
    return browser.get(f"/desk/{site.name}", headers={"Accept": "application/json"}), 401


@pytest.mark.parametrize(
    "attack",
    [
        another_sites_token,
        a_token_on_another_origin,
        a_token_without_an_origin,
        an_embeds_token_for_a_moderators_work,
        an_embeds_token_for_the_publishers_work,
        another_sites_moderator,
        a_withheld_name_without_the_right,
        a_form_of_another_site,
        a_form_without_its_token,
        a_second_header_in_an_address,
        a_way_to_another_host,
        a_guessed_appeal,
        a_used_link,
        a_refresh_token_that_was_used,
        somebody_elses_cookie,
    ],
)
def test_an_attack_is_refused_and_logged(
    attack: Attack, living: Living, caplog: pytest.LogCaptureFixture
) -> None:
    site = living.a_site()
    token = site.sign_in("Wilma Tern", f"wilma-{site.name}@example.com")
    caplog.set_level(logging.INFO, logger="civiltongue.web")
    caplog.clear()

    answer, expected = attack(site, token)

    assert answer.status_code == expected, answer.text
    told = [record.getMessage() for record in caplog.records if record.name == "civiltongue.web"]
    assert [line for line in told if "refused" in line.lower()], told
    assert not [line for line in told if token in line or SECRET in line]


def test_that_a_stranger_is_not_signed_in_is_no_news(
    living: Living, caplog: pytest.LogCaptureFixture
) -> None:
    site = living.a_site()
    caplog.set_level(logging.INFO, logger="civiltongue.web")

    with site.client() as stranger:
        assert stranger.get("/api/v1/me", params={"site": site.name}).status_code == 401

    assert "Refused" not in caplog.text
