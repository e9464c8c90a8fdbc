"""Backups of a SQLite database in use, and putting them back."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from civiltongue.errors import Conflict, SetupInvalid
from civiltongue.storage import sites, threads
from civiltongue.storage.backup import back_up, restore
from civiltongue.storage.database import Database
from civiltongue.storage.migration import is_current
from tests.storage.children import begin, child
from tests.storage.making import a_site, a_thread, ask, new_thread, tell
from tests.storage.racing import wait_until


@pytest.fixture
def copy(tmp_path) -> Path:
    return tmp_path / "copies" / "house.backup"


@pytest.fixture(autouse=True)
def folder(copy) -> None:
    copy.parent.mkdir()


def test_a_backup_holds_what_the_database_holds(sqlite_database, sqlite_url, copy) -> None:
    site = a_site(sqlite_database, "lantern", ("https://lantern.example",))

    back_up(sqlite_url, copy)

    assert _opened(copy, sites.named, "lantern") == site
    assert _left_in(copy.parent) == [copy.name]


def test_a_backup_made_while_writing_goes_on_is_sound_and_holds_all_that_was_acknowledged_before(
    sqlite_database, sqlite_url, copy
) -> None:
    site = a_site(sqlite_database)
    acknowledged: list[str] = []
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            thread = new_thread(site)
            tell(sqlite_database, threads.add, thread)
            acknowledged.append(thread.id)

    writers = [Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    wait_until(lambda: len(acknowledged) > 20)

    for number in range(5):
        before = list(acknowledged)
        target = copy.with_name(f"{number}.backup")
        back_up(sqlite_url, target)
        wait_until(lambda before=before: len(acknowledged) > len(before))
        with closing(sqlite3.connect(target)) as connection:
            kept = {thread_id for (thread_id,) in connection.execute("SELECT id FROM threads")}
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert kept.issuperset(before)

    stop.set()
    for writer in writers:
        writer.join()


def test_a_backup_is_one_moment_although_commits_come_between_its_steps(
    sqlite_database, sqlite_url, copy
) -> None:
    """Each commit between two steps would start the copy over, were no snapshot held."""
    site = a_site(sqlite_database)

    def fill(connection):
        for number in range(3_000):
            threads.add(connection, new_thread(site, key="x" * 1_000 + str(number)))

    sqlite_database.write(fill)
    steps = []

    def step(done: int, total: int) -> None:
        tell(sqlite_database, threads.add, new_thread(site))
        steps.append((done, total))

    back_up(sqlite_url, copy, progress=step)

    assert len(steps) > 2
    assert steps[-1][0] == steps[-1][1] > 0
    assert steps == sorted(steps)
    assert len({total for _, total in steps}) == 1
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM threads").fetchone() == (3_000,)


def test_a_backup_can_be_read_by_its_owner_alone(sqlite_database, sqlite_url, copy) -> None:
    a_site(sqlite_database)

    back_up(sqlite_url, copy)

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_file_is_overwritten_only_when_that_is_said(sqlite_database, sqlite_url, copy) -> None:
    a_site(sqlite_database, "lantern")
    copy.write_text("something dear")

    with pytest.raises(Conflict, match="already"):
        back_up(sqlite_url, copy)
    assert copy.read_text() == "something dear"

    back_up(sqlite_url, copy, overwrite=True)
    assert _opened(copy, sites.named, "lantern")


def test_a_damaged_database_leaves_the_backup_before_it_alone(sqlite_database, sqlite_file, copy) -> None:
    site = a_site(sqlite_database)
    for _ in range(50):
        a_thread(sqlite_database, site)
    back_up(sqlite_database.url, copy)
    good = copy.read_bytes()
    sqlite_database.close()
    _damage(sqlite_file)

    with pytest.raises(SetupInvalid):
        back_up(sqlite_database.url, copy, overwrite=True)

    assert copy.read_bytes() == good
    assert _left_in(copy.parent) == [copy.name]


def test_what_is_no_database_of_the_house_is_not_copied(tmp_path, copy) -> None:
    other, text, absent = tmp_path / "other.sqlite", tmp_path / "letter.txt", tmp_path / "absent.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    text.write_text("Dear editor, " * 500)

    for file in (other, text, absent):
        with pytest.raises(SetupInvalid, match=file.name):
            back_up(f"sqlite:///{file}", copy)

    assert _left_in(copy.parent) == []
    assert not absent.exists()


def test_a_folder_that_is_not_there_is_named(sqlite_database, sqlite_url, tmp_path) -> None:
    a_site(sqlite_database)

    with pytest.raises(SetupInvalid, match="missing"):
        back_up(sqlite_url, tmp_path / "missing" / "house.backup")


@pytest.mark.parametrize("url", ["postgresql://ada@db.example/house", "sqlite://", "sqlite:///:memory:"])
def test_only_files_of_sqlite_are_copied(url, copy) -> None:
    with pytest.raises(SetupInvalid):
        back_up(url, copy)
    with pytest.raises(SetupInvalid):
        restore(copy, url)


def test_for_postgresql_the_right_tool_is_named(copy) -> None:
    with pytest.raises(SetupInvalid, match="pg_dump"):
        back_up("postgresql://ada@db.example/house", copy)


def test_a_backup_put_back_is_the_database_as_it_was(sqlite_database, sqlite_url, sqlite_file, copy) -> None:
    site = a_site(sqlite_database, "lantern")
    back_up(sqlite_url, copy)
    tell(sqlite_database, sites.set_key, site.id, "later")
    a_site(sqlite_database, "mercury")
    sqlite_database.close()

    restore(copy, sqlite_url, replace=True)

    assert [found.name for found in _opened(sqlite_file, sites.every)] == ["lantern"]
    assert _opened(sqlite_file, sites.with_key, "later") is None


def test_a_backup_makes_a_new_database_that_works(sqlite_database, sqlite_url, copy, tmp_path) -> None:
    a_site(sqlite_database, "lantern")
    back_up(sqlite_url, copy)
    elsewhere = Database(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")

    restore(copy, elsewhere.url)

    assert is_current(elsewhere)
    a_site(elsewhere, "mercury")
    assert len(ask(elsewhere, sites.every)) == 2
    elsewhere.close()


def test_a_database_is_replaced_only_when_that_is_said(
    sqlite_database, sqlite_url, sqlite_file, copy
) -> None:
    a_site(sqlite_database, "lantern")
    back_up(sqlite_url, copy)
    a_site(sqlite_database, "mercury")
    sqlite_database.close()

    with pytest.raises(Conflict, match="already"):
        restore(copy, sqlite_url)

    assert len(_opened(sqlite_file, sites.every)) == 2


def test_a_database_that_is_open_here_is_not_replaced(sqlite_database, sqlite_url, copy) -> None:
    a_site(sqlite_database, "lantern")
    back_up(sqlite_url, copy)
    a_site(sqlite_database, "mercury")

    with pytest.raises(Conflict, match="Stop it first"):
        restore(copy, sqlite_url, replace=True)

    a_site(sqlite_database, "argus")
    assert len(ask(sqlite_database, sites.every)) == 3
    assert _left_in(copy.parent) == [copy.name]


def test_a_database_that_another_process_has_open_is_not_replaced(sqlite_database, sqlite_url, copy) -> None:
    site = a_site(sqlite_database)
    back_up(sqlite_url, copy)
    sqlite_database.close()

    with child("open-threads", sqlite_url, site.name) as process:
        begin(process)
        process.stdout.readline()
        with pytest.raises(Conflict, match="Stop it first"):
            restore(copy, sqlite_url, replace=True)

    restore(copy, sqlite_url, replace=True)


def test_a_damaged_database_is_replaced_with_its_logs(sqlite_database, sqlite_url, sqlite_file, copy) -> None:
    a_site(sqlite_database, "lantern")
    back_up(sqlite_url, copy)
    sqlite_database.close()
    sqlite_file.write_bytes(b"not a database at all " * 400)
    for kind in ("-wal", "-shm"):
        Path(f"{sqlite_file}{kind}").write_bytes(b"left over " * 400)

    restore(copy, sqlite_url, replace=True)

    assert [site.name for site in _opened(sqlite_file, sites.every)] == ["lantern"]


def test_a_damaged_or_foreign_backup_changes_nothing(sqlite_database, sqlite_url, sqlite_file, copy) -> None:
    site = a_site(sqlite_database, "lantern")
    for _ in range(50):
        a_thread(sqlite_database, site)
    back_up(sqlite_url, copy)
    sqlite_database.close()
    before = sqlite_file.read_bytes()
    _damage(copy)
    foreign, unknown = copy.with_name("foreign"), copy.with_name("absent")
    foreign.write_text("Dear editor, " * 500)

    for file in (copy, foreign, unknown):
        with pytest.raises(SetupInvalid, match=file.name):
            restore(file, sqlite_url, replace=True)

    assert sqlite_file.read_bytes() == before
    assert _left_in(sqlite_file.parent) == [copy.parent.name, sqlite_file.name]


def test_a_backup_of_an_unknown_schema_is_refused(sqlite_database, sqlite_url, copy) -> None:
    a_site(sqlite_database)
    back_up(sqlite_url, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'zz'")
    sqlite_database.close()

    with pytest.raises(SetupInvalid, match="'zz'"):
        restore(copy, sqlite_url, replace=True)


def test_a_database_is_no_backup_of_itself(sqlite_database, sqlite_url, sqlite_file) -> None:
    a_site(sqlite_database)

    with pytest.raises(Conflict, match="itself"):
        restore(sqlite_file, sqlite_url, replace=True)
    with pytest.raises(Conflict, match="itself"):
        back_up(sqlite_url, sqlite_file, overwrite=True)


def test_what_is_put_back_belongs_to_whom_it_belonged(sqlite_database, sqlite_url, sqlite_file, copy) -> None:
    a_site(sqlite_database)
    back_up(sqlite_url, copy)
    sqlite_database.close()
    sqlite_file.chmod(0o640)
    before = sqlite_file.stat()

    restore(copy, sqlite_url, replace=True)

    after = sqlite_file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino


def _opened(file: Path, query, *arguments):
    database = Database(f"sqlite:///{file}")
    try:
        return ask(database, query, *arguments)
    finally:
        database.close()


def _damage(file: Path) -> None:
    """Overwrite the pages in the middle of a file."""
    size = file.stat().st_size
    with file.open("r+b") as handle:
        handle.seek(size // 4)
        handle.write(b"\xa5" * (size // 2))


def _left_in(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))
