"""What clients of Perspective send, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from civiltongue.detectors.perspective import attribute_named
from civiltongue.web.perspective import errors
from civiltongue.web.perspective.wire import Message, read_json

MOST_BYTES = 20_480
"""How many bytes of UTF-8 a text may have."""
_SCORE_TYPES = frozenset({"", "PROBABILITY", "SCORE_TYPE_UNSPECIFIED"})
_CONTEXT = ("entries", "articleAndParentComment")
_TEXT = ("text", "type")
_SCORES = ("summaryScore", "spanScores")
_SCORE = ("value", "type")


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """A text to score. ``attributes`` are the names asked for, each with its threshold or None."""

    text: str
    attributes: Mapping[str, float | None]
    languages: tuple[str, ...]
    spans: bool
    drops_unsupported: bool
    client_token: str


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Scores that a text should have had, by attribute."""

    text: str
    scores: Mapping[str, float]
    languages: tuple[str, ...]
    community: str
    client_token: str


def read_analyze(body: bytes) -> AnalyzeRequest:
    """Read a request for scores; raises Refusal, for the first thing that is wrong with it."""
    sent = Message(
        read_json(body),
        (
            "comment",
            "context",
            "requestedAttributes",
            "languages",
            "doNotStore",
            "clientToken",
            "sessionId",
            "communityId",
            "spanAnnotations",
            "dropUnsupportedAttributes",
        ),
    )
    _check_context(sent)
    sent.boolean("doNotStore")
    sent.text("sessionId")
    sent.text("communityId")
    text = _comment(sent)
    attributes = sent.mapping("requestedAttributes", _parameters)
    if not attributes:
        raise errors.no_attributes()
    for name, (score_type, _) in attributes.items():
        if attribute_named(name) is None:
            raise errors.unknown_attribute(name[:100])
        if score_type not in _SCORE_TYPES:
            raise errors.invalid(
                f"Requested score type {score_type[:100]} is not supported by attribute {name}"
            )
    return AnalyzeRequest(
        text=text,
        attributes={name: threshold for name, (_, threshold) in attributes.items()},
        languages=sent.texts("languages"),
        spans=sent.boolean("spanAnnotations"),
        drops_unsupported=sent.boolean("dropUnsupportedAttributes"),
        client_token=sent.text("clientToken"),
    )


def read_suggest(body: bytes) -> SuggestRequest:
    """Read suggested scores; raises Refusal, for the first thing that is wrong with them."""
    sent = Message(
        read_json(body),
        (
            "comment",
            "context",
            "attributeScores",
            "languages",
            "communityId",
            "clientToken",
            "sessionId",
            "doNotStore",
        ),
    )
    _check_context(sent)
    sent.boolean("doNotStore")
    sent.text("sessionId")
    text = _comment(sent)
    scores = sent.mapping("attributeScores", _suggested)
    if not scores:
        raise errors.invalid("Missing attribute_scores")
    for name in scores:
        if attribute_named(name) is None:
            raise errors.unknown_attribute(name[:100])
    return SuggestRequest(
        text=text,
        scores=scores,
        languages=sent.texts("languages"),
        community=sent.text("communityId"),
        client_token=sent.text("clientToken"),
    )


def _comment(sent: Message) -> str:
    comment = sent.message("comment", *_TEXT)
    text, kind = comment.text("text"), comment.text("type")
    if kind == "HTML":
        raise errors.invalid("Currently, only 'PLAIN_TEXT' comments are supported")
    if kind not in {"", "PLAIN_TEXT", "TEXT_TYPE_UNSPECIFIED"}:
        raise errors.invalid("Unknown text type")
    if not text.strip():
        raise errors.comment_empty()
    if len(text.encode()) > MOST_BYTES:
        raise errors.comment_too_long()
    return text


def _check_context(sent: Message) -> None:
    """Check the context's form; what stands in it counts for nothing, as with Perspective."""
    context = sent.message("context", *_CONTEXT)
    if all(context.has(name) for name in _CONTEXT):
        raise errors.invalid("Only one of entries and article_and_parent_comment may be set in context.")
    above = context.message("articleAndParentComment", "article", "parentComment")
    entries = context.messages("entries", *_TEXT)
    for entry in (*entries, above.message("article", *_TEXT), above.message("parentComment", *_TEXT)):
        entry.text("text")
        entry.text("type")


def _parameters(node: Any, path: str) -> tuple[str, float | None]:
    sent = Message(node, ("scoreType", "scoreThreshold"), path=path)
    return sent.text("scoreType"), sent.number("scoreThreshold")


def _suggested(node: Any, path: str) -> float:
    """Return a suggested score: the comment's, or else the highest of a part of it."""
    sent = Message(node, _SCORES, path=path)
    parts = sent.messages("spanScores", "begin", "end", "score")
    for part in parts:
        part.number("begin")
        part.number("end")
    if sent.has("summaryScore"):
        return _value(sent.message("summaryScore", *_SCORE), path)
    if parts:
        return max(_value(part.message("score", *_SCORE), path) for part in parts)
    raise errors.invalid(f"Missing score at '{path}'")


def _value(score: Message, path: str) -> float:
    value, kind = score.number("value"), score.text("type")
    if kind not in _SCORE_TYPES:
        raise errors.invalid(f"Score type {kind[:100]} is not supported at '{path}'")
    # A zero may be left out on the wire.
    value = 0.0 if value is None else value
    if not 0.0 <= value <= 1.0:
        raise errors.invalid(f"A score is from 0 to 1 at '{path}'")
    return value
