"""Bad input: a clear error with its code, nothing half-written, never a 500."""

import json
from typing import Any

import httpx
import pytest

from tests.houses import CIVIL
from tests.living import Living, LivingSite


@pytest.fixture(scope="module")
def site(living: Living) -> LivingSite:
    """Give one site for all that is refused here."""
    return living.a_site()


@pytest.fixture(scope="module")
def token(site: LivingSite) -> str:
    """Give the access token of a reader."""
    return site.sign_in("Barnaby Croft")


def post(site: LivingSite, token: str, content: bytes, **headers: str) -> httpx.Response:
    """Send bytes as a comment."""
    sent = {"Content-Type": "application/json", **headers}
    with site.client(token) as client:
        return client.post(f"/api/v1/sites/{site.name}/comments", content=content, headers=sent)


def error_of(answer: httpx.Response) -> dict[str, str]:
    """Return the error of an answer, which has the one shape."""
    error: dict[str, str] = answer.json()["error"]
    assert set(error) == {"code", "message", "where", "hint"}
    assert error["message"]
    return error


def body_with(site: LivingSite, **fields: Any) -> bytes:
    """Return a comment with some fields changed."""
    return json.dumps({**site.a_comment(CIVIL), **fields}).encode()


def test_invalid_json_is_a_bad_input(site: LivingSite, token: str) -> None:
    answer = post(site, token, b'{"text": ')
    assert (answer.status_code, error_of(answer)["code"]) == (400, "bad-input")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": 7},
        {"text": None},
        {"text": ["a"]},
        {"story": "harbour-lamps"},
        {"story": {"id": "x", "colour": "red"}},
        {"colour": "red"},
        {"parent": 7},
        {"draft": "short"},
        {"draft": "has spaces in it"},
        {"consent": {}},
    ],
)
def test_wrong_types_and_unknown_fields_are_named(
    site: LivingSite, token: str, fields: dict[str, Any]
) -> None:
    answer = post(site, token, body_with(site, **fields))
    assert answer.status_code == 400, answer.text
    assert error_of(answer)["code"] == "bad-input"


def test_a_missing_field_is_named(site: LivingSite, token: str) -> None:
    answer = post(site, token, b'{"text": "Hello"}')
    assert answer.status_code == 400
    assert "story" in answer.text or "draft" in answer.text


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "text-empty"), (" \n ", "text-empty"), ("a\x00b", "unreadable-text")],
)
def test_what_is_no_comment_is_refused_with_its_code(
    site: LivingSite, token: str, text: str, code: str
) -> None:
    answer = post(site, token, body_with(site, text=text))
    assert (answer.status_code, error_of(answer)["code"]) == (400, code)


def test_a_lone_surrogate_is_refused(site: LivingSite, token: str) -> None:
    body = body_with(site, text="SURROGATE").replace(b"SURROGATE", b"a\\ud800b")
    answer = post(site, token, body)
    assert answer.status_code == 400
    assert error_of(answer)["code"] in {"bad-input", "unreadable-text"}


def test_invalid_utf_8_is_refused(site: LivingSite, token: str) -> None:
    body = body_with(site, text="BYTES").replace(b"BYTES", b"a\xff\xfeb")
    assert post(site, token, body).status_code == 400


def test_a_megabyte_is_refused_before_it_is_read(site: LivingSite, token: str) -> None:
    answer = post(site, token, body_with(site, text="word " * 200_000))
    assert (answer.status_code, error_of(answer)["code"]) == (413, "text-too-large")


def test_a_megabyte_in_chunks_is_refused_too(site: LivingSite, token: str) -> None:
    def chunks() -> Any:
        yield b'{"text": "'
        for _ in range(300):
            yield b"word " * 1_000

    with site.client(token) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", content=chunks())
    assert answer.status_code == 413


def test_right_to_left_overrides_and_many_marks_are_judged(site: LivingSite, token: str) -> None:
    for text in ("Read \u202ethis backwards\u202c please.", "Zalgo" + "\u0301" * 10_000 + " speaks here."):
        answer = post(site, token, body_with(site, text=text))
        assert answer.status_code in {200, 201, 202}, answer.text


def test_a_reply_to_nothing_is_refused(site: LivingSite, token: str) -> None:
    for parent in ("0" * 26, "no-such-id", "\u202e", "'; --"):
        answer = post(site, token, body_with(site, parent=parent))
        assert (answer.status_code, error_of(answer)["code"]) == (404, "not-found")


def test_an_old_consent_is_refused(site: LivingSite, token: str) -> None:
    answer = post(site, token, body_with(site, consent="0"))
    assert (answer.status_code, error_of(answer)["code"]) == (409, "consent-missing")


