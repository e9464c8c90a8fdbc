"""Inserting a row where there is none yet, without a refusal where somebody else was first."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from civiltongue.storage.database import Connection


def insert_unless_present(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert the row; returns False where a unique index holds such a row already.

    A row that another transaction is just inserting is waited for.
    """
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return connection.execute(insert(table).values(**values).on_conflict_do_nothing()).rowcount == 1
