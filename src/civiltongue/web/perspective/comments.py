"""The two methods of Perspective: ``comments:analyze`` and ``comments:suggestscore``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Response
from litestar.params import RawBody

from civiltongue.detectors.perspective import Served, attribute_named
from civiltongue.detectors.perspective_scale import on_their_scale
from civiltongue.operations.score_text import Scored, detect_languages, score_text
from civiltongue.operations.suggest_score import SuggestedScores, suggest_score
from civiltongue.web.perspective import errors
from civiltongue.web.perspective.asking import Call, asking_program, call_of
from civiltongue.web.perspective.errors import Refusal
from civiltongue.web.perspective.requests import AnalyzeRequest, read_analyze, read_suggest
from civiltongue.web.perspective.spans import Utf16
from civiltongue.web.sessions import Asked

_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post_analyze(request: Asked, body: RawBody) -> Response[bytes]:
    """Score a text under the attributes asked for, as Perspective's clients ask; nothing of it is stored."""
    return respond(answer("comments:analyze", call_of(request, body)))


def post_suggestscore(request: Asked, body: RawBody) -> Response[bytes]:
    """Keep what a text's scores should have been, without the text, for thresholds to be set by."""
    return respond(answer("comments:suggestscore", call_of(request, body)))


def answer(method: str, call: Call) -> Answer:
    """Return what a call of a method is answered with, a refusal included."""
    try:
        return Answer(200, {"Cache-Control": "no-store"}, msgspec.json.encode(METHODS[method](call)))
    except Refusal as refusal:
        return refused(refusal)


def refused(refusal: Refusal) -> Answer:
    """Return the answer that a refusal is."""
    headers = {"Cache-Control": "no-store", **refusal.headers}
    return Answer(refusal.status, headers, msgspec.json.encode(refusal.body))


def respond(found: Answer) -> Response[bytes]:
    """Return the response that carries an answer."""
    return Response(
        found.body, status_code=found.status, headers=dict(found.headers), media_type="application/json"
    )


def analyze(call: Call) -> dict[str, Any]:
    """Return the scores that a call asks for; raises Refusal."""
    _, judge = asking_program(call)
    asked = read_analyze(call.body)
    detected = detect_languages(asked.text, policy=judge.policy)
    languages = asked.languages or detected[:1]
    if not languages:
        raise errors.language_not_detected()
    served = _served(asked, languages)
    scores = _scores(asked, served, score_text(asked.text, judge=judge, language=languages[0]))
    more = _without_empty(detectedLanguages=list(detected), clientToken=asked.client_token)
    return {"attributeScores": scores, "languages": list(languages), **more}


def suggest(call: Call) -> dict[str, Any]:
    """Keep the scores that a call suggests; raises Refusal."""
    key, judge = asking_program(call)
    suggested = read_suggest(call.body)
    detected = detect_languages(suggested.text, policy=judge.policy)
    scores = SuggestedScores(
        text=suggested.text,
        scores=suggested.scores,
        language=(*suggested.languages, *detected, "")[0],
        community=suggested.community,
        token=suggested.client_token,
    )
    suggest_score(call.house, key, scores, judge=judge)
    return _without_empty(
        requestedLanguages=list(suggested.languages),
        detectedLanguages=list(detected),
        clientToken=suggested.client_token,
    )


METHODS: Mapping[str, Callable[[Call], dict[str, Any]]] = {
    "comments:analyze": analyze,
    "comments:suggestscore": suggest,
}
"""Each method under the name that its address ends with."""


def _scores(asked: AnalyzeRequest, served: Mapping[str, Served], scored: Scored) -> dict[str, Any]:
    """Return the scores of all attributes, without those below their thresholds."""
    places = Utf16(asked.text)
    found: dict[str, Any] = {}
    for name, source in served.items():
        summary = round(on_their_scale(name, scored.score(source), scored.heard), _DIGITS)
        threshold = asked.attributes[name]
        if threshold is not None and summary < threshold:
            continue
        parts = scored.spans(source) if asked.spans else ()
        spans = [
            _span(*places.span(part.span), min(on_their_scale(name, part.score), summary)) for part in parts
        ]
        # Perspective gave one part for the whole text where it had no finer ones, and clients rely on it.
        found[name] = {
            "spanScores": spans or [_span(0, places.length, summary)],
            "summaryScore": _score(summary),
        }
    return found


def _served(asked: AnalyzeRequest, languages: Sequence[str]) -> dict[str, Served]:
    """Return where each attribute comes from; raises Refusal where one is not served in these languages."""
    primary = {language.partition("-")[0].lower() for language in languages}
    found: dict[str, Served] = {}
    for name in asked.attributes:
        source = attribute_named(name)
        if isinstance(source, Served) and primary <= set(source.languages):
            found[name] = source
        elif not asked.drops_unsupported:
            raise errors.language_not_supported(name, requested=asked.languages, detected=languages)
    return found


def _span(begin: int, end: int, value: float) -> dict[str, Any]:
    return {"begin": begin, "end": end, "score": _score(value)}


def _score(value: float) -> dict[str, Any]:
    return {"value": round(value, _DIGITS), "type": "PROBABILITY"}


def _without_empty(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
