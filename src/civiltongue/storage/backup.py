"""Copying a house's SQLite database while it is in use, and putting a copy back."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import make_url

from civiltongue.errors import Conflict, SetupInvalid
from civiltongue.storage.migration import check_stamp

Progress = Callable[[int, int], None]
"""Told how many pages are copied, and how many there are."""

_PAGES_AT_ONCE = 1024
_TABLES = frozenset({"sites", "threads", "comments", "revisions", "rulings"})


def back_up(
    database_url: str, target: Path, *, overwrite: bool = False, progress: Progress | None = None
) -> None:
    """Write a copy that holds everything acknowledged before this began; writers go on meanwhile.

    The copy is checked, complete in one file, readable by its owner alone, and appears under
    its name only when it is whole. Raises SetupInvalid for a database that is not SQLite or
    not sound, and Conflict where ``target`` exists and ``overwrite`` does not say so.
    """
    source = _file_of(database_url)
    _check_target(source, target, overwrite=overwrite)
    with _copied(source, beside=target, progress=progress) as copy:
        os.replace(copy, target)
    _sync(target.parent)


def restore(
    source: Path, database_url: str, *, replace: bool = False, progress: Progress | None = None
) -> None:
    """Put a backup in the database's place, whole or not at all.

    The file belongs to whom it belonged before. Raises SetupInvalid where the backup is not a sound database of a schema that is known, and
    Conflict where the database exists and ``replace`` does not say so, or a server has it open.
    """
    target = _file_of(database_url)
    _check_target(source, target, overwrite=replace)
    owner = target.stat() if target.exists() else None
    with _copied(source, beside=target, progress=progress) as copy, _nobody_else_in(target):
        if owner is not None:
            os.chmod(copy, owner.st_mode)
            with suppress(PermissionError):
                os.chown(copy, owner.st_uid, owner.st_gid)
        os.replace(copy, target)
    _sync(target.parent)


def _file_of(database_url: str) -> Path:
    if not database_url.startswith("sqlite:"):
        raise SetupInvalid(
            "Only SQLite databases are copied by this command.",
            where="database",
            hint="For PostgreSQL use pg_dump, and pg_restore to put it back.",
        )
    file = make_url(database_url).database
    if not file or file == ":memory:":
        raise SetupInvalid("A database in memory cannot be copied.", where="database")
    return Path(file)


def _check_target(source: Path, target: Path, *, overwrite: bool) -> None:
    if not target.exists():
        return
    if source.exists() and source.samefile(target):
        raise Conflict("The backup is the database itself.", where=str(target))
    if not overwrite:
        raise Conflict(
            "There is such a file already.",
            where=str(target),
            hint="Say that it is to be replaced: --overwrite for a backup, --replace for the database.",
        )


@contextmanager
def _copied(source: Path, *, beside: Path, progress: Progress | None) -> Iterator[Path]:
    """Give a checked copy in the folder where it is going to be; what is left of it is removed."""
    if not source.is_file():
        raise SetupInvalid("There is no such file.", where=str(source))
    copy = beside.with_name(f".{beside.name}.{os.getpid()}.part")
    try:
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(source, copy, progress)
        _sync(copy)
        yield copy
    except OSError as error:
        raise SetupInvalid(f"The copy cannot be written ({error}).", where=str(beside)) from error
    finally:
        copy.unlink(missing_ok=True)


def _copy(source: Path, copy: Path, progress: Progress | None) -> None:
    """Copy one snapshot: a read transaction is held, or each commit would start the copy over."""

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    address = f"file:{quote(str(source.absolute()))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, isolation_level=None)) as reader,
            closing(sqlite3.connect(copy, isolation_level=None)) as writer,
        ):
            reader.execute("BEGIN")
            _check_kind(reader, source)
            reader.backup(writer, pages=_PAGES_AT_ONCE, progress=tell)
            writer.execute("PRAGMA journal_mode = DELETE")
            _check_soundness(writer, source)
    except sqlite3.Error as error:
        raise SetupInvalid(f"The file cannot be copied ({error}).", where=str(source)) from error


def _check_kind(connection: sqlite3.Connection, file: Path) -> None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {*_TABLES, "alembic_version"} <= tables:
        raise SetupInvalid("This is no database of Civil Tongue.", where=str(file))
    for (stamp,) in connection.execute("SELECT version_num FROM alembic_version"):
        check_stamp(stamp, where=str(file))


def _check_soundness(connection: sqlite3.Connection, file: Path) -> None:
    (finding,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if finding != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise SetupInvalid(
            f"The database is damaged ({finding}).", where=str(file), hint="Use an older backup."
        )


@contextmanager
def _nobody_else_in(target: Path) -> Iterator[None]:
    """Keep everybody out of the database that is replaced, and leave no log of it behind.

    Only the last connection may end write-ahead logging, so that doing it tells whether there
    are others (https://sqlite.org/wal.html). A damaged file cannot tell.
    """
    with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Conflict(
                "A server has the database open.", where=str(target), hint="Stop it first."
            ) from error
        except sqlite3.DatabaseError:
            for kind in ("-wal", "-shm", "-journal"):
                Path(f"{target}{kind}").unlink(missing_ok=True)
        yield


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
