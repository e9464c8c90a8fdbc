"""Inserting a row where there is none yet, without a refusal where somebody else was first."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from civiltongue.storage.database import Connection


def insert_unless_present(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert the row; returns False where a unique index holds such a row already.

    A row that another transaction is just inserting is waited for.
    """
    return connection.execute(_statement(connection.dialect.name, table), values).rowcount == 1


@cache
def _statement(dialect: str, table: Table) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()
