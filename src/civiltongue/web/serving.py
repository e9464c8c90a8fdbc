"""Answering from ready bytes inside the application, for the requests that have none yet."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from litestar import Response

from civiltongue.errors import OriginRefused
from civiltongue.web.ready import Built, ReadyBytes, answer_for
from civiltongue.web.sessions import Asked

_OF_A_PERSON = (b"authorization", b"cookie")
"""Whoever asks gets what everybody gets: a handler that makes it for one person does not come here."""


def ready_of(request: Asked) -> ReadyBytes:
    """Return the application's ready bytes."""
    ready = request.app.state.ready
    assert isinstance(ready, ReadyBytes)
    return ready


def serve(
    request: Asked, build: Callable[[], Built], *, known: frozenset[str], keep: Callable[[Built], bool]
) -> Response[bytes]:
    """Make an answer, keep it for the next reader where that is safe, and send it.

    ``known`` names the parameters that the answer depends on; a request with others is not kept,
    so that nobody fills the memory with copies.
    """
    query = request.scope["query_string"]
    asked = {name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}
    entry = ready_of(request).make(
        request.scope["path"], query, build, keep=lambda built: asked <= known and keep(built)
    )
    answer = answer_for(entry, [(n, v) for n, v in request.scope["headers"] if n not in _OF_A_PERSON])
    if answer is None:
        raise OriginRefused("Pages of this origin may not read this.", where="Origin")
    status, headers, body = answer
    return Response(
        body,
        status_code=status,
        media_type=entry_media_type(headers),
        headers={n.decode(): v.decode("latin-1") for n, v in headers if n != b"content-type"},
    )


def entry_media_type(headers: list[tuple[bytes, bytes]]) -> str:
    """Return the media type among header pairs."""
    return next(value.decode() for name, value in headers if name == b"content-type")
