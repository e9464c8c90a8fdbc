"""Ready bytes on both databases: served while they are in force, and never afterwards."""

import asyncio
from typing import Any

from civiltongue.domain.ruling import Verdict
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.web.app import create_app
from tests.houses import Setting


class Asking:
    """Ask an application as a server would, between its start and its end."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._steps: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        self._done: asyncio.Queue[str] = asyncio.Queue()

    async def __aenter__(self) -> "Asking":
        async def send(message: dict[str, Any]) -> None:
            await self._done.put(message["type"])

        scope = {"type": "lifespan", "asgi": {"version": "3.0"}}
        self._running = asyncio.create_task(self._application(scope, self._steps.get, send))
        await self._step("startup")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._step("shutdown")
        await self._running

    async def _step(self, name: str) -> None:
        await self._steps.put({"type": f"lifespan.{name}"})
        assert await self._done.get() == f"lifespan.{name}.complete"

    async def get(self, path: str, query: str) -> tuple[int, bytes]:
        """Return status and body."""
        answers: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            answers.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [],
            "http_version": "1.1",
            "scheme": "http",
            "server": ("127.0.0.1", 1),
            "client": ("127.0.0.1", 2),
            "root_path": "",
        }
        await self._application(scope, receive, send)
        return answers[0]["status"], b"".join(answer.get("body", b"") for answer in answers[1:])


def test_a_page_from_ready_bytes_is_never_older_than_the_last_write(setting: Setting) -> None:
    outcome = setting.submit()
    assert outcome.comment is not None
    comment = outcome.comment.id
    place = (f"/api/v1/sites/{setting.site.name}/thread", "id=harbour-lamps")

    async def read_decide_read() -> tuple[tuple[int, bytes], ...]:
        async with Asking(create_app(setting.house)) as asking:
            first, again = await asking.get(*place), await asking.get(*place)
            review = Review(comment, Verdict.HOLD, "operator")
            await asyncio.to_thread(review_comment, setting.house, setting.site, review)
            return first, again, await asking.get(*place)

    first, again, after = asyncio.run(read_decide_read())
    assert first == again
    assert b"publish the survey" in again[1]
    assert after[0] == 200
    assert b"publish the survey" not in after[1]
