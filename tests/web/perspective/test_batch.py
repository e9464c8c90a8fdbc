"""Several calls in one request are answered as each would be alone."""

from typing import Any

import httpx
import pytest
from googleapiclient import discovery
from googleapiclient.errors import HttpError

from tests.living import Living
from tests.web.perspective.asking import ANALYZE, CIVIL, RUDE, SUGGEST, Program, a_program, kind_of


def in_one(program: Program, bodies: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Send calls of Google's client in one request, and return each one's answer and its error."""
    heard: dict[str, tuple[Any, Any]] = {}

    def hear(number: str, answer: Any, error: Any) -> None:
        heard[number] = (answer, error)

    with discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=program.key,
        discoveryServiceUrl=f"{program.base_url}/$discovery/rest?version=v1alpha1",
        static_discovery=False,
    ) as client:
        batch = client.new_batch_http_request(callback=hear)
        for number, body in enumerate(bodies):
            batch.add(client.comments().analyze(body=body), request_id=str(number))
        batch.execute()
    return [heard[str(number)] for number in range(len(bodies))]


def test_googles_client_gets_every_answer_under_its_own_number(program: Program) -> None:
    texts = [RUDE, CIVIL, f"😀 {RUDE}"]

    found = in_one(
        program, [{"comment": {"text": text}, "requestedAttributes": {"INSULT": {}}} for text in texts]
    )

    assert [answer["attributeScores"] for answer, _ in found] == [
        program.scores(text, "INSULT") for text in texts
    ]


def test_a_call_that_is_refused_leaves_the_others_alone(program: Program) -> None:
    good = {"comment": {"text": RUDE}, "requestedAttributes": {"INSULT": {}}}

    found = in_one(program, [good, {"comment": {"text": ""}}, good])

    assert [error is None for _, error in found] == [True, False, True]
    assert isinstance(found[1][1], HttpError)
    assert found[1][1].reason == "Comment must be non-empty."


def test_every_call_counts_towards_the_quota(living: Living) -> None:
    program = a_program(living.a_site(), per_minute=2)
    good = {"comment": {"text": CIVIL}, "requestedAttributes": {"INSULT": {}}}

    found = in_one(program, [good] * 3)

    assert [error.resp.status if error else 200 for _, error in found] == [200, 200, 429]


def send(program: Program, content: bytes, content_type: str) -> httpx.Response:
    return program.send("/batch", content=content, headers={"Content-Type": content_type})


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"", "multipart/mixed; boundary=x"),
        (b"--x--", "multipart/mixed; boundary=x"),
        (b"--x\r\n\r\n--x--", "multipart/mixed"),
        (b"{}", "application/json"),
        (b"\xff\xfe", "multipart/mixed; boundary=\xff".encode("latin-1").decode("latin-1")),
        (b"--x\r\n\r\nPOST\r\n" * 1_001 + b"--x--", "multipart/mixed; boundary=x"),
    ],
)
def test_what_is_no_batch_is_refused(program: Program, content: bytes, content_type: str) -> None:
    answer = httpx.post(
        f"{program.base_url}/batch",
        params={"key": program.key},
        content=content,
        headers={b"Content-Type": content_type.encode("latin-1")},
    )

    assert (answer.status_code, kind_of(answer)) == (400, "INVALID_REQUEST")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (f"POST {ANALYZE}", 400),
        (f"POST {SUGGEST}?key=made-up HTTP/1.1", 400),
        (f"GET {ANALYZE} HTTP/1.1", 404),
        ("POST /api/v1/me HTTP/1.1", 404),
        ("POST", 404),
        ("", 404),
        ("POST http://[ HTTP/1.1", 404),
    ],
)
def test_parts_that_ask_for_nothing_known_are_told_so(program: Program, line: str, status: int) -> None:
    part = f"--x\r\nContent-Type: application/http\r\nContent-ID: <a + 1>\r\n\r\n{line}\r\n\r\n{{}}\r\n--x--"

    answer = send(program, part.encode(), "multipart/mixed; boundary=x")

    assert answer.status_code == 200
    assert f"HTTP/1.1 {status} " in answer.text
    assert "Content-ID: <response-a + 1>" in answer.text
