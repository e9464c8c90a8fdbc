"""Inserting a row without a refusal where somebody else was first: theirs stays, or ours takes its place."""

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


def insert_in_place(connection: Connection, table: Table, unique: tuple[str, ...], **values: Any) -> None:
    """Insert the row, in the place of the one that has the same values in the unique columns."""
    connection.execute(_replacing(connection.dialect.name, table, unique), values)


@cache
def _replacing(dialect: str, table: Table, unique: tuple[str, ...]) -> Executable:
    insert = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    others = {column.name: insert.excluded[column.name] for column in table.c if column.name not in unique}
    return insert.on_conflict_do_update(index_elements=list(unique), set_=others)


@cache
def _statement(dialect: str, table: Table) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()
