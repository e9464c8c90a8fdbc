"""Every refusal has Perspective's words and Google's shape."""

import json
from typing import Any

import httpx
import pytest

from civiltongue.detectors.perspective import ATTRIBUTES, Withheld
from tests.web.perspective.asking import ANALYZE, CIVIL, SUGGEST, Program, error_of, kind_of

WITHHELD = [name for name, source in ATTRIBUTES.items() if isinstance(source, Withheld)]


@pytest.mark.parametrize(
    ("fields", "kind", "message"),
    [
        ({"comment": {"text": ""}}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"comment": {"text": " \n\t "}}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"comment": {}}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"comment": None}, "COMMENT_EMPTY", "Comment must be non-empty."),
        ({"comment": {"text": "x" * 20_481}}, "COMMENT_TOO_LONG", "Comment text too long."),
        ({"comment": {"text": "é" * 10_241}}, "COMMENT_TOO_LONG", "Comment text too long."),
        ({"requestedAttributes": {}}, "NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes"),
        ({"requestedAttributes": None}, "NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes"),
        ({"requestedAttributes": {"X": {}}}, "INVALID_REQUEST", "Unknown requested attribute: X"),
        (
            {"requestedAttributes": {"toxicity": {}}},
            "INVALID_REQUEST",
            "Unknown requested attribute: toxicity",
        ),
        (
            {"requestedAttributes": {"TOXICITY": {"scoreType": "PERCENTILE"}}},
            "INVALID_REQUEST",
            "Requested score type PERCENTILE is not supported by attribute TOXICITY",
        ),
        (
            {"comment": {"text": "x", "type": "HTML"}},
            "INVALID_REQUEST",
            "Currently, only 'PLAIN_TEXT' comments are supported",
        ),
        ({"comment": {"text": "x", "type": "RTF"}}, "INVALID_REQUEST", "Unknown text type"),
        (
            {"languages": ["de", "en"]},
            "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "Attribute TOXICITY does not support request languages: de, en",
        ),
        (
            {"comment": {"text": "გამარჯობა, როგორ ხარ?"}},
            "LANGUAGE_DETECTION_FAILED",
            "Unable to detect language",
        ),
        (
            {"context": {"entries": [{"text": "x"}], "articleAndParentComment": {}}},
            "INVALID_REQUEST",
            "Only one of entries and article_and_parent_comment may be set in context.",
        ),
        (
            {"colour": "red"},
            "INVALID_REQUEST",
            'Invalid JSON payload received. Unknown name "colour": Cannot find field.',
        ),
        (
            {"comment": {"text": "x", "colour": "red"}},
            "INVALID_REQUEST",
            "Invalid JSON payload received. Unknown name \"colour\" at 'comment': Cannot find field.",
        ),
        ({"comment": {"text": 7}}, "INVALID_REQUEST", "Invalid value at 'comment.text' (TYPE_STRING), 7"),
        ({"comment": "x"}, "INVALID_REQUEST", "Invalid value at 'comment' (an object), \"x\""),
        ({"doNotStore": 7}, "INVALID_REQUEST", "Invalid value at 'doNotStore' (TYPE_BOOL), 7"),
        ({"languages": [7]}, "INVALID_REQUEST", "Invalid value at 'languages' (TYPE_STRING), [7]"),
        (
            {"requestedAttributes": {"TOXICITY": {"scoreThreshold": "high"}}},
            "INVALID_REQUEST",
            "Invalid value at 'requestedAttributes[TOXICITY].scoreThreshold' (TYPE_FLOAT), \"high\"",
        ),
        (
            {"context": {"entries": {}}},
            "INVALID_REQUEST",
            "Invalid value at 'context.entries' (a list), {}",
        ),
        (
            {"requestedAttributes": ["TOXICITY"]},
            "INVALID_REQUEST",
            "Invalid value at 'requestedAttributes' (a map), [\"TOXICITY\"]",
        ),
    ],
)
def test_a_request_that_cannot_be_answered_says_why(
    program: Program, fields: dict[str, Any], kind: str, message: str
) -> None:
    answer = program.send(
        ANALYZE, json={"comment": {"text": CIVIL}, "requestedAttributes": {"TOXICITY": {}}, **fields}
    )

    assert (answer.status_code, error_of(answer)["status"]) == (400, "INVALID_ARGUMENT")
    assert (kind_of(answer), error_of(answer)["message"]) == (kind, message)


