"""Accept advice on imported comments, in bulk and after a look."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.errors import CivilTongueError
from civiltongue.operations.accept_advice import accept_advice, read_advice
from civiltongue.operations.read_queue import Item
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

_LISTED = 50


def get_advice(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List imported comments that readers see against the advice of the rules in force."""
    return _page(request, asking_desk(request, site, Move.DECIDE))


def post_advice(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Decide about the marked comments as the advice on them says."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE)
    listed = {item.comment.id for item in _items(desk)}
    try:
        for comment_id in form.every("comment"):
            if comment_id in listed:
                accept_advice(desk.house, desk.site, comment_id, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/policy/advice?done=1")


def _items(desk: Desk) -> list[Item]:
    found = read_advice(desk.house, desk.site, places=desk.places, most=_LISTED)
    return [item for item in found if desk.moderator.sees(item.thread.url)]


def _page(request: Asked, desk: Desk, *, error: CivilTongueError | None = None) -> Response[bytes]:
    with desk.house.database.read() as connection:
        policy = desk.house.in_force(connection, desk.site.id).policy
    return desk_page(
        request,
        desk,
        "desk/policy_advice.html",
        status=status_of(error) if error else 200,
        items=_items(desk),
        policy=policy,
        done="done" in request.query_params and error is None,
        error=error,
    )
