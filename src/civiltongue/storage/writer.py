"""One thread that writes to SQLite and commits what waits together (group commit)."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Lock, Thread, current_thread
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from civiltongue.errors import Unavailable

Result = TypeVar("Result")
Work = Callable[[Connection], Any]
Waiting = tuple[Work, Future[Any]]

MOST_IN_ONE_COMMIT = 64
"""How many works share one commit at the most, so that the first does not wait for long."""


class GroupCommitWriter:
    """Run works one after the other, each in a savepoint, and acknowledge them after the commit.

    One fsync then serves every work that waited. A work that raises is undone alone.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[Waiting | None] = SimpleQueue()
        self._lock = Lock()
        self._turn = Lock()
        self._thread: Thread | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """Return about how many works wait for the next commit."""
        return self._waiting.qsize()

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Return the work's result once it is durable; raises what the work raised.

        Raises Unavailable where nothing could be committed, and RuntimeError inside of a work,
        which would wait for itself.
        """
        if current_thread() is self._thread:
            raise RuntimeError("A work writes on the connection that it is given.")
        future: Future[Result] = Future()
        with self._lock:
            if self._closed:
                raise Unavailable("The database is closed.")
            if self._thread is None:
                self._thread = Thread(target=self._run, name="civiltongue-writer", daemon=True)
                self._thread.start()
            self._waiting.put((work, future))
        return future.result()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Keep what waits from being written while the block lasts."""
        with self._turn:
            yield

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
        """Commit group after group; an empty place in the queue is the last."""
        item = self._waiting.get()
        while item is not None:
            group = [item]
            try:
                item = self._waiting.get_nowait()
                while item is not None and len(group) < MOST_IN_ONE_COMMIT - 1:
                    group.append(item)
                    item = self._waiting.get_nowait()
                if item is not None:
                    group.append(item)
            except Empty:
                pass
            self._commit(group)
            if item is not None:
                item = self._waiting.get()

    def _commit(self, group: list[Waiting]) -> None:
        try:
            with self._turn, self._engine.begin() as connection:
                driver_of(connection).execute("BEGIN IMMEDIATE")
                outcomes = [_run_alone(connection, work) for work, _ in group]
        except BaseException as error:
            for _, future in group:
                future.set_exception(_refusal(error))
            return
        for (_, future), (result, fault) in zip(group, outcomes, strict=True):
            if fault is None:
                future.set_result(result)
            else:
                future.set_exception(fault)


def _run_alone(connection: Connection, work: Work) -> tuple[Any, BaseException | None]:
    """Return the work's result, or what it raised once it is undone.

    Where SQLite gave up the whole transaction, as it may do when the disk is full, the works
    before this one are gone as well and nobody may be told otherwise.
    """
    driver = driver_of(connection)
    driver.execute("SAVEPOINT work")
    try:
        result = work(connection)
    except BaseException as error:
        if not driver.in_transaction:
            raise Unavailable("The database gave up the transaction.") from error
        driver.execute("ROLLBACK TO work")
        driver.execute("RELEASE work")
        return None, error
    driver.execute("RELEASE work")
    return result, None


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection, for statements that say where transactions begin and end."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def _refusal(error: BaseException) -> BaseException:
    """Return what one waiting work is told: an exception of its own, as each thread adds its traceback."""
    if not isinstance(error, DBAPIError | sqlite3.Error | Unavailable):
        return error
    refusal = Unavailable("The database could not be written to.", hint="Run `civiltongue doctor`.")
    refusal.__cause__ = error
    return refusal