@pytest.mark.parametrize("name", WITHHELD)
def test_an_attribute_that_cannot_be_served_honestly_is_refused(program: Program, name: str) -> None:
    answer = program.ask(CIVIL, name)

    assert answer.status_code == 400
    assert error_of(answer)["details"] == [
        {
            "@type": "type.googleapis.com/google.commentanalyzer.v1alpha1.Error",
            "errorType": "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "languageNotSupportedByAttributeError": {"detectedLanguages": ["en"], "attribute": name},
        }
    ]


def test_a_language_that_was_asked_for_is_told_from_one_that_was_detected(program: Program) -> None:
    asked = program.ask(CIVIL, languages=["fi"])
    detected = program.ask("Это совсем не так, и вы это знаете.")

    def told(answer: httpx.Response) -> dict[str, Any]:
        found: dict[str, Any] = error_of(answer)["details"][0]["languageNotSupportedByAttributeError"]
        return found

    assert told(asked) == {"requestedLanguages": ["fi"], "attribute": "TOXICITY"}
    assert told(detected) == {"detectedLanguages": ["ru"], "attribute": "TOXICITY"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"NaN",
        b'{"comment": {"text": "a\xff\xfeb"}}',
        b'{"comment": {"text": "a\\ud800b"}}',
        b'{"comment": {"text": "x"}} trailing',
        b'{"a":' * 50_000,
        b"[" * 100_000,
        b'{"requestedAttributes": {"TOXICITY": {"scoreThreshold": 1e999}}}',
    ],
)
@pytest.mark.parametrize("path", [ANALYZE, SUGGEST])
def test_what_is_no_json_object_is_refused(program: Program, path: str, body: bytes) -> None:
    answer = program.send(path, content=body)

    assert (answer.status_code, kind_of(answer)) == (400, "INVALID_REQUEST")
    assert error_of(answer)["message"].startswith("Invalid JSON payload received.")


def test_a_body_of_two_megabytes_is_refused_before_it_is_read(program: Program) -> None:
    answer = program.send(ANALYZE, content=b"x" * 2_000_000)

    assert (answer.status_code, error_of(answer)["status"]) == (413, "INVALID_ARGUMENT")


def test_a_long_text_with_a_long_context_is_read(program: Program) -> None:
    text = "ж" * 10_000

    answer = program.send(
        ANALYZE,
        content=json.dumps(
            {
                "comment": {"text": text},
                "context": {"entries": [{"text": "x" * 500_000}]},
                "requestedAttributes": {"PROFANITY": {}},
            }
        ),
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", ANALYZE, 405),
        ("PUT", SUGGEST, 405),
        ("POST", "/v1alpha1/comments:delete", 404),
        ("GET", "/v1alpha1/anything", 404),
        ("POST", "/comments:anything", 404),
        ("GET", "/$discovery/nothing", 404),
    ],
)
def test_what_is_not_there_says_so_in_the_same_shape(
    program: Program, method: str, path: str, status: int
) -> None:
    answer = httpx.request(method, f"{program.base_url}{path}", headers={"Accept": "text/html"})

    assert answer.status_code == status
    error_of(answer)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"attributeScores": {}}, "Missing attribute_scores"),
        ({"attributeScores": {"TOXICITY": {}}}, "Missing score at 'attributeScores[TOXICITY]'"),
        ({"attributeScores": {"X": {"summaryScore": {"value": 1}}}}, "Unknown requested attribute: X"),
        (
            {"attributeScores": {"TOXICITY": {"summaryScore": {"value": 1.5}}}},
            "A score is from 0 to 1 at 'attributeScores[TOXICITY]'",
        ),
        (
            {"attributeScores": {"TOXICITY": {"summaryScore": {"value": 1, "type": "RAW"}}}},
            "Score type RAW is not supported at 'attributeScores[TOXICITY]'",
        ),
        ({"comment": {"text": ""}}, "Comment must be non-empty."),
    ],
)
def test_a_suggestion_that_says_nothing_is_refused(
    program: Program, fields: dict[str, Any], message: str
) -> None:
    answer = program.suggest(CIVIL, **fields)

    assert answer.status_code == 400
    assert error_of(answer)["message"] == message
