"""One thread that writes to SQLite and commits what waits together (group commit)."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from civiltongue.errors import Unavailable

Result = TypeVar("Result")
Work = Callable[[Connection], Any]

MOST_IN_ONE_COMMIT = 64
"""How many works share one commit at the most, so that the first does not wait for long."""


class GroupCommitWriter:
    """Run works one after the other, each in a savepoint, and acknowledge them after the commit.

    One fsync then serves every work that waited. A work that raises is undone alone.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[tuple[Work, Future[Any]] | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Return the work's result once it is durable; raises what the work raised."""
        future: Future[Result] = Future()
        with self._lock:
            if self._closed:
                raise Unavailable("The database is closed.")
            if self._thread is None:
                self._thread = Thread(target=self._run, name="civiltongue-writer", daemon=True)
                self._thread.start()
            self._waiting.put((work, future))
        return future.result()

    def close(self) -> None:
        """Finish what waits, then end the thread and close the connection."""
        with self._lock:
            self._closed = True
            thread = self._thread
            if thread is not None:
                self._waiting.put(None)
        if thread is not None:
            thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        last = False
        while not last:
            batch: list[tuple[Work, Future[Any]]] = []
            item = self._waiting.get()
            while item is not None and len(batch) < MOST_IN_ONE_COMMIT - 1:
                batch.append(item)
                try:
                    item = self._waiting.get_nowait()
                except Empty:
                    break
            else:
                if item is None:
                    last = True
                else:
                    batch.append(item)
            if batch:
                self._commit(batch)

    def _commit(self, batch: list[tuple[Work, Future[Any]]]) -> None:
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._engine.begin() as connection:
                for work, future in batch:
                    try:
                        with connection.begin_nested():
                            outcomes.append((future, work(connection), None))
                    except Exception as error:
                        outcomes.append((future, None, error))
        except Exception as error:
            refusal: BaseException = error
            if isinstance(error, OperationalError):
                refusal = Unavailable(
                    "The database could not be written to.", hint="Run `civiltongue doctor`."
                )
                refusal.__cause__ = error
            for _, future in batch:
                future.set_exception(refusal)
            return
        for future, result, fault in outcomes:
            if fault is None:
                future.set_result(result)
            else:
                future.set_exception(fault)
