"""The description of the interface from which Google's client libraries make their methods."""

from functools import cache
from typing import Any

import msgspec
from litestar import Response

from civiltongue.web.perspective.errors import BATCH
from civiltongue.web.sessions import Asked, house_of

_SCORE_TYPES = ("SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW")
_TEXT_TYPES = ("TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML")
_SCHEMAS: dict[str, dict[str, str]] = {
    "AnalyzeCommentRequest": {
        "comment": "TextEntry",
        "context": "Context",
        "requestedAttributes": "map AttributeParameters",
        "languages": "list string",
        "doNotStore": "boolean",
        "clientToken": "string",
        "sessionId": "string",
        "communityId": "string",
        "spanAnnotations": "boolean",
        "dropUnsupportedAttributes": "boolean",
    },
    "AnalyzeCommentResponse": {
        "attributeScores": "map AttributeScores",
        "languages": "list string",
        "detectedLanguages": "list string",
        "clientToken": "string",
    },
    "SuggestCommentScoreRequest": {
        "comment": "TextEntry",
        "context": "Context",
        "attributeScores": "map AttributeScores",
        "languages": "list string",
        "communityId": "string",
        "clientToken": "string",
        "sessionId": "string",
    },
    "SuggestCommentScoreResponse": {
        "clientToken": "string",
        "requestedLanguages": "list string",
        "detectedLanguages": "list string",
    },
    "ArticleAndParentComment": {"article": "TextEntry", "parentComment": "TextEntry"},
    "AttributeParameters": {"scoreType": "score type", "scoreThreshold": "number"},
    "AttributeScores": {"summaryScore": "Score", "spanScores": "list SpanScore"},
    "Context": {"entries": "list TextEntry", "articleAndParentComment": "ArticleAndParentComment"},
    "Score": {"value": "number", "type": "score type"},
    "SpanScore": {"begin": "integer", "end": "integer", "score": "Score"},
    "TextEntry": {"text": "string", "type": "text type"},
}
"""Every message with its fields: a plain type, another message, ``list`` of one or ``map`` to one."""

_PLAIN: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "number": {"type": "number", "format": "float"},
    "integer": {"type": "integer", "format": "int32"},
    "score type": {"type": "string", "enum": list(_SCORE_TYPES)},
    "text type": {"type": "string", "enum": list(_TEXT_TYPES)},
}
_PARAMETERS = {
    "key": "The key that the operator of this server made for you.",
    "alt": "The form of answers; only json.",
    "fields": "Not heeded: answers always come whole.",
    "prettyPrint": "Not heeded.",
    "quotaUser": "Not heeded: quotas are kept by key.",
    "callback": "Not heeded.",
    "access_token": "Not heeded: a key is needed.",
    "oauth_token": "Not heeded: a key is needed.",
    "uploadType": "Not heeded.",
    "upload_protocol": "Not heeded.",
    "$.xgafv": "Not heeded.",
}


def get_discovery(request: Asked) -> Response[bytes]:
    """Describe the stand-in for Perspective to Google's client libraries."""
    document = _document(house_of(request).settings.base_url)
    return Response(
        document, media_type="application/json", headers={"Cache-Control": "public, max-age=3600"}
    )


def is_discovery(path: str) -> bool:
    """Say whether a path is that of the description."""
    return path.startswith(("/$discovery/", "/discovery/"))


@cache
def _document(base_url: str) -> bytes:
    return msgspec.json.encode(
        {
            "kind": "discovery#restDescription",
            "discoveryVersion": "v1",
            "id": "commentanalyzer:v1alpha1",
            "name": "commentanalyzer",
            "canonicalName": "Comment Analyzer",
            "version": "v1alpha1",
            "revision": "20261123",
            "title": "Civil Tongue in the place of the Perspective Comment Analyzer API",
            "description": "Scores comments under Perspective's attributes, and keeps suggested scores.",
            "ownerDomain": base_url.partition("//")[2],
            "protocol": "rest",
            "rootUrl": f"{base_url}/",
            "baseUrl": f"{base_url}/",
            "basePath": "",
            "servicePath": "",
            "batchPath": BATCH.removeprefix("/"),
            "parameters": {
                name: {"type": "string", "location": "query", "description": told}
                for name, told in _PARAMETERS.items()
            },
            "schemas": {
                name: {
                    "id": name,
                    "type": "object",
                    "properties": {field: _field(kind) for field, kind in fields.items()},
                }
                for name, fields in _SCHEMAS.items()
            },
            "resources": {
                "comments": {
                    "methods": {
                        "analyze": _method("analyze", "AnalyzeComment", "Scores a text."),
                        "suggestscore": _method(
                            "suggestscore", "SuggestCommentScore", "Takes scores that a text should have had."
                        ),
                    }
                }
            },
        }
    )


def _method(name: str, messages: str, description: str) -> dict[str, Any]:
    return {
        "id": f"commentanalyzer.comments.{name}",
        "path": f"v1alpha1/comments:{name}",
        "flatPath": f"v1alpha1/comments:{name}",
        "httpMethod": "POST",
        "description": description,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{messages}Request"},
        "response": {"$ref": f"{messages}Response"},
    }


def _field(kind: str) -> dict[str, Any]:
    shape, _, of = kind.partition(" ")
    if shape == "list":
        return {"type": "array", "items": _field(of)}
    if shape == "map":
        return {"type": "object", "additionalProperties": _field(of)}
    return _PLAIN.get(kind) or {"$ref": kind}
