"""Writing SQLite's file anew, so that nothing of what was deleted is left in it."""

import sqlite3
from contextlib import closing

from sqlalchemy.engine import make_url

from civiltongue.errors import Unavailable


def write_anew(url: str, *, patience: float) -> bool:
    """Rebuild the file without its unused parts, then empty its write-ahead log.

    ``secure_delete`` overwrites what is deleted, but leaves copies behind where a page was split or
    merged before; only rebuilding is thorough (https://sqlite.org/lang_vacuum.html). Returns False
    where a reader kept the log from being emptied for as long as ``patience``, in seconds. Raises
    Unavailable where the disk is full or another process writes for longer.
    """
    file = make_url(url).database or ""
    try:
        with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as connection:
            _merge_index(connection)
            connection.execute("VACUUM")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise Unavailable(
            f"The database file cannot be written anew ({error}).",
            where="database",
            hint="It needs as much free space as the file has. It is tried again later.",
        ) from error
    return not busy


def _merge_index(connection: sqlite3.Connection) -> None:
    """Rid the full-text index of the words that it only marks as deleted (https://sqlite.org/fts5.html)."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'searched'"
    if connection.execute(known).fetchone():
        connection.execute("INSERT INTO searched(searched) VALUES ('optimize')")
