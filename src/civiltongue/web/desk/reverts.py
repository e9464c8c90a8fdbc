"""Take back what a rule decided in a time: counted first, then done in the background, stopped, gone on with."""

from datetime import datetime
from functools import partial

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.keep_run import get_run, is_running, newest_runs, state_of, stop_run
from civiltongue.operations.revert_rule import Reversal, count_revertible
from civiltongue.operations.run_reversal import ask_reversal, reversal_of, run_reversal, whose_of
from civiltongue.storage import runs
from civiltongue.storage.runs import DONE, KeptRun, RunKind
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.policy import rules_of
from civiltongue.web.desk.runs import in_server, run_state
from civiltongue.web.desk.searched import naming
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

_KIND = RunKind.REVERSAL


def get_revert(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Ask which rule and which time are meant, and list what was reverted before."""
    return _page(request, asking_desk(request, site, Move.POLICY_REVERT), {})


def post_revert(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Say how many comments are meant; where that was seen and confirmed, begin to revert."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_REVERT)
    try:
        reversal = _reversal(desk, fields)
        if fields.get("do") == "revert":
            return _begin(desk, reversal)
        return _page(request, desk, fields, count=count_revertible(desk.house, desk.site, reversal))
    except CivilTongueError as error:
        return _page(request, desk, fields, error=error)


def get_reversal(request: Asked, site: FromPath[str], run: FromPath[str]) -> Response[bytes]:
    """Show how far reverting is, or what was done."""
    desk = asking_desk(request, site, Move.POLICY_REVERT)
    return _run_page(request, desk, get_run(desk.house, desk.site, _KIND, run))


def get_state(request: Asked, site: FromPath[str], run: FromPath[str]) -> Response[bytes]:
    """Say how far reverting is, for the script."""
    return run_state(asking_desk(request, site, Move.POLICY_REVERT), _KIND, run)


def post_stop(request: Asked, site: FromPath[str], run: FromPath[str], body: RawBody) -> Redirect:
    """Stop reverting; what is done stays done, comment by comment."""
    read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_REVERT)
    stop_run(desk.house, desk.site, _KIND, run)
    return lead_in_desk(f"{desk.path}/policy/revert/{run}")


def post_go_on(
    request: Asked, site: FromPath[str], run: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Go on with what a reversal left that was stopped or lost."""
    read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_REVERT)
    kept = get_run(desk.house, desk.site, _KIND, run)
    try:
        return _begin(desk, reversal_of(kept, by=desk.by))
    except CivilTongueError as error:
        return _run_page(request, desk, kept, error=error)


def _begin(desk: Desk, reversal: Reversal) -> Redirect:
    begin = in_server(desk.house, run_reversal)
    kept = ask_reversal(desk.house, desk.site, reversal, begin=begin)
    return lead_in_desk(f"{desk.path}/policy/revert/{kept.id}")


def _reversal(desk: Desk, fields: dict[str, str]) -> Reversal:
    rule = fields.get("rule", "")
    with desk.house.database.read() as connection:
        if desk.house.in_force(connection, desk.site.id).policy.rule(rule) is None:
            raise BadInput("The house rules have no such rule.", where="rule")
    since, until = (_moment(fields.get(name, "")) for name in ("since", "until"))
    if since is None:
        raise BadInput("Say from when on.", where="since")
    by_engine, by_people = whose_of(fields.get("whose", "all"))
    return Reversal(
        rule=rule,
        since=since,
        until=until or desk.house.clock(),
        by=desk.by,
        note=fields.get("note", "").strip(),
        by_engine=by_engine,
        by_people=by_people,
    )


def _moment(typed: str) -> datetime | None:
    if not typed.strip():
        return None
    try:
        return datetime.fromisoformat(f"{typed.strip()}:00+00:00")
    except ValueError as error:
        raise BadInput("Write a day and a time, as 2026-03-01T14:30.", where="since") from error


def _run_page(
    request: Asked, desk: Desk, kept: KeptRun, *, error: CivilTongueError | None = None
) -> Response[bytes]:
    running = is_running(desk.house, kept)
    listed = kept.found["listed"] if kept.found else []
    with desk.house.database.read() as connection:
        texts = runs.beginnings(connection, desk.site.id, listed)
    return desk_page(
        request,
        desk,
        "desk/policy_reversal.html",
        status=status_of(error) if error else 200,
        kept=kept,
        reversal=reversal_of(kept),
        running=running,
        is_whole=kept.state == DONE,
        may_go_on=not running and kept.state != DONE,
        listed=[(each, texts.get(each, "")) for each in listed],
        who=naming(desk),
        error=error,
    )


def _page(request: Asked, desk: Desk, fields: dict[str, str], **said: object) -> Response[bytes]:
    with desk.house.database.read() as connection:
        policy = desk.house.in_force(connection, desk.site.id).policy
    error = said.get("error")
    known = {"count": None, "error": None, **said}
    return desk_page(
        request,
        desk,
        "desk/policy_revert.html",
        status=status_of(error) if isinstance(error, CivilTongueError) else 200,
        fields=fields,
        rules=rules_of(policy),
        before=newest_runs(desk.house, desk.site, _KIND),
        who=naming(desk),
        state=partial(state_of, desk.house),
        **known,
    )
