"""Google's client library for Python, unchanged, with another address."""

from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient import discovery
from googleapiclient.errors import HttpError

from tests.web.perspective.asking import RUDE, SIX, Program

DESCRIBED_AT = ("/$discovery/rest?version=v1alpha1", "/discovery/v1/apis/commentanalyzer/v1alpha1/rest")


@pytest.fixture(params=DESCRIBED_AT)
def client(request: pytest.FixtureRequest, program: Program) -> Iterator[Any]:
    """Give the library's client, made from the server's description of itself."""
    made = discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=program.key,
        discoveryServiceUrl=f"{program.base_url}{request.param}",
        static_discovery=False,
    )
    with made:
        yield made


def test_it_analyzes(client: Any) -> None:
    request = {
        "comment": {"text": f"😀 {RUDE}"},
        "requestedAttributes": {name: {} for name in SIX},
        "languages": ["en"],
        "spanAnnotations": True,
        "clientToken": "comment:1",
    }

    answer = client.comments().analyze(body=request).execute()

    assert set(answer["attributeScores"]) == set(SIX)
    assert answer["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.6
    assert (answer["languages"], answer["clientToken"]) == (["en"], "comment:1")


def test_it_suggests_scores(client: Any) -> None:
    request = {
        "comment": {"text": RUDE},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0.9}}},
        "clientToken": "comment:1",
    }

    assert client.comments().suggestscore(body=request).execute()["clientToken"] == "comment:1"


def test_it_raises_its_own_error_with_the_message_and_the_details(client: Any) -> None:
    request = {"comment": {"text": RUDE}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["fi"]}

    with pytest.raises(HttpError) as refusal:
        client.comments().analyze(body=request).execute()

    assert refusal.value.resp.status == 400
    assert refusal.value.reason == "Attribute TOXICITY does not support request languages: fi"
    assert refusal.value.error_details[0]["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"


def test_it_asks_where_the_description_says(client: Any, program: Program) -> None:
    assert client.comments().analyze(body={}).uri.startswith(f"{program.base_url}/v1alpha1/comments:analyze?")
