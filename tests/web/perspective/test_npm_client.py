"""The npm package perspective-api-client, unchanged; only its requests' host is another."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.embed.toolchain import install, node
from tests.web.perspective.asking import RUDE, Program

CLIENTS = Path(__file__).parent / "clients"


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Install the client once."""
    install(CLIENTS)


def analyze(program: Program, text: object, **options: Any) -> dict[str, Any]:
    """Return what the client makes of a text."""
    given = json.dumps({"text": text, "options": options})
    outcome: dict[str, Any] = json.loads(node("ask.cjs", program.base_url, program.key, given, cwd=CLIENTS))
    return outcome


def test_it_analyzes_a_text(program: Program) -> None:
    found = analyze(program, f"😀 <b>{RUDE}</b>", attributes=["toxicity", "insult"])["answer"]

    assert found["attributeScores"] == program.scores(f"😀 {RUDE}", "TOXICITY", "INSULT")
    assert found["languages"] == ["en"]


def test_it_analyzes_a_whole_request(program: Program) -> None:
    request = {"comment": {"text": RUDE}, "requestedAttributes": {"INSULT": {"scoreThreshold": 0.1}}}

    found = analyze(program, request)["answer"]

    assert set(found["attributeScores"]) == {"INSULT"}


def test_it_tells_what_was_wrong(program: Program) -> None:
    found = analyze(program, RUDE, attributes=["unheard_of"])

    assert found == {
        "error": "ResponseError",
        "message": "Unknown requested attribute: UNHEARD_OF",
        "status": 400,
    }


def test_a_text_that_it_thinks_short_enough_may_still_be_too_long(program: Program) -> None:
    found = analyze(program, "é" * 20_000)

    assert found["message"] == "Comment text too long."
