"""What other processes do in the storage tests: ``python -m tests.storage.children VERB URL …``.

Each says ``ready``, waits for a line, and then begins.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from civiltongue.storage import outbox, sites, threads
from civiltongue.storage.database import Database
from civiltongue.storage.migration import migrate
from tests.storage.making import MINUTE, NOW, new_thread
from tests.tree import ROOT


@contextmanager
def child(verb: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start another process, give it once it is ready, and kill it in the end."""
    command = [sys.executable, "-m", "tests.storage.children", verb, *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def begin(process: subprocess.Popen[str]) -> None:
    """Let a child that is ready begin."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _say(line: str) -> None:
    print(line, flush=True)


def _claim(database: Database) -> None:
    """Claim every letter that is due, and say which ones this process got."""
    with database.read() as connection:
        letters = outbox.due(connection, NOW, most=1_000)
    for letter in letters:
        if database.write(
            lambda connection, letter=letter: outbox.claim(connection, letter, until=NOW + MINUTE)
        ):
            _say(letter.id)


def _open_threads(database: Database, site_name: str) -> None:
    """Store threads until this process is killed, and say each one that was acknowledged."""
    with database.read() as connection:
        site = sites.named(connection, site_name)
    assert site is not None
    while True:
        thread = new_thread(site)
        database.write(lambda connection, thread=thread: threads.add(connection, thread))
        _say(thread.id)


def _raise_version(database: Database, site_id: str, thread_id: str) -> None:
    database.write(lambda connection: threads.raise_version(connection, site_id, thread_id))
    _say("done")


def _migrate(database: Database) -> None:
    migrate(database)
    _say("done")


VERBS = {"claim": _claim, "open-threads": _open_threads, "raise-version": _raise_version, "migrate": _migrate}


def _main(verb: str, url: str, *arguments: str) -> None:
    database = Database(url)
    _say("ready")
    sys.stdin.readline()
    VERBS[verb](database, *arguments)
    database.close()


if __name__ == "__main__":
    _main(*sys.argv[1:])
