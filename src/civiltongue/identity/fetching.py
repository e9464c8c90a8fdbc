"""Asking an issuer's server: over TLS, without redirects, briefly, and only for so much."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from civiltongue.errors import Unavailable

MOST_BYTES = 512 * 1024
_TIMEOUT = httpx.Timeout(5.0)
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def is_safe(url: str) -> bool:
    """Say whether an address may be asked: https, or http on this machine itself."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def fetch_json(url: str, *, bearer: str = "") -> dict[str, Any]:
    """Return the JSON object at an address; raises Unavailable."""
    return _ask("GET", url, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})


def post_form(url: str, fields: Mapping[str, str], *, basic: tuple[str, str] | None = None) -> dict[str, Any]:
    """Send a form, and return the JSON object that answers it; raises Unavailable.

    What the server refuses with a JSON object is returned as well (RFC 6749, section 5.2).
    """
    return _ask("POST", url, fields=fields, basic=basic)


def _ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    basic: tuple[str, str] | None = None,
) -> dict[str, Any]:
    if not is_safe(url):
        raise Unavailable("The provider names an address without TLS.", where=url[:200])
    try:
        with (
            httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream(
                method,
                url,
                data=fields,
                auth=basic,
                headers={"Accept": "application/json", **(headers or {})},
            ) as answer,
        ):
            body = b""
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise Unavailable("The provider's answer is too large.", where=url[:200])
            refused = answer.status_code >= 400 and not (method == "POST" and answer.status_code < 500)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unavailable(
            "The provider does not answer.", where=url[:200], hint="Try again, or sign in another way."
        ) from error
    try:
        found = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Unavailable("The provider's answer cannot be read.", where=url[:200]) from error
    if refused:
        raise Unavailable("The provider refuses to answer.", where=url[:200])
    return found
