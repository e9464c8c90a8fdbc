"""Import another system's archive: in batches with checkpoints, as often as one likes."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site
from civiltongue.errors import Conflict
from civiltongue.importers import open_archive
from civiltongue.importers.archive import (
    Archive,
    ImportedComment,
    ImportedThread,
    Reconciliation,
    Remark,
    Skipped,
    SkipReason,
    Tally,
)
from civiltongue.importers.opening import digest
from civiltongue.operations.house import House
from civiltongue.operations.imported import Importing, Prepared, prepare
from civiltongue.operations.record import OPERATOR, record
from civiltongue.storage import imports
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.imports import Checkpoint
from civiltongue.text.address import canonical_url

BATCH = 200
"""How many threads or comments share one transaction and one checkpoint."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Account = Counter[str]
"""How much there is of what, such as ``comments:skipped:no-text``."""
Progress = Callable[[int, int], None]
"""Told how many of how many items are done."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file that another system wrote. ``mended`` lets stray characters in it be removed."""

    system: str
    path: Path
    mended: bool = False


def import_archive(
    house: House, site: Site, export: Export, *, progress: Progress | None = None
) -> Reconciliation:
    """Bring the threads and comments of an export into a site, in the state that they had there.

    Nothing comes twice: not from the same file, nor from a later export of the same site. An
    import that was interrupted goes on where it stopped, and ends like one that was not. Raises
    ArchiveInvalid, and then nothing was imported; Conflict where the file is just being imported.
    """
    fingerprint = f"{digest(export.path)}{'-mended' if export.mended else ''}"
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
        known = imports.found(connection, site.id, export.system, fingerprint)
    if known is not None and known.finished_at is not None:
        return _reconciliation(_come_before(Counter(known.report)))
    importing = Importing(house, site, policy, system=export.system)
    archive = open_archive(export.system, export.path, identify=importing.author_key, mended=export.mended)
    run = _Run(house, site, importing, known or _begin(house, site, export, fingerprint))
    return run.through(archive, progress or _tell_nobody)


