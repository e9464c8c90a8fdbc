"""Thresholds from decisions at the desk: what calibrating would propose, worked out in the background."""

from functools import partial

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.errors import CivilTongueError
from civiltongue.operations.keep_run import get_run, is_running, newest_runs, state_of, stop_run
from civiltongue.operations.run_calibration import aim_of, ask_calibration
from civiltongue.policyfile.rewrite import shown
from civiltongue.storage.runs import RunKind
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.runs import in_process, run_state
from civiltongue.web.desk.searched import naming
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

_KIND = RunKind.CALIBRATION


def get_calibrate(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Ask how often a rejected comment must break its rule, and a held one; list what was proposed before."""
    desk = asking_desk(request, site, Move.POLICY_TRY)
    return _page(request, desk, {"precision": "0.95", "hold": "0.25"})


def post_calibrate(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Begin to work out thresholds that the site's own decisions bear out; nothing is put in force."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    try:
        aim = aim_of(fields.get("precision", ""), fields.get("hold", ""))
        begin = in_process(desk.house, _KIND)
        kept = ask_calibration(desk.house, desk.site, aim, by=desk.by, begin=begin)
    except CivilTongueError as error:
        return _page(request, desk, fields, error=error)
    return lead_in_desk(f"{desk.path}/policy/calibrate/{kept.id}")


def get_calibration(request: Asked, site: FromPath[str], run: FromPath[str]) -> Response[bytes]:
    """Show how far a calibration is, or what it proposes and what that would mean."""
    desk = asking_desk(request, site, Move.POLICY_TRY)
    kept = get_run(desk.house, desk.site, _KIND, run)
    return desk_page(
        request,
        desk,
        "desk/policy_calibration.html",
        kept=kept,
        running=is_running(desk.house, kept),
        found=kept.found,
        shown=shown,
        share=lambda count: f"{count / max(kept.found['comments'], 1):.1%}" if kept.found else "",
    )


def get_state(request: Asked, site: FromPath[str], run: FromPath[str]) -> Response[bytes]:
    """Say how far a calibration is, for the script."""
    return run_state(asking_desk(request, site, Move.POLICY_TRY), _KIND, run)


def post_stop(request: Asked, site: FromPath[str], run: FromPath[str], body: RawBody) -> Redirect:
    """Stop a calibration; a part of the decisions would mislead, so that nothing of it is kept."""
    read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    stop_run(desk.house, desk.site, _KIND, run)
    return lead_in_desk(f"{desk.path}/policy/calibrate/{run}")


def _page(
    request: Asked, desk: Desk, fields: dict[str, str], *, error: CivilTongueError | None = None
) -> Response[bytes]:
    return desk_page(
        request,
        desk,
        "desk/policy_calibrate.html",
        status=status_of(error) if error else 200,
        fields=fields,
        before=newest_runs(desk.house, desk.site, _KIND),
        who=naming(desk),
        state=partial(state_of, desk.house),
        error=error,
    )
