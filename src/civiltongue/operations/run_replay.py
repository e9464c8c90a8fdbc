"""A replay of a draft as a run in the background."""

from datetime import datetime, timedelta
from typing import Any

from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.keep_run import Begin, Ended, NewRun, Telling, ask_run, moment_of
from civiltongue.operations.replay import Listening, Scope, replay
from civiltongue.operations.replay_report import as_json
from civiltongue.storage.replaying import Window
from civiltongue.storage.runs import KeptRun, RunKind


def ask_replay(house: House, site: Site, draft: str, scope: Scope, *, by: str, begin: Begin) -> KeptRun:
    """Keep a replay of a draft and let it begin; raises Conflict where one of the site is under way."""
    return ask_run(house, site, NewRun(RunKind.REPLAY, _written(scope), by, draft=draft), begin=begin)


def run_replay(house: House, site: Site, kept: KeptRun, telling: Telling) -> Ended:
    """Replay a draft; what was found when it was stopped is kept."""
    listening = Listening(telling.progress, telling.stops)
    found = replay(house, site, kept.draft, _scope(kept.scope), heard=listening)
    return Ended(as_json(found), found.read, found.total, is_partial=found.is_partial)


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


def _written(scope: Scope) -> dict[str, Any]:
    since, until = scope.window.since, scope.window.until
    return {
        "last": scope.last,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }


def _scope(written: dict[str, Any]) -> Scope:
    return Scope(Window(moment_of(written["since"]), moment_of(written["until"])), written["last"])
