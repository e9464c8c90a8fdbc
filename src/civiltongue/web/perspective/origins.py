"""Which pages may ask for scores in a reader's browser: those of the origins of the key's site."""

from typing import Any

import msgspec
from anyio.to_thread import run_sync

from civiltongue.errors import CivilTongueError
from civiltongue.operations.add_api_key import find_api_key
from civiltongue.operations.house import House
from civiltongue.storage import sites
from civiltongue.web.limits import Application, Message, Receive, Scope, Send, refuse
from civiltongue.web.perspective import errors
from civiltongue.web.perspective.asking import sent_key, service_of
from civiltongue.web.perspective.discovery import is_discovery
from civiltongue.web.perspective.errors import Refusal, is_perspective

_ALLOWED = [
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"content-type, x-goog-api-key, x-goog-api-client"),
    (b"access-control-max-age", b"7200"),
]


class KeyOrigins:
    """Answer preflights, and mark answers as readable by the page that asked, where its origin is listed.

    A request without an ``Origin`` header is no page's and passes; so does the description of the
    interface, which anybody may read.
    """

    def __init__(self, application: Application, house: House) -> None:
        self._application = application
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its headers, or refuse it."""
        if scope["type"] != "http" or not is_perspective(scope["path"]):
            await self._application(scope, receive, send)
            return
        origin = dict(scope["headers"]).get(b"origin")
        if origin is None:
            await self._application(scope, receive, send)
            return
        marks = [
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", b"retry-after"),
            (b"vary", b"Origin"),
        ]
        try:
            await run_sync(self._check, scope, origin.decode("latin-1"))
        except Refusal as refusal:
            await _send(
                send, refusal.status, errors.error_body(refusal.status, refusal.message, refusal.details)
            )
            return
        except CivilTongueError as error:
            await refuse(send, error, path=scope["path"])
            return
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": [*marks, *_ALLOWED]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *marks]}
            await send(message)

        await self._application(scope, receive, marked)

    def _check(self, scope: Scope, origin: str) -> None:
        """Refuse a page of an origin that the key's site does not list; who has no key is refused later."""
        key = sent_key(scope)
        if is_discovery(scope["path"]) or not key or origin == self._house.settings.origin:
            return
        with self._house.database.read() as connection:
            found = find_api_key(self._house, connection, key)
            site = sites.get(connection, found.site_id) if found else None
        if site is not None and origin not in site.origins:
            raise errors.origin_blocked(origin, service_of(self._house))


async def _send(send: Send, status: int, body: dict[str, Any]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(body)})
