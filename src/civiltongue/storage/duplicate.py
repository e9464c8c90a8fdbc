"""The one refusal that operations handle: a unique index has such a row already."""

import re

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from civiltongue.storage.schema import metadata

_SQLITE = re.compile(r"UNIQUE constraint failed: (.+)")


class Duplicate(Exception):
    """Say that a row with these values exists: ``table`` and ``columns`` name the unique index."""

    def __init__(self, table: str, columns: frozenset[str]) -> None:
        super().__init__(f"{table} has such a row already ({', '.join(sorted(columns))})")
        self.table = table
        self.columns = columns


def as_duplicate(error: IntegrityError) -> Duplicate | None:
    """Return what a driver's error says of a unique index, None where it is about something else."""
    match = _SQLITE.search(str(error.orig))
    if match:
        pairs = [column.strip().partition(".") for column in match.group(1).split(",")]
        return Duplicate(pairs[0][0], frozenset(column for _, _, column in pairs))
    diagnostics = getattr(error.orig, "diag", None)
    name = getattr(diagnostics, "constraint_name", None)
    return _named(name) if name and getattr(error.orig, "sqlstate", "") == "23505" else None


def _named(constraint: str) -> Duplicate | None:
    for table in metadata.tables.values():
        for columns in _unique(table):
            prefixes = (f"uq_{table.name}_{'_'.join(columns)}", f"pk_{table.name}")
            primary = list(columns) == [column.name for column in table.primary_key]
            if constraint == prefixes[0] or (primary and constraint == prefixes[1]):
                return Duplicate(table.name, frozenset(columns))
    return None


def _unique(table: Table) -> list[tuple[str, ...]]:
    found = [tuple(column.name for column in table.primary_key)]
    found += [
        tuple(column.name for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return found
