"""Replays that go on in a process of their own, so that nobody who reads or decides has to wait."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, CivilTongueError, Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.replay import Listening, Scope, replay
from civiltongue.operations.replay_report import as_json
from civiltongue.storage import replays, sites
from civiltongue.storage.replaying import Window
from civiltongue.storage.replays import DONE, FAILED, RUNNING, STOPPED, KeptReplay

SILENT = timedelta(minutes=2)
"""After how long without a word a replay counts as lost."""
_EVERY = timedelta(seconds=1)


def ask_replay(
    house: House, site: Site, draft: str, scope: Scope, *, by: str, begin: Callable[[str, str], None]
) -> KeptReplay:
    """Keep a replay of a draft and let it begin; ``begin`` gets the ids of the site and of the replay.

    Raises Conflict where one of the site is under way.
    """

    def work(connection: Any) -> KeptReplay:
        now = house.clock()
        if any(is_running(house, each) for each in replays.newest(connection, site.id)):
            raise Conflict("A replay of this site is under way.", where="replay", hint="Stop it, or wait.")
        kept = KeptReplay(house.id_at(now), site.id, draft, _written(scope), by, RUNNING, now, now)
        replays.add(connection, kept)
        return kept

    kept = house.database.write(work)
    begin(site.id, kept.id)
    return kept


def is_running(house: House, kept: KeptReplay) -> bool:
    """Say whether a replay goes on; one that nobody heard of for long does not."""
    return kept.state == RUNNING and house.clock() - kept.heard_at < SILENT


def stop_replay(house: House, site: Site, replay_id: str) -> None:
    """Ask a replay to stop; what it found so far is kept. Raises NotFound."""
    kept = get_replay(house, site, replay_id)
    house.database.write(lambda connection: replays.stop(connection, kept))


def get_replay(house: House, site: Site, replay_id: str) -> KeptReplay:
    """Return a replay of the site; raises NotFound."""
    with house.database.read() as connection:
        kept = replays.get(connection, site.id, replay_id)
    if kept is None:
        raise NotFound("There is no such replay.", where="replay")
    return kept


def run_kept_replay(house: House, site_id: str, replay_id: str) -> None:
    """Run a replay that was kept, tell how far it is, heed who stops it, and keep what it found."""
    with house.database.read() as connection:
        site, kept = sites.get(connection, site_id), replays.get(connection, site_id, replay_id)
    if site is None or kept is None:
        raise NotFound("There is no such replay.", where="replay")
    told = kept.heard_at

    def progress(done: int, total: int) -> None:
        nonlocal told
        now = house.clock()
        if now - told >= _EVERY or done == total:
            told = now
            house.database.write(
                lambda connection: replays.tell(connection, kept, done=done, total=total, at=now)
            )

    def stops() -> bool:
        with house.database.read() as connection:
            current = replays.get(connection, site_id, replay_id)
        return current is None or current.stop

    try:
        found = replay(house, site, kept.draft, _scope(kept.scope), heard=Listening(progress, stops))
    except CivilTongueError as error:
        _end(house, kept, state=FAILED, fault=str(error))
        return
    except Exception as error:  # Whoever waits must hear that nothing more comes.
        _end(house, kept, state=FAILED, fault=type(error).__name__)
        raise
    state = STOPPED if found.is_partial else DONE
    _end(house, kept, state=state, found=as_json(found), done=found.read, total=found.total)


def scope_of(last: str, since: str, until: str) -> Scope:
    """Return the scope that somebody typed; raises BadInput."""
    try:
        number = int(last) if last.strip() else None
        window = Window(_day(since), _day(until, later=1))
    except ValueError as error:
        raise BadInput("Write a number, or days as 2026-03-01.", where="scope") from error
    return Scope(window, number)


def _day(typed: str, *, later: int = 0) -> datetime | None:
    if not typed.strip():
        return None
    return datetime.fromisoformat(f"{typed.strip()}T00:00:00+00:00") + timedelta(days=later)


def _end(house: House, kept: KeptReplay, *, state: str, **told: Any) -> None:
    at = house.clock()
    house.database.write(lambda connection: replays.end(connection, kept, state=state, at=at, **told))


def _written(scope: Scope) -> dict[str, Any]:
    since, until = scope.window.since, scope.window.until
    return {
        "last": scope.last,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }


def _scope(written: dict[str, Any]) -> Scope:
    since, until = (
        datetime.fromisoformat(written[name]) if written[name] else None for name in ("since", "until")
    )
    return Scope(Window(since, until), written["last"])
