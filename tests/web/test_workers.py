"""Handlers run in threads, as many at once as their limiter says."""

from collections import Counter
from threading import Barrier, Lock

import anyio
from anyio import CapacityLimiter

from civiltongue.web.workers import in_thread


def test_no_more_run_at_once_than_the_limiter_says() -> None:
    together, lock, now = Barrier(2), Lock(), Counter[str]()

    def handler(name: str) -> str:
        """Wait until a second one runs, and note how many do."""
        with lock:
            now["running"] += 1
            now["most"] = max(now["most"], now["running"])
        together.wait(30)
        with lock:
            now["running"] -= 1
        together.wait(30)
        return name

    answers: list[str] = []

    async def ask_all() -> None:
        run = in_thread(handler, limiter=CapacityLimiter(2))

        async def ask(name: str) -> None:
            answers.append(await run(name))

        async with anyio.create_task_group() as tasks:
            for name in "abcdef":
                tasks.start_soon(ask, name)

    anyio.run(ask_all)

    assert sorted(answers) == list("abcdef")
    assert now["most"] == 2


def test_a_handler_keeps_its_name_and_what_it_says_of_itself() -> None:
    def get_nothing() -> None:
        """Return nothing."""

    run = in_thread(get_nothing)

    assert (run.__name__, run.__doc__) == ("get_nothing", "Return nothing.")
