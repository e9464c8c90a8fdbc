"""Threads that begin at the same moment, and waiting for a condition."""

from collections.abc import Callable
from threading import Barrier, Event, Thread
from typing import Any


def race(*contestants: Callable[[], Any]) -> list[Any]:
    """Start all at once; return each one's result, or the exception that it raised, in their order."""
    outcomes: list[Any] = [None] * len(contestants)
    start = Barrier(len(contestants))

    def run(place: int) -> None:
        start.wait()
        try:
            outcomes[place] = contestants[place]()
        except Exception as error:
            outcomes[place] = error

    threads = [Thread(target=run, args=[place]) for place in range(len(contestants))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def wait_until(condition: Callable[[], bool]) -> None:
    """Return once the condition holds; the test's time-out ends what never comes."""
    pause = Event()
    while not condition():
        pause.wait(0.002)
