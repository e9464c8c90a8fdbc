"""The database: consistent reads, and writes that are durable together or not at all."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.pool import QueuePool

from civiltongue.errors import SetupInvalid, Unavailable
from civiltongue.storage.clearing import write_anew
from civiltongue.storage.duplicate import as_duplicate
from civiltongue.storage.writer import GroupCommitWriter, driver_of

__all__ = ["Connection", "Database"]

Result = TypeVar("Result")
_ATTEMPTS = 4
_NO_ANSWER = (OperationalError, InterfaceError, NoneFree, sqlite3.OperationalError)


class Database:
    """Read on pooled connections; write through one writer (SQLite) or transactions (PostgreSQL).

    ``url`` is ``sqlite:///path`` or ``postgresql://…``. ``patience`` is for how many seconds
    SQLite waits while another process writes.
    """

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite:")
        self._closed = False
        self._writer: GroupCommitWriter | None = None
        self._patience = patience
        if self.is_sqlite:
            self._engine = self._reader = _open_sqlite(url, patience, for_writing=False)
            self._writer = GroupCommitWriter(_open_sqlite(url, patience, for_writing=True))
        else:
            self._engine = _open_postgresql(url)
            self._reader = self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @property
    def engine(self) -> Engine:
        """Return the engine, for looking things up in bulk."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a consistent snapshot, which cannot be written to.

        Raises Unavailable where the database does not answer.
        """
        if self._closed:
            raise Unavailable("The database is closed.")
        try:
            with self._reader.connect() as connection, connection.begin():
                if self.is_sqlite:
                    driver_of(connection).execute("BEGIN")
                yield connection
        except _NO_ANSWER as error:
            raise _unavailable() from error

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run work in one transaction and return its result once it is durable.

        The work may run more than once when the database asks for it, so it must have no
        other effects. An exception from the work undoes all of it and reaches the caller;
        where a unique index refused a row, that is :class:`Duplicate`.
        """
        if self._closed:
            raise Unavailable("The database is closed.")
        try:
            if self._writer is not None:
                return self._writer.write(work)
            return self._write_in_transaction(work)
        except IntegrityError as error:
            duplicate = as_duplicate(error)
            if duplicate is None:
                raise
            raise duplicate from error

    def clear_deleted(self) -> bool:
        """Write the database's files anew, so that nothing of what was deleted is left in them.

        Writers wait meanwhile, readers do not. Returns False where SQLite's write-ahead log could not
        be emptied because somebody reads from it: then it is worth trying again. PostgreSQL marks the
        space as free and forgets the statistics that quote from columns; the server's own log and its
        backups are its operator's.
        """
        if self._writer is not None:
            with self._writer.resting():
                return write_anew(self.url, patience=self._patience)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")
        return True

    def close(self) -> None:
        """Finish the writes that wait and close every connection."""
        self._closed = True
        if self._writer is not None:
            self._writer.close()
        self._engine.dispose()

    def _write_in_transaction(self, work: Callable[[Connection], Result]) -> Result:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except IntegrityError:
                raise
            except (DBAPIError, NoneFree) as error:
                state = getattr(getattr(error, "orig", None), "sqlstate", None)
                if state in {"40001", "40P01"} and attempt < _ATTEMPTS:
                    continue
                if isinstance(error, _NO_ANSWER) or error.connection_invalidated:
                    raise _unavailable() from error
                raise
        raise AssertionError("unreachable")


def _unavailable() -> Unavailable:
    return Unavailable("The database does not answer.", hint="Run `civiltongue doctor`.")


def _open_postgresql(url: str) -> Engine:
    if not url.startswith("postgresql"):
        raise SetupInvalid(
            f"The database URL {url.partition(':')[0]!r} is of no kind that is known.",
            where="database",
            hint="Give sqlite:///path/to/file.sqlite or postgresql://name@host/database.",
        )
    psycopg_url = re.sub(r"^postgresql(\+\w+)?:", "postgresql+psycopg:", url)
    return create_engine(psycopg_url, pool_size=20, max_overflow=20, pool_pre_ping=True)


def _open_sqlite(url: str, patience: float, *, for_writing: bool) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=48,
        connect_args={"check_same_thread": False, "timeout": patience},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        pragmas = ["synchronous=FULL", "foreign_keys=ON"]
        pragmas.append("secure_delete=ON" if for_writing else "query_only=ON")
        try:
            _write_ahead(connection, patience)
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            raise _unavailable() from error
        except sqlite3.DatabaseError as error:
            raise SetupInvalid(f"The file cannot be used ({error}).", where=url) from error

    return engine


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Switch the file to its write-ahead log; SQLite waits for nobody while another process does so too."""
    until = monotonic() + patience
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.02)
