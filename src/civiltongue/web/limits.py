"""Limits on what a request may send, enforced before anything reads it."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import msgspec

from civiltongue.errors import BadInput, CivilTongueError, TextTooLarge
from civiltongue.web.errors import answer

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 64 * 1024
"""How long the body of a request may be."""
READ_SECONDS = 10.0
"""How long a client may take to send its body."""


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
            await refuse(send, BadInput("The body came too slowly.", hint="Send it at once."), status=408)
            return
        except TextTooLarge as error:
            await refuse(send, error)
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


async def refuse(send: Send, error: CivilTongueError, *, status: int | None = None) -> None:
    """Answer an error from in front of the application."""
    own_status, headers, body = answer(error)
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    pairs.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status or own_status, "headers": pairs})
    await send({"type": "http.response.body", "body": msgspec.json.encode(body)})


async def _read(scope: Scope, receive: Receive) -> bytes | None:
    """Return the body, None where the client has gone; raises TextTooLarge."""
    refusal = TextTooLarge(f"A request has at most {MOST_BYTES // 1024} kB.", hint="Shorten it.")
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or int(value) > MOST_BYTES):
            raise refusal
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            raise refusal
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
