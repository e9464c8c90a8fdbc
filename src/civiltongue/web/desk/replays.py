"""Replays at the desk: begun, watched, stopped, and looked at."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.errors import CivilTongueError
from civiltongue.operations.keep_run import get_run, is_running, stop_run
from civiltongue.operations.run_replay import ask_replay, scope_of
from civiltongue.storage import runs
from civiltongue.storage.runs import KeptRun, RunKind
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.runs import in_process, run_state
from civiltongue.web.desk.workshop import checked_draft, edit_page
from civiltongue.web.sessions import Asked

_SHOWN = 50


def post_replay(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Begin a replay of a draft in the background."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    draft = form.get("draft", "")
    if checked_draft(desk, draft).policy is None:
        return edit_page(request, desk, draft, form=form)
    try:
        scope = scope_of(*(form.get(name, "") for name in ("last", "since", "until")))
        begin = in_process(desk.house, RunKind.REPLAY)
        kept = ask_replay(desk.house, desk.site, draft, scope, by=desk.by, begin=begin)
    except CivilTongueError as error:
        return edit_page(request, desk, draft, form=form, error=error)
    return lead_in_desk(f"{desk.path}/policy/replays/{kept.id}")


def get_replay_page(request: Asked, site: FromPath[str], replay: FromPath[str]) -> Response[bytes]:
    """Show how far a replay is, or what it found."""
    desk = asking_desk(request, site, Move.POLICY_TRY)
    kept = get_run(desk.house, desk.site, RunKind.REPLAY, replay)
    return desk_page(
        request,
        desk,
        "desk/policy_replay.html",
        kept=kept,
        running=is_running(desk.house, kept),
        found=kept.found,
        bars=_bars(kept.found) if kept.found else [],
        listed=_listed(desk, kept),
        may_adopt=desk.may(Move.POLICY_ADOPT),
    )


def get_state(request: Asked, site: FromPath[str], replay: FromPath[str]) -> Response[bytes]:
    """Say how far a replay is, for the script."""
    return run_state(asking_desk(request, site, Move.POLICY_TRY), RunKind.REPLAY, replay)


def post_stop(request: Asked, site: FromPath[str], replay: FromPath[str], body: RawBody) -> Redirect:
    """Stop a replay; what it found so far is kept."""
    read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    stop_run(desk.house, desk.site, RunKind.REPLAY, replay)
    return lead_in_desk(f"{desk.path}/policy/replays/{replay}")


def _bars(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return two bars for the picture: parts with where they begin, how long they are, and their share."""
    bars = []
    for name in ("in_force", "draft"):
        parts, at, count = [], 0.0, max(found["compared"], 1)
        for word in ("publish", "nudge", "hold", "reject"):
            number = found["verdicts"][word][name]
            wide = 600.0 * number / count
            parts.append({"word": word, "at": round(at, 1), "wide": round(wide, 1), "number": number})
            at += wide
        bars.append({"name": name, "parts": parts})
    return bars


def _listed(desk: Desk, kept: KeptRun) -> list[dict[str, Any]]:
    """Return the newest changed comments with how they begin."""
    changes = kept.found["listed"][:_SHOWN] if kept.found else []
    with desk.house.database.read() as connection:
        texts = runs.beginnings(connection, desk.site.id, [change["comment"] for change in changes])
    return [{**change, "text": texts.get(change["comment"], "")} for change in changes]
