"""What the storage tests share: a database of each kind, and a watch over every statement."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.sql.selectable import Select, Subquery
from sqlalchemy.sql.util import find_tables

from civiltongue.domain.thread import Author, Site, Thread
from civiltongue.storage import schema
from civiltongue.storage.database import Database
from tests.storage.making import a_site, a_thread, an_author

LOOK_UPS = {
    "api_keys.key_hash = ? AND api_keys.revoked_at IS NULL",
    "moderators.key_hash = ? AND moderators.revoked_at IS NULL",
    "sessions.token_hash = ?",
    "links.token_hash = ?",
    "handovers.id = ?",
    "comments.id = ?",
    "origins.origin = ?",
    "sites.id = ?",
    "sites.key_hash = ?",
    "sites.name = ?",
    "outbox.sent_at IS NULL AND outbox.not_before <= ?",
}
"""Conditions that find out which site it is about, and the outbox, which serves all sites."""


@pytest.fixture(autouse=True)
def every_statement_names_its_site() -> Iterator[None]:
    """Refuse a statement of the stores that neither names its site nor is one of the look-ups."""

    def watch(_connection: Any, statement: Any, *_rest: Any) -> None:
        if isinstance(statement, Select | Update | Delete):
            found = find_tables(statement, check_columns=True, include_crud=True)
            tables = {table.name for table in found if table is not None} & schema.metadata.tables.keys()
            condition = re.sub(r":\w+", "?", " AND ".join(_conditions(statement)))
            assert tables <= {"sites"} or condition in LOOK_UPS or (".site_id = " in condition), (
                f"a statement without its site: {statement}"
            )

    event.listen(Engine, "before_execute", watch)
    yield
    event.remove(Engine, "before_execute", watch)


def _conditions(statement: Any) -> Iterator[str]:
    """Yield a statement's own condition, and those of what it selects from."""
    yield str(statement.whereclause)
    for source in getattr(statement, "get_final_froms", list)():
        if isinstance(source, Subquery):
            yield from _conditions(source.element)


@pytest.fixture
def database(any_database: Database) -> Database:
    """Give an open database, once of each kind."""
    return any_database


@pytest.fixture
def site(database: Database) -> Site:
    return a_site(database, origins=("https://lantern.example",))


@pytest.fixture
def other_site(database: Database) -> Site:
    return a_site(database)


@pytest.fixture
def thread(database: Database, site: Site) -> Thread:
    return a_thread(database, site)


@pytest.fixture
def author(database: Database, site: Site) -> Author:
    return an_author(database, site)


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Name the file of the database where a test is about SQLite alone."""
    return tmp_path / "house.sqlite"


@pytest.fixture
def sqlite_url(sqlite_file: Path, migrated_sqlite: Path) -> str:
    """Give the URL of a SQLite database with the schema in force."""
    sqlite_file.write_bytes(migrated_sqlite.read_bytes())
    return f"sqlite:///{sqlite_file}"


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()
