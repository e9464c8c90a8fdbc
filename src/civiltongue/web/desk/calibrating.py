"""Thresholds from decisions at the desk: what calibrating would propose, and the draft with it."""

from litestar import Response
from litestar.params import FromPath, RawBody

from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.calibrate_policy import Aim, Calibration, calibrate_policy
from civiltongue.policyfile.rewrite import shown
from civiltongue.storage import decisions
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

MOST_COMMENTS = 20_000
"""How many comments a page can be waited for; the command line takes any number."""


def get_calibrate(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Ask how often a rejected comment must break its rule, and a held one."""
    desk = asking_desk(request, site, Move.POLICY_TRY)
    return _page(request, desk, {"precision": "0.95", "hold": "0.25"})


def post_calibrate(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Show thresholds that the site's own decisions bear out; nothing is put in force."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    try:
        found = _calibrated(desk, fields)
    except CivilTongueError as error:
        return _page(request, desk, fields, error=error)
    return _page(request, desk, fields, found=found)


def _calibrated(desk: Desk, fields: dict[str, str]) -> Calibration:
    with desk.house.database.read() as connection:
        count = decisions.count(connection, desk.site.id)
    if count > MOST_COMMENTS:
        raise BadInput(
            f"The site has {count:,} comments, too many to wait for on a page.",
            hint=f"Ask on the command line: civiltongue policy calibrate --site {desk.site.name}.",
        )
    try:
        aim = Aim(float(fields.get("precision", "")), float(fields.get("hold", "")))
    except ValueError as error:
        raise BadInput("Write a number between 0 and 1.", where="precision") from error
    return calibrate_policy(desk.house, desk.site, aim)


def _page(
    request: Asked,
    desk: Desk,
    fields: dict[str, str],
    *,
    found: Calibration | None = None,
    error: CivilTongueError | None = None,
) -> Response[bytes]:
    return desk_page(
        request,
        desk,
        "desk/policy_calibrate.html",
        status=status_of(error) if error else 200,
        fields=fields,
        found=found,
        shown=shown,
        error=error,
    )
