"""Keys open the door, quotas keep it, and pages of other origins stay outside."""

import httpx
import pytest

from tests.living import Living
from tests.web.perspective.asking import ANALYZE, CIVIL, Program, a_program, error_of, kind_of

BODY = {"comment": {"text": CIVIL}, "requestedAttributes": {"TOXICITY": {}}}


def test_without_a_key_nothing_is_scored(program: Program) -> None:
    for query in ("", "?key=", "?alt=json"):
        answer = httpx.post(f"{program.base_url}{ANALYZE}{query}", json=BODY)
        assert (answer.status_code, error_of(answer)["status"]) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("key", ["made-up", "ctp_" + "A" * 43, "\u202e", "%00", "x" * 5_000])
def test_a_made_up_key_is_refused(program: Program, key: str) -> None:
    answer = httpx.post(f"{program.base_url}{ANALYZE}", params={"key": key}, json=BODY)

    assert (answer.status_code, kind_of(answer)) == (400, "API_KEY_INVALID")
    assert error_of(answer)["message"] == "API key not valid. Please pass a valid API key."


def test_a_moderators_key_scores_nothing(program: Program) -> None:
    answer = httpx.post(f"{program.base_url}{ANALYZE}", params={"key": program.site.moderator_key}, json=BODY)

    assert kind_of(answer) == "API_KEY_INVALID"


def test_a_revoked_key_is_refused_from_the_next_request_on(living: Living) -> None:
    program = a_program(living.a_site())
    assert program.ask(CIVIL).status_code == 200

    program.revoke()

    answers = [program.ask(CIVIL), program.suggest(CIVIL)]
    assert [kind_of(answer) for answer in answers] == ["API_KEY_INVALID"] * 2


def test_a_key_may_come_in_googles_header(program: Program) -> None:
    answer = httpx.post(f"{program.base_url}{ANALYZE}", headers={"X-Goog-Api-Key": program.key}, json=BODY)

    assert answer.status_code == 200


def test_a_key_that_asks_more_often_than_its_quota_is_told_to_wait(living: Living) -> None:
    site = living.a_site()
    program, other = a_program(site, per_minute=3), a_program(site, per_minute=3)

    statuses = [program.ask(CIVIL).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 429, 429]
    refused = program.ask(CIVIL)
    assert (error_of(refused)["status"], kind_of(refused)) == ("RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED")
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert other.ask(CIVIL).status_code == 200


def test_what_cannot_be_read_counts_as_well(living: Living) -> None:
    program = a_program(living.a_site(), per_minute=2)

    statuses = [program.send(ANALYZE, content=b"{").status_code for _ in range(3)]

    assert statuses == [400, 400, 429]


def test_pages_of_the_sites_origins_may_ask_and_others_may_not(program: Program) -> None:
    own = program.send(ANALYZE, json=BODY, headers={"Origin": program.site.origin})
    other = program.send(ANALYZE, json=BODY, headers={"Origin": "https://elsewhere.example"})

    assert (own.status_code, own.headers["access-control-allow-origin"]) == (200, program.site.origin)
    assert (other.status_code, kind_of(other)) == (403, "API_KEY_HTTP_REFERRER_BLOCKED")
    assert "access-control-allow-origin" not in other.headers


def test_a_page_may_read_why_it_was_refused(program: Program) -> None:
    refused = program.send(ANALYZE, json={}, headers={"Origin": program.site.origin})

    assert refused.status_code == 400
    assert refused.headers["access-control-allow-origin"] == program.site.origin


def test_a_browser_that_asks_first_is_answered(program: Program) -> None:
    def preflight(origin: str) -> httpx.Response:
        asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return httpx.options(f"{program.base_url}{ANALYZE}", params={"key": program.key}, headers=asks)

    allowed = preflight(program.site.origin)
    assert (allowed.status_code, allowed.headers["access-control-allow-methods"]) == (204, "GET, POST")
    assert preflight("https://elsewhere.example").status_code == 403


def test_anybody_may_read_the_description(program: Program) -> None:
    answer = httpx.get(f"{program.base_url}/$discovery/rest", headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://elsewhere.example"
