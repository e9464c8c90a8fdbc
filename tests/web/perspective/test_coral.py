"""What Coral sends, to an endpoint as a person types it into its settings."""

import posixpath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import pytest

from tests.web.perspective.asking import CIVIL, RUDE, Program

ENDPOINTS = ("/v1alpha1", "/v1alpha1/", "", "/")


def send(program: Program, endpoint: str, operation: str, body: dict[str, Any]) -> httpx.Response:
    """Send an operation as Coral does: the operation is joined to the endpoint's path, then the key is set."""
    parts = urlsplit(f"{program.base_url}{endpoint}")
    path = posixpath.normpath(posixpath.join(parts.path or "/", operation))
    url = urlunsplit((parts.scheme, parts.netloc, path, f"key={program.key}", ""))
    return httpx.post(url, json=body, timeout=0.8)


def analyze(text: str, *, model: str = "TOXICITY", language: str = "en") -> dict[str, Any]:
    return {
        "comment": {"text": text},
        "doNotStore": True,
        "requestedAttributes": {model: {}},
        "languages": [language],
    }


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_comment_is_scored_within_corals_patience(program: Program, endpoint: str) -> None:
    values = [
        send(program, endpoint, "comments:analyze", analyze(text)).json()["attributeScores"]["TOXICITY"][
            "summaryScore"
        ]["value"]
        for text in (RUDE, CIVIL)
    ]

    assert values[0] > 0.8 > values[1]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_moderators_decision_arrives(program: Program, endpoint: str) -> None:
    said = '{"url":"https://lantern.example/harbour-lamps.html?commentID=7","Coral_comment_id":"7"}'
    body = {
        "comment": {"text": RUDE},
        "context": {"entries": [{"text": said}]},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
        "languages": ["en"],
        "communityId": "Coral:https://lantern.example",
        "clientToken": "comment:7",
    }

    answer = send(program, endpoint, "comments:suggestscore", body)

    assert (answer.status_code, answer.json()["clientToken"]) == (200, "comment:7")


@pytest.mark.parametrize("language", ["es", "fr", "de", "pt"])
def test_in_corals_other_languages_swearing_is_scored_and_toxicity_is_refused(
    program: Program, language: str
) -> None:
    swearing = send(program, "", "comments:analyze", analyze(CIVIL, model="PROFANITY", language=language))
    toxicity = send(program, "", "comments:analyze", analyze(CIVIL, language=language))

    assert (swearing.status_code, toxicity.status_code) == (200, 400)
