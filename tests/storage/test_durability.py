"""What was acknowledged is there, also after the process was killed; on both databases."""

import sqlite3
from contextlib import closing

import pytest

from civiltongue.storage import threads
from civiltongue.storage.database import Database
from tests.storage.children import begin, child
from tests.storage.making import ask


@pytest.mark.parametrize("writes", [1, 25, 200])
def test_a_process_that_is_killed_loses_nothing_that_it_acknowledged(database, site, writes) -> None:
    with child("open-threads", database.url, site.name) as process:
        begin(process)
        acknowledged = [process.stdout.readline().strip() for _ in range(writes)]
        process.kill()
        acknowledged += process.stdout.read().split()

    reopened = Database(database.url)
    found = [ask(reopened, threads.get, site.id, thread_id) for thread_id in acknowledged]
    reopened.close()

    assert len(acknowledged) >= writes
    assert None not in found


def test_sqlite_syncs_every_commit_and_checks_what_rows_refer_to(sqlite_database) -> None:
    def settings(connection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert ask(sqlite_database, settings) == expected
    assert sqlite_database.write(settings) == expected


def test_a_file_stays_sound_when_its_writer_was_killed(sqlite_database, sqlite_file, sqlite_url) -> None:
    from tests.storage.making import a_site

    site = a_site(sqlite_database)
    with child("open-threads", sqlite_url, site.name) as process:
        begin(process)
        for _ in range(50):
            process.stdout.readline()
        process.kill()

    with closing(sqlite3.connect(sqlite_file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
