"""Claims of names from before: who says that an author is them."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.claim import ClaimState
from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.claim_author import decide_claim, read_open_claims
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked


def get_claims(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List the open claims, the longest first."""
    return _page(request, asking_desk(request, site, Move.DECIDE_CLAIM))


def post_claim(
    request: Asked, site: FromPath[str], claim: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Confirm a claim, which hands everything over, or refuse it; the claimant is told."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE_CLAIM)
    try:
        decide_claim(desk.house, desk.site, claim, _state(fields.get("state", "")), by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/claims?done=1")


def _state(word: str) -> ClaimState:
    try:
        return ClaimState(word)
    except ValueError as error:
        raise BadInput("A claim is confirmed or refused.", where="state") from error


def _page(request: Asked, desk: Desk, *, error: CivilTongueError | None = None) -> Response[bytes]:
    return desk_page(
        request,
        desk,
        "desk/claims.html",
        status=status_of(error) if error else 200,
        found=read_open_claims(desk.house, desk.site),
        done="done" in request.query_params and error is None,
        error=error,
    )