class _Run:
    """Go through an archive once, beginning at a checkpoint."""

    def __init__(self, house: House, site: Site, importing: Importing, checkpoint: Checkpoint) -> None:
        self._house = house
        self._site = site
        self._importing = importing
        self._checkpoint = checkpoint
        self._done = checkpoint.position
        self._account = Account(checkpoint.report)
        self._threads: dict[str, str] = {}
        self._hosts = {urlsplit(canonical_url(origin)).netloc for origin in site.origins}

    def through(self, archive: Archive, progress: Progress) -> Reconciliation:
        """Import everything after the checkpoint; returns the account of the whole archive."""
        total = archive.thread_count + archive.comment_count
        position = 0
        for batch in _batches(archive.threads()):
            position += len(batch)
            self._take_threads(batch, new=position - self._done)
            progress(self._done, total)
        for comments in _batches(islice(archive.comments(), self._done - archive.thread_count, None)):
            self._take_comments(comments)
            progress(self._done, total)
        self._finish(archive)
        return _reconciliation(self._account)

    def _take_threads(self, batch: list[ImportedThread | Skipped], *, new: int) -> None:
        """Import the last ``new`` of the threads, and recall which ones the others became."""
        first = len(batch) - max(0, new)
        with self._house.database.read() as connection:
            for thread in batch[:first]:
                stored = isinstance(thread, ImportedThread) and self._importing.find_thread(
                    connection, thread
                )
                if isinstance(thread, ImportedThread) and stored:
                    self._threads[thread.source_id] = stored.id
        if new > 0:
            self._threads |= self._write(
                new, lambda connection, account: self._write_threads(connection, account, batch[first:])
            )

    def _write_threads(
        self, connection: Connection, account: Account, batch: list[ImportedThread | Skipped]
    ) -> dict[str, str]:
        written = {}
        for thread in batch:
            if isinstance(thread, Skipped):
                account[f"threads:skipped:{thread.reason}"] += 1
                continue
            stored = self._importing.find_thread(connection, thread)
            account["threads:already-there" if stored else "threads:imported"] += 1
            if stored is None:
                stored = self._importing.write_thread(connection, thread)
                if thread.url and urlsplit(canonical_url(thread.url)).netloc not in self._hosts:
                    account[f"remarks:{Remark.OUTSIDE_ORIGINS}"] += 1
            written[thread.source_id] = stored.id
        return written

    def _take_comments(self, batch: list[ImportedComment | Skipped]) -> None:
        prepared = [item if isinstance(item, Skipped) else prepare(item) for item in batch]
        self._write(
            len(batch), lambda connection, account: self._write_comments(connection, account, prepared)
        )

    def _write_comments(
        self, connection: Connection, account: Account, batch: list[Prepared | Skipped]
    ) -> None:
        account.update(f"comments:skipped:{item.reason}" for item in batch if isinstance(item, Skipped))
        found = [
            (item, self._threads[item.comment.thread]) for item in batch if not isinstance(item, Skipped)
        ]
        for remarks in self._importing.write_comments(connection, found):
            if isinstance(remarks, SkipReason):
                account[f"comments:skipped:{remarks}"] += 1
                continue
            account["comments:already-there" if remarks is None else "comments:imported"] += 1
            account.update(f"remarks:{remark}" for remark in remarks or ())

    def _finish(self, archive: Archive) -> None:
        def work(connection: Connection, account: Account) -> None:
            account["threads:read"] = archive.thread_count
            account["comments:read"] = archive.comment_count
            record(
                self._house,
                connection,
                self._site.id,
                Event.ARCHIVE_IMPORT,
                actor=OPERATOR,
                subject=self._checkpoint.id,
                system=archive.system,
            )

        self._write(0, work, finished=True)

    def _write(
        self, count: int, work: Callable[[Connection, Account], Result], *, finished: bool = False
    ) -> Result:
        """Write a batch of so many items together with the checkpoint that counts them."""

        def batch(connection: Connection) -> tuple[Account, Result]:
            current = self._checkpoint
            stored = imports.found(connection, current.site_id, current.system, current.fingerprint)
            if stored is None or (stored.position, stored.finished_at) != (self._done, None):
                raise _imported_elsewhere()
            account = Account(self._account)
            result = work(connection, account)
            imports.advance(
                connection,
                current,
                position=self._done + count,
                report=dict(sorted(account.items())),
                finished_at=self._house.clock() if finished else None,
            )
            return account, result

        try:
            self._account, result = self._house.database.write(batch)
        except Duplicate as error:
            raise _imported_elsewhere() from error
        self._done += count
        return result


def _begin(house: House, site: Site, export: Export, fingerprint: str) -> Checkpoint:
    checkpoint = Checkpoint(
        id=house.new_id(),
        site_id=site.id,
        system=export.system,
        fingerprint=fingerprint,
        position=0,
        report={},
        started_at=house.clock(),
        finished_at=None,
    )
    try:
        house.database.write(lambda connection: imports.begin(connection, checkpoint))
    except Duplicate as error:
        raise _imported_elsewhere() from error
    return checkpoint


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, BATCH)):
        yield batch


def _come_before(account: Account) -> Account:
    """Return the account of a finished import for whoever imports the same file again."""
    again = Account(account)
    for kind in ("threads", "comments"):
        again[f"{kind}:already-there"] += again.pop(f"{kind}:imported", 0)
    return again


def _reconciliation(account: Account) -> Reconciliation:
    return Reconciliation(
        threads=_tally(account, "threads"),
        comments=_tally(account, "comments"),
        remarks={remark: count for remark in Remark if (count := account[f"remarks:{remark}"])},
    )


def _tally(account: Account, kind: str) -> Tally:
    return Tally(
        read=account[f"{kind}:read"],
        imported=account[f"{kind}:imported"],
        already_there=account[f"{kind}:already-there"],
        skipped={reason: count for reason in SkipReason if (count := account[f"{kind}:skipped:{reason}"])},
    )


def _imported_elsewhere() -> Conflict:
    return Conflict(
        "This file is just being imported by somebody else.", hint="Wait for the end, then run it again."
    )


def _tell_nobody(done: int, total: int) -> None:
    pass
