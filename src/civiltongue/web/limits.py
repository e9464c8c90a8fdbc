"""Limits on what a request may send, enforced before anything reads it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import msgspec

from civiltongue.errors import BadInput, CivilTongueError, TextTooLarge
from civiltongue.web.errors import answer, shaped
from civiltongue.web.perspective.errors import is_perspective

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 64 * 1024
"""How long the body of a request may be."""
MOST_BYTES_TO_SCORE = 1024 * 1024
"""How long it may be where Perspective's clients ask: they send what a comment answers to as well."""
MOST_BYTES_OF_RULES = 2 * 1024 * 1024
"""How long it may be where the desk sends drafts of house rules."""
READ_SECONDS = 10.0
"""How long a client may take to send its body."""

_RULES = re.compile(r"/desk/[^/]+/policy/")


class Limits:
    """Read a body whole, within its limits, before the application sees the request."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._application(scope, receive, send)
            return
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await _read(scope, receive)
        except TimeoutError:
            slow = BadInput("The body came too slowly.", hint="Send it at once.")
            await refuse(send, slow, status=408, path=scope["path"])
            return
        except TextTooLarge as error:
            await refuse(send, error, path=scope["path"])
            return
        if body is None:
            return

        async def replay() -> Message:
            nonlocal body
            if body is None:
                return await receive()
            whole, body = body, None
            return {"type": "http.request", "body": whole, "more_body": False}

        await self._application(scope, replay, send)


async def refuse(send: Send, error: CivilTongueError, *, status: int | None = None, path: str = "") -> None:
    """Answer an error from in front of the application, in the shape that the path's clients know."""
    own_status, headers, body = answer(error)
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    pairs.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status or own_status, "headers": pairs})
    shape = shaped(path, status or own_status, body)
    await send({"type": "http.response.body", "body": msgspec.json.encode(shape)})


async def _read(scope: Scope, receive: Receive) -> bytes | None:
    """Return the body, None where the client has gone; raises TextTooLarge."""
    most = MOST_BYTES_TO_SCORE if is_perspective(scope["path"]) else MOST_BYTES
    if _RULES.match(scope["path"]):
        most = MOST_BYTES_OF_RULES
    refusal = TextTooLarge(f"A request has at most {most // 1024} kB.", hint="Shorten it.")
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value) > most):
            raise refusal
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise refusal
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
