"""What a test's own database is asked, statement by statement; others in the same process are not heard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from civiltongue.storage.database import Connection
from tests.houses import Setting

Note = Callable[[Connection, str, Any], None]
"""Told the connection, the statement and its parameters, after it was carried out."""


@contextmanager
def heard(setting: Setting, note: Note) -> Iterator[None]:
    """Tell of every statement that the setting's database is asked in a block."""
    own = setting.house.database.engine.url.database

    def listen(
        connection: Connection, _cursor: object, statement: str, parameters: Any, _context: Any, _many: bool
    ) -> None:
        if connection.engine.url.database == own:
            note(connection, statement, parameters)

    event.listen(Engine, "after_cursor_execute", listen)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", listen)


def plan_of(connection: Connection, statement: str, parameters: Any) -> list[str]:
    """Return how SQLite carries a statement out, step by step."""
    driver: Any = connection.connection.dbapi_connection
    return [detail for *_, detail in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
