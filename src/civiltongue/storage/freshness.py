"""What ready bytes ask before they are served: which versions are in force."""

import sqlite3
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, NamedTuple, Protocol

import psycopg

from civiltongue.errors import Unavailable
from civiltongue.storage.database import Database

_OF_STORY = """
    SELECT threads.id, threads.version, sites.version FROM sites
    LEFT JOIN threads ON threads.site_id = sites.id AND threads.key = ? WHERE sites.name = ?"""
_OF_THREAD = """
    SELECT threads.id, threads.version, sites.version FROM sites
    LEFT JOIN threads ON threads.site_id = sites.id AND threads.id = ? WHERE sites.name = ?"""


class Versions(NamedTuple):
    """What is in force: without a thread ``thread_id`` is None and ``thread`` is 0."""

    thread_id: str | None
    thread: int
    site: int


class Freshness:
    """Say on bare connections, for any thread, which versions are in force.

    Bytes made between two equal tokens are in force without another question: take the token
    first, then read the versions and make the bytes. What another process commits counts too.
    """

    def __init__(self, database: Database) -> None:
        self._probe: _Probe = _SqliteProbe(database) if database.is_sqlite else _PostgresqlProbe(database)

    def token(self) -> int | None:
        """Return a number that changes with every commit, None where the database has none (PostgreSQL)."""
        return self._probe.token()

    def versions(self, site_name: str, key: str) -> Versions | None:
        """Return what is in force for a story's key; None where there is no such site."""
        return _versions(self._probe.ask(_OF_STORY, key, site_name))

    def thread_versions(self, site_name: str, thread_id: str) -> Versions | None:
        """Return what is in force for a thread's id; None where there is no such site."""
        return _versions(self._probe.ask(_OF_THREAD, thread_id, site_name))

    def close(self) -> None:
        """Close the connections."""
        self._probe.close()


class _Probe(Protocol):
    def token(self) -> int | None: ...

    def ask(self, query: str, *arguments: str) -> tuple[Any, ...] | None: ...

    def close(self) -> None: ...


class _SqliteProbe:
    """One connection behind a lock: an answer takes microseconds, a second connection would cost more."""

    def __init__(self, database: Database) -> None:
        (file,), _ = database.engine.dialect.create_connect_args(database.engine.url)
        self._lock = Lock()
        try:
            self._connection = sqlite3.connect(
                file, timeout=5.0, check_same_thread=False, isolation_level=None
            )
            self._connection.execute("PRAGMA query_only = ON")
        except sqlite3.Error as error:
            raise _unavailable() from error

    def token(self) -> int:
        row = self.ask("PRAGMA data_version")
        assert row is not None
        return int(row[0])

    def ask(self, query: str, *arguments: str) -> tuple[Any, ...] | None:
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._connection.execute(query, arguments).fetchone()
                return row
        except sqlite3.Error as error:
            raise _unavailable() from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class _PostgresqlProbe:
    """As many connections as threads ask at once, kept open and in autocommit: one round trip an answer."""

    def __init__(self, database: Database) -> None:
        _, self._parameters = database.engine.dialect.create_connect_args(database.engine.url)
        self._idle: LifoQueue[psycopg.Connection] = LifoQueue()

    def token(self) -> None:
        return None

    def ask(self, query: str, *arguments: str) -> tuple[Any, ...] | None:
        for last in (False, True):
            try:
                return self._ask(query.replace("?", "%s"), arguments)
            except psycopg.Error as error:
                self.close()
                if last or not isinstance(error, psycopg.OperationalError):
                    raise _unavailable() from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        while (connection := self._take()) is not None:
            connection.close()

    def _ask(self, query: str, arguments: tuple[str, ...]) -> tuple[Any, ...] | None:
        connection = self._take() or psycopg.connect(**self._parameters, autocommit=True)
        try:
            row = connection.execute(query.encode(), arguments).fetchone()
        except psycopg.Error:
            connection.close()
            raise
        self._idle.put(connection)
        return row

    def _take(self) -> psycopg.Connection | None:
        try:
            return self._idle.get_nowait()
        except Empty:
            return None


def _versions(row: tuple[Any, ...] | None) -> Versions | None:
    return None if row is None else Versions(row[0], row[1] or 0, row[2])


def _unavailable() -> Unavailable:
    return Unavailable("The database does not answer.", hint="Run `civiltongue doctor`.")
