"""The one mapping from our errors to HTTP, and the one shape of an error."""

import logging
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.response import Redirect

from civiltongue import errors
from civiltongue.errors import CivilTongueError
from civiltongue.web.perspective.errors import error_body, is_perspective
from civiltongue.web.refusals import log_refusal
from civiltongue.web.rendering import HEADERS, render_page

STATUS: dict[type[CivilTongueError], int] = {
    errors.BadInput: 400,
    errors.TextEmpty: 400,
    errors.TextTooLarge: 413,
    errors.UnreadableText: 400,
    errors.ConsentMissing: 409,
    errors.PolicyInvalid: 422,
    errors.ArchiveInvalid: 422,
    errors.NotSignedIn: 401,
    errors.NotPermitted: 403,
    errors.OriginRefused: 403,
    errors.AuthorSuspended: 403,
    errors.WarningUnread: 403,
    errors.TokenInvalid: 410,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.NameTaken: 409,
    errors.ThreadClosed: 409,
    errors.EditWindowOver: 409,
    errors.IdempotencyReused: 422,
    errors.TooManyRequests: 429,
    errors.SetupInvalid: 500,
    errors.Unavailable: 503,
}
"""The status of every error; a class without a line here has its parent's."""

DESK = "/desk/"
"""What the paths of the moderators' desk begin with."""
_LOG = logging.getLogger("civiltongue.web")
_CODES = {
    400: "bad-input",
    401: "not-signed-in",
    403: "not-permitted",
    404: "not-found",
    405: "not-permitted",
}


class ErrorBody(msgspec.Struct):
    """What, where, and what to do."""

    code: str
    message: str
    where: str = ""
    hint: str = ""


class ErrorAnswer(msgspec.Struct):
    """The one shape of an error."""

    error: ErrorBody


def status_of(error: CivilTongueError) -> int:
    """Return the HTTP status of an error."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 500


def answer(error: CivilTongueError) -> tuple[int, dict[str, str], ErrorAnswer]:
    """Return status, headers and body for an error."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, errors.TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    elif isinstance(error, errors.Unavailable):
        headers["Retry-After"] = "5"
    elif isinstance(error, errors.NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    body = ErrorAnswer(ErrorBody(error.code, error.message, error.where, error.hint))
    return status_of(error), headers, body


def handle_ours(request: Request[Any, Any, Any], error: CivilTongueError) -> Response[Any]:
    """Answer one of our errors."""
    status, headers, body = answer(error)
    if isinstance(error, errors.NotSignedIn) and _can_sign_in(request):
        path = quote(f"{request.url.path}?{request.url.query}".rstrip("?"))
        return Redirect(f"{DESK}sign-in?next={path}", status_code=303, headers={"Cache-Control": "no-store"})
    if status >= 500:
        _LOG.error("%s: %s", error.code, error)
    log_refusal(request, error)
    return _response(request, status, headers, body)


def _can_sign_in(request: Request[Any, Any, Any]) -> bool:
    """Say whether a person opened a page of the desk, who can be led to signing in."""
    wants_page = "text/html" in request.headers.get("accept", "")
    return request.method == "GET" and request.url.path.startswith(DESK) and wants_page


def _response(
    request: Request[Any, Any, Any], status: int, headers: dict[str, str], body: ErrorAnswer
) -> Response[Any]:
    """Answer a person on our pages with a page, and everybody else with JSON."""
    if is_perspective(request.url.path):
        shape = shaped(request.url.path, status, body)
        return Response(shape, status_code=status, headers=headers, media_type="application/json")
    if not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        page = render_page("error.html", error=body.error)
        return Response(page, status_code=status, headers={**headers, **HEADERS}, media_type="text/html")
    return Response(body, status_code=status, headers=headers, media_type="application/json")


def shaped(path: str, status: int, body: ErrorAnswer) -> ErrorAnswer | dict[str, Any]:
    """Return an error in the shape that the path's clients know: ours, or Google's."""
    if not is_perspective(path):
        return body
    error = body.error
    return error_body(status, " ".join(part for part in (error.message, error.hint) if part))


def handle_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Answer what the framework refused, in our shape."""
    status = error.status_code
    detail = error.detail or "The request cannot be read."
    where = ""
    if isinstance(error, ValidationException) and isinstance(error.extra, list) and error.extra:
        first = error.extra[0]
        if isinstance(first, dict):
            where, detail = str(first.get("key", "")), str(first.get("message", detail))
    code = _CODES.get(status, "bad-input" if status < 500 else "unavailable")
    body = ErrorAnswer(ErrorBody(code, detail, where))
    headers = {"Cache-Control": "no-store", **(error.headers or {})}
    return _response(request, status, headers, body)


def handle_no_text(request: Request[Any, Any, Any], _: UnicodeError) -> Response[Any]:
    """Answer bytes that should have been UTF-8."""
    return handle_ours(request, errors.UnreadableText("The request is not UTF-8.", where="body"))


def handle_unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer a defect of ours: logged in full, told in brief."""
    _LOG.exception("%s %s failed", request.method, request.url.path, exc_info=error)
    body = ErrorAnswer(
        ErrorBody("error", "Something went wrong on the server.", "", "Try again; what you wrote is kept.")
    )
    return _response(request, 500, {"Cache-Control": "no-store"}, body)