def test_a_story_of_another_origin_is_refused(site: LivingSite, token: str) -> None:
    story = {"id": "elsewhere", "url": "https://evil.example/story.html"}
    answer = post(site, token, body_with(site, story=story))
    assert (answer.status_code, error_of(answer)["code"]) == (403, "not-permitted")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "no url", "https://", "http://[::1", "x" * 1_900])
def test_a_story_without_a_real_url_is_refused(site: LivingSite, token: str, url: str) -> None:
    answer = post(site, token, body_with(site, story={"url": url}))
    assert answer.status_code in {400, 403}, answer.text
    error_of(answer)


def test_an_origin_that_is_not_the_sites_is_refused_everywhere(site: LivingSite, token: str) -> None:
    with site.client(token, origin="https://evil.example") as client:
        path = f"/api/v1/sites/{site.name}"
        answers = [
            client.get(f"{path}/thread", params={"id": "harbour-lamps"}),
            client.get(f"{path}/counts", params={"story": "harbour-lamps"}),
            client.post(f"{path}/comments", json=site.a_comment(CIVIL)),
            client.post(f"{path}/handovers", json={"challenge": "x" * 43}),
            client.get("/api/v1/me", params={"site": site.name}),
        ]
    assert {answer.status_code for answer in answers} == {403}
    assert {error_of(answer)["code"] for answer in answers} == {"origin-refused"}
    assert all("access-control-allow-origin" not in answer.headers for answer in answers)


def test_a_token_of_one_site_is_no_use_on_another(living: Living, site: LivingSite, token: str) -> None:
    other = living.a_site()
    with other.client(token) as client:
        answer = client.post(f"/api/v1/sites/{other.name}/comments", json=other.a_comment(CIVIL))
    assert answer.status_code in {401, 403}


def test_without_a_session_a_newsroom_asks_to_sign_in(site: LivingSite) -> None:
    with site.client() as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL))
    assert (answer.status_code, error_of(answer)["code"]) == (401, "not-signed-in")


def test_a_made_up_token_is_refused(site: LivingSite) -> None:
    answer = post(site, "made-up", body_with(site))
    assert (answer.status_code, error_of(answer)["code"]) == (401, "not-signed-in")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/sites/nobody/thread?id=x", 404),
        ("/api/v1/sites/{site}/thread", 400),
        ("/api/v1/sites/{site}/thread?id=x&page=0", 404),
        ("/api/v1/sites/{site}/thread?id=x&page=99999999999999999999", 404),
        ("/api/v1/sites/{site}/thread?id=x&page=two", 400),
        ("/api/v1/sites/{site}/thread?id=x&order=best", 400),
        ("/api/v1/sites/{site}/counts", 400),
        ("/api/v1/comments/nothing", 404),
        ("/api/v1/no/such/route", 404),
        ("/sites/{site}/threads/nothing", 404),
        ("/sites/{site}/rules/0", 404),
        ("/comments/nothing", 404),
        ("/embed/no-such-file.js", 404),
        ("/embed/..%2f..%2fapp.py", 404),
        ("/sign-in", 404),
        ("/sign-in/link/nothing", 410),
    ],
)
def test_what_is_not_there_says_so(site: LivingSite, path: str, status: int) -> None:
    with site.client() as client:
        answer = client.get(path.replace("{site}", site.name))
    assert answer.status_code == status, answer.text
    error_of(answer)


def test_a_method_that_a_route_has_not_is_refused_in_our_shape(site: LivingSite) -> None:
    with site.client() as client:
        answer = client.put(f"/api/v1/sites/{site.name}/thread", json={})
    assert answer.status_code == 405
    error_of(answer)


def test_a_person_gets_an_error_as_a_page(site: LivingSite) -> None:
    with site.browser() as browser:
        answer = browser.get("/comments/nothing")
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert "not-found" in answer.text


def test_a_form_of_another_site_is_refused(site: LivingSite) -> None:
    with site.browser() as browser:
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
            answer = browser.post(
                "/sign-in",
                data={"site": site.name, "email": "a@example.com", "form": "0" * 64},
                headers=headers,
            )
            assert answer.status_code == 403, answer.text


def test_nobody_is_led_to_another_host_after_signing_in(site: LivingSite) -> None:
    with site.browser() as browser:
        for target in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
            page = browser.get("/sign-in", params={"site": site.name, "next": target})
            assert "evil.example" not in page.text
            assert "javascript:" not in page.text


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a@example.com\nBcc: b@example.com", "a b@example.com"]
)
def test_what_is_no_address_gets_no_link(site: LivingSite, email: str) -> None:
    from tests.handover import form_in

    with site.browser() as browser:
        page = browser.get("/sign-in", params={"site": site.name}).text
        answer = browser.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": email})
    assert answer.status_code == 400
