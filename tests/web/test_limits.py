"""Limits on bodies: their size, and how slowly they may come."""

import asyncio
from typing import Any

import pytest

from civiltongue.web import limits
from civiltongue.web.limits import Limits, Message


async def send_to_limits(messages: list[Message], *, headers: list[Any] | None = None) -> list[Message]:
    """Send messages as a body, never ending it after the last, and return the answer."""
    answers: list[Message] = []
    waiting = iter(messages)

    async def application(_scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": message["body"]})

    async def receive() -> Message:
        message = next(waiting, None)
        if message is None:
            await asyncio.Event().wait()
        assert message is not None
        return message

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers or []}
    await Limits(application)(scope, receive, send)
    return answers


def part(body: bytes, *, more: bool) -> Message:
    """Return a part of a body."""
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_comes_whole() -> None:
    answers = asyncio.run(send_to_limits([part(b"one ", more=True), part(b"two", more=False)]))
    assert answers[1]["body"] == b"one two"


def test_a_body_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READ_SECONDS", 0.05)
    answers = asyncio.run(send_to_limits([part(b"one ", more=True)]))
    assert answers[0]["status"] == 408


def test_a_body_over_the_limit_is_refused_by_its_length_alone() -> None:
    headers = [(b"content-length", str(limits.MOST_BYTES + 1).encode())]
    assert asyncio.run(send_to_limits([], headers=headers))[0]["status"] == 413


def test_a_body_of_exactly_the_limit_is_taken() -> None:
    answers = asyncio.run(send_to_limits([part(b"x" * limits.MOST_BYTES, more=False)]))
    assert answers[0]["status"] == 200


def test_a_body_that_lies_about_its_length_is_refused() -> None:
    headers = [(b"content-length", b"10")]
    body = part(b"x" * (limits.MOST_BYTES + 1), more=False)
    assert asyncio.run(send_to_limits([body], headers=headers))[0]["status"] == 413


def test_a_client_that_leaves_is_not_answered() -> None:
    assert asyncio.run(send_to_limits([part(b"x", more=True), {"type": "http.disconnect"}])) == []
