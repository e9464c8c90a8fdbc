"""The database: consistent reads, and writes that are durable together or not at all."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import QueuePool

from civiltongue.errors import SetupInvalid, Unavailable
from civiltongue.storage.duplicate import as_duplicate
from civiltongue.storage.writer import GroupCommitWriter

__all__ = ["Connection", "Database"]

Result = TypeVar("Result")
_ATTEMPTS = 4


class Database:
    """Read on pooled connections; write through one writer (SQLite) or transactions (PostgreSQL).

    ``url`` is ``sqlite:///path`` or ``postgresql://…``.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite:")
        self._reader = _open_engine(url)
        self._writer: GroupCommitWriter | None = None
        if self.is_sqlite:
            self._writer = GroupCommitWriter(_open_engine(url, begin="BEGIN IMMEDIATE"))

    @property
    def engine(self) -> Engine:
        """Return the engine for migrations and for looking things up in bulk."""
        return self._reader

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a consistent snapshot for reading; raises Unavailable where the database does not answer."""
        try:
            with self._reader.connect() as connection, connection.begin():
                yield connection
        except OperationalError as error:
            raise Unavailable("The database does not answer.", hint="Run `civiltongue doctor`.") from error

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run work in one transaction and return its result once it is durable.

        The work may run more than once when the database asks for it, so it must have no
        other effects. An exception from the work undoes all of it and reaches the caller;
        where a unique index refused a row, that is :class:`Duplicate`.
        """
        try:
            if self._writer is not None:
                return self._writer.write(work)
            return self._write_in_transaction(work)
        except IntegrityError as error:
            raise as_duplicate(error) or error from error

    def close(self) -> None:
        """Finish the writes that wait and close every connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader.dispose()

    def _write_in_transaction(self, work: Callable[[Connection], Result]) -> Result:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self._reader.begin() as connection:
                    return work(connection)
            except IntegrityError:
                raise
            except DBAPIError as error:
                state = getattr(error.orig, "sqlstate", None)
                if state in {"40001", "40P01"} and attempt < _ATTEMPTS:
                    continue
                if error.connection_invalidated or isinstance(error, OperationalError):
                    raise Unavailable(
                        "The database does not answer.", hint="Run `civiltongue doctor`."
                    ) from error
                raise
        raise AssertionError("unreachable")


def _open_engine(url: str, *, begin: str = "BEGIN") -> Engine:
    if url.startswith("sqlite:"):
        return _open_sqlite(url, begin)
    if url.startswith("postgresql"):
        psycopg_url = re.sub(r"^postgresql(\+\w+)?:", "postgresql+psycopg:", url)
        return create_engine(psycopg_url, pool_size=20, max_overflow=20, pool_pre_ping=True)
    raise SetupInvalid(
        f"The database URL {url.partition(':')[0]!r} is of no kind that is known.",
        where="database",
        hint="Give sqlite:///path/to/file.sqlite or postgresql://name@host/database.",
    )


def _open_sqlite(url: str, begin: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=48,
        connect_args={"check_same_thread": False, "timeout": 5.0},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
