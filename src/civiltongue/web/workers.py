"""Handlers are plain functions; each call runs in a thread, so that the event loop never waits."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_thread(
    handler: Callable[Parameters, Result], *, limiter: CapacityLimiter | None = None
) -> Callable[Parameters, Awaitable[Result]]:
    """Return the handler as a coroutine function of the same signature.

    ``limiter`` says how many threads work for all handlers that share it; others wait, and no
    thread waits with them.
    """

    @wraps(handler)
    async def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        return await run_sync(partial(handler, *args, **kwargs), limiter=limiter)

    return run
