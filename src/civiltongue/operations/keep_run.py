"""Runs that go on in the background, so that nobody who reads or decides has to wait: asked for, watched, stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from civiltongue.domain.thread import Site
from civiltongue.errors import CivilTongueError, Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.storage import runs, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.runs import DONE, FAILED, RUNNING, STOPPED, KeptRun, RunKind

SILENT = timedelta(minutes=2)
"""After how long without a word a run counts as lost."""
LOST = "lost"
_EVERY = timedelta(seconds=1)

Begin = Callable[[str, str], None]
"""Lets a run begin; gets the ids of the site and of the run."""


class Stopped(Exception):
    """Somebody stopped a run that has nothing to show before its end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: what it found or did, and how much of how much it looked at."""

    found: dict[str, Any]
    done: int
    total: int
    is_partial: bool = False


class Telling:
    """Tell how far a run is, at most every second, and whether it shall stop."""

    def __init__(self, house: House, kept: KeptRun) -> None:
        self._house, self._kept = house, kept
        self._told = kept.heard_at

    def progress(self, done: int, total: int) -> None:
        """Say how far the run is."""
        now = self._house.clock()
        if now - self._told >= _EVERY or done == total:
            self._told = now
            self._house.database.write(
                lambda connection: runs.tell(connection, self._kept, at=now, done=done, total=total)
            )

    def progress_or_stop(self, done: int, total: int) -> None:
        """Say how far the run is; raises Stopped where it shall stop."""
        self.progress(done, total)
        if self.stops():
            raise Stopped

    def say(self, connection: Connection, **told: Any) -> None:
        """Say how far the run is inside of a write, so that what was done and what is said are one."""
        runs.tell(connection, self._kept, at=self._house.clock(), **told)

    def stops(self) -> bool:
        """Say whether somebody stopped the run."""
        with self._house.database.read() as connection:
            current = runs.get(connection, self._kept.site_id, self._kept.id)
        return current is None or current.stop


Work = Callable[[House, Site, KeptRun, Telling], Ended]


@dataclass(frozen=True, slots=True)
class NewRun:
    """What is asked for: a kind of run, its scope, and who asks; ``draft`` is for replays."""

    kind: RunKind
    scope: dict[str, Any]
    by: str
    draft: str = ""
    total: int = 0


def ask_run(house: House, site: Site, new: NewRun, *, begin: Begin) -> KeptRun:
    """Keep a run and let it begin; raises Conflict where one of its kind is under way on the site."""

    def work(connection: Connection) -> KeptRun:
        now = house.clock()
        if any(is_running(house, each) for each in runs.newest(connection, site.id, new.kind)):
            raise Conflict("One of this site is under way.", where="run", hint="Stop it, or wait.")
        kept = KeptRun(
            id=house.id_at(now),
            site_id=site.id,
            kind=new.kind,
            draft=new.draft,
            scope=new.scope,
            by=new.by,
            state=RUNNING,
            created_at=now,
            heard_at=now,
            total=new.total,
        )
        runs.add(connection, kept)
        return kept

    kept = house.database.write(work)
    begin(site.id, kept.id)
    return kept


def newest_runs(house: House, site: Site, kind: RunKind) -> list[KeptRun]:
    """Return the newest runs of a kind first."""
    with house.database.read() as connection:
        return runs.newest(connection, site.id, kind)


def is_running(house: House, kept: KeptRun) -> bool:
    """Say whether a run goes on; one that nobody heard of for long does not."""
    return kept.state == RUNNING and house.clock() - kept.heard_at < SILENT


def state_of(house: House, kept: KeptRun) -> str:
    """Return a run's state in a word, ``lost`` where it ended without saying so."""
    return LOST if kept.state == RUNNING and not is_running(house, kept) else kept.state


def stop_run(house: House, site: Site, kind: RunKind, run_id: str) -> None:
    """Ask a run to stop; what was found or done so far stays. Raises NotFound."""
    kept = get_run(house, site, kind, run_id)
    house.database.write(lambda connection: runs.stop(connection, kept))


def get_run(house: House, site: Site, kind: RunKind, run_id: str) -> KeptRun:
    """Return a run of the site; raises NotFound."""
    with house.database.read() as connection:
        kept = runs.get(connection, site.id, run_id)
    if kept is None or kept.kind is not kind:
        raise NotFound("There is no such run.", where="run")
    return kept


def carry_out(house: House, site_id: str, run_id: str, work: Work) -> None:
    """Do the work of a run that was kept, and keep how it ended; raises NotFound."""
    with house.database.read() as connection:
        site, kept = sites.get(connection, site_id), runs.get(connection, site_id, run_id)
    if site is None or kept is None:
        raise NotFound("There is no such run.", where="run")
    try:
        ended = work(house, site, kept, Telling(house, kept))
    except Stopped:
        _end(house, kept, STOPPED)
    except CivilTongueError as error:
        _end(house, kept, FAILED, fault=str(error))
    except Exception as error:  # Whoever waits must hear that nothing more comes.
        _end(house, kept, FAILED, fault=type(error).__name__)
        raise
    else:
        state = STOPPED if ended.is_partial else DONE
        _end(house, kept, state, found=ended.found, done=ended.done, total=ended.total)


def moment_of(written: str | None) -> datetime | None:
    """Return a moment that a scope holds."""
    return datetime.fromisoformat(written) if written else None


def _end(house: House, kept: KeptRun, state: str, **told: Any) -> None:
    at = house.clock()
    house.database.write(lambda connection: runs.end(connection, kept, state=state, at=at, **told))
