"""What the server's log says of requests that were refused: what, on which route, and never a token or a word."""

import logging
from collections.abc import Mapping
from typing import Any

from litestar import Request

from civiltongue import errors
from civiltongue.errors import CivilTongueError

Asked = Request[Any, Any, Any]
_LOG = logging.getLogger("civiltongue.web")
_TOLD = (errors.NotPermitted, errors.OriginRefused, errors.NotSignedIn)
_ONE_LINE = ("name", "email", "next", "site")
"""Fields of our forms that no browser sends a line break in."""


def log_refusal(request: Asked, error: CivilTongueError) -> None:
    """Write down that a request was refused for who asks, or from where.

    The route stands for the path, in which a token that is valid elsewhere may stand. That somebody
    without any token or cookie is not signed in is no news.
    """
    if isinstance(error, errors.TokenInvalid):
        _LOG.warning("A signed link or token was refused: %s", error.message)
    elif isinstance(error, _TOLD) and not _is_stranger(request, error):
        route = request.scope.get("path_template", "")
        _LOG.warning("Refused: %s (%s) for %s %s", error.code, error.where, request.method, route)


def log_broken_lines(fields: Mapping[str, str]) -> None:
    """Write down that a field of one line held a line break, as whoever forges a mail's headers sends it."""
    for name in _ONE_LINE:
        if "\n" in fields.get(name, "").strip():
            _LOG.warning("Refused: a line break in the field %s", name)


def log_foreign_origin() -> None:
    """Write down that a page of an origin that the site does not list asked for something."""
    _LOG.warning("Refused: a page of an origin that is not the site's")


def log_foreign_path() -> None:
    """Write down that a page was asked to lead to another host, and does not."""
    _LOG.warning("Refused: a page was asked to lead to another host")


def _is_stranger(request: Asked, error: CivilTongueError) -> bool:
    shown = "authorization" in request.headers or "cookie" in request.headers
    return isinstance(error, errors.NotSignedIn) and not shown
