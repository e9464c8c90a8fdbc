"""Group commit on SQLite: what shares a commit, what is undone alone, and what is refused."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from civiltongue.errors import Unavailable
from civiltongue.storage.database import Database
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.writer import MOST_IN_ONE_COMMIT
from tests.storage.racing import wait_until

INSERT = text("INSERT INTO notes (id) VALUES (:id)")


class Held:
    """A database whose writer is busy with one work until it is let go, so that what comes queues up."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.groups: list[object] = []
        self._entered, self._leave = Event(), Event()
        self._pool = ThreadPoolExecutor(max_workers=MOST_IN_ONE_COMMIT * 3)

    def hold(self) -> None:
        self._pool.submit(self.database.write, self._wait)
        self._entered.wait()

    def queue(self, work) -> Future:
        """Let a work wait behind those that wait already."""
        assert self.database._writer is not None
        waiting = self.database._writer.waiting
        future = self._pool.submit(self.database.write, work)
        wait_until(lambda: self.database._writer.waiting > waiting)
        return future

    def note(self, number: int) -> Future:
        def work(connection):
            self.groups.append(connection)
            connection.execute(INSERT, {"id": number})
            return number

        return self.queue(work)

    def let_go(self) -> None:
        self._leave.set()

    def close(self) -> None:
        self.let_go()
        self._pool.shutdown()

    def submit(self, call) -> Future:
        return self._pool.submit(call)

    def _wait(self, _connection) -> None:
        self._entered.set()
        self._leave.wait()


@pytest.fixture
def held(tmp_path) -> Iterator[Held]:
    database = Database(f"sqlite:///{tmp_path / 'notes.sqlite'}", patience=0.05)
    database.write(lambda connection: connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)")))
    held = Held(database)
    yield held
    held.close()
    database.close()


def notes(held: Held) -> list[int]:
    with held.database.read() as connection:
        return list(connection.execute(text("SELECT id FROM notes ORDER BY id")).scalars())


def test_what_waits_is_committed_together(held) -> None:
    held.hold()
    futures = [held.note(number) for number in range(20)]

    held.let_go()

    assert [future.result() for future in futures] == list(range(20))
    assert len(set(map(id, held.groups))) == 1
    assert notes(held) == list(range(20))


def test_no_commit_is_shared_by_more_than_the_most(held) -> None:
    held.hold()
    count = MOST_IN_ONE_COMMIT * 2 + 1
    futures = [held.note(number) for number in range(count)]

    held.let_go()

    assert [future.result() for future in futures] == list(range(count))
    sizes = [held.groups.count(connection) for connection in dict.fromkeys(held.groups)]
    assert sizes == [MOST_IN_ONE_COMMIT, MOST_IN_ONE_COMMIT, 1]


def test_a_work_that_raises_is_undone_alone(held) -> None:
    held.hold()
    before = held.note(1)
    broken = held.queue(_insert_then(ValueError("broken")))
    twice = held.note(1)
    after = held.note(2)

    held.let_go()

    assert (before.result(), after.result()) == (1, 2)
    with pytest.raises(ValueError, match="broken"):
        broken.result()
    with pytest.raises(Duplicate):
        twice.result()
    assert len(set(map(id, held.groups))) == 1
    assert notes(held) == [1, 2]


def test_even_a_work_that_wants_to_end_the_program_only_fails(held) -> None:
    held.hold()
    before = held.note(1)
    rude = held.queue(_insert_then(SystemExit(3)))

    held.let_go()

    assert before.result() == 1
    with pytest.raises(SystemExit):
        rude.result()
    held.database.write(lambda connection: connection.execute(INSERT, {"id": 2}))
    assert notes(held) == [1, 2]


def test_nothing_is_acknowledged_where_sqlite_gave_up_the_transaction(held) -> None:
    def work(connection):
        connection.exec_driver_sql("ROLLBACK")
        raise ValueError("as after a full disk")

    held.hold()
    futures = [held.note(1), held.queue(work), held.note(2)]

    held.let_go()

    assert [type(future.exception()) for future in futures] == [Unavailable] * 3
    assert notes(held) == []
    held.database.write(lambda connection: connection.execute(INSERT, {"id": 3}))
    assert notes(held) == [3]


def test_a_full_disk_refuses_the_work_that_does_not_fit(held) -> None:
    def grow(connection):
        connection.exec_driver_sql("PRAGMA max_page_count = 8")
        connection.exec_driver_sql("CREATE TABLE big (text TEXT)")
        connection.execute(text("INSERT INTO big VALUES (:text)"), {"text": "x" * 1_000_000})

    held.hold()
    before, full, after = held.note(1), held.queue(grow), held.note(2)

    held.let_go()

    assert isinstance(full.exception(), OperationalError | Unavailable)
    assert notes(held) == [number for number, future in ((1, before), (2, after)) if not future.exception()]


def test_another_process_that_keeps_the_lock_makes_every_waiting_work_unavailable(held, tmp_path) -> None:
    held.database.write(lambda connection: connection.execute(INSERT, {"id": 1}))
    with closing(sqlite3.connect(tmp_path / "notes.sqlite", isolation_level=None)) as other:
        held.hold()
        futures = [held.note(number) for number in range(2, 12)]
        held.let_go()
        # The first work holds the lock until it is let go; the other process waits for it here.
        other.execute("BEGIN IMMEDIATE")
        refusals = [future.exception() for future in futures]

    acknowledged = [number for number, refusal in zip(range(2, 12), refusals, strict=True) if not refusal]
    assert {type(refusal) for refusal in refusals if refusal} <= {Unavailable}
    assert notes(held) == [1, *acknowledged]
    held.database.write(lambda connection: connection.execute(INSERT, {"id": 12}))
    assert notes(held) == [1, *acknowledged, 12]


def test_each_of_those_refused_gets_an_exception_of_its_own(held, tmp_path) -> None:
    with closing(sqlite3.connect(tmp_path / "notes.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        futures = [held.submit(lambda: held.database.write(_nothing)) for _ in range(8)]
        refusals = [future.exception() for future in futures]

    assert {type(refusal) for refusal in refusals} == {Unavailable}
    assert len(set(map(id, refusals))) == 8


def test_closing_finishes_what_waits(held) -> None:
    held.hold()
    futures = [held.note(number) for number in range(MOST_IN_ONE_COMMIT + 5)]

    closing_ = held.submit(held.database.close)
    held.let_go()
    closing_.result()

    assert [future.result() for future in futures] == list(range(MOST_IN_ONE_COMMIT + 5))
    with pytest.raises(Unavailable):
        held.database.write(_nothing)


def test_closing_twice_is_closing_once(held) -> None:
    held.database.write(_nothing)

    held.database.close()
    held.database.close()


def test_a_work_that_writes_anew_is_told_so_instead_of_waiting_for_itself(held) -> None:
    with pytest.raises(RuntimeError, match="connection that it is given"):
        held.database.write(lambda _: held.database.write(_nothing))


def _nothing(_connection) -> None:
    return None


def _insert_then(error: BaseException):
    def work(connection):
        connection.execute(INSERT, {"id": 99})
        raise error

    return work
