"""Signing in at the desk, by key or by a mailed link, and signing out."""

from contextlib import suppress
from typing import Annotated

from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter, RawBody
from litestar.response import Redirect

from civiltongue.errors import BadInput, CivilTongueError, NotSignedIn
from civiltongue.operations.desk_session import (
    AtDesk,
    leave_desk,
    send_desk_link,
    sign_in_by_key,
    sign_in_by_link,
    who_is_at_desk,
)
from civiltongue.storage import sites
from civiltongue.web.desk.asking import read_desk_form
from civiltongue.web.desk.page import lead_in_desk, open_page
from civiltongue.web.errors import status_of
from civiltongue.web.pages.layout import own_path
from civiltongue.web.sessions import DESK_COOKIE, Asked, address_of, house_of, site_of


def get_desk(request: Asked) -> Redirect:
    """Lead a moderator to the desk of their site, and anybody else to signing in."""
    house = house_of(request)
    try:
        moderator = who_is_at_desk(house, request.cookies.get(DESK_COOKIE, ""))
    except NotSignedIn:
        return lead_in_desk("/desk/sign-in")
    with house.database.read() as connection:
        site = sites.get(connection, moderator.site_id)
    assert site is not None
    return lead_in_desk(f"/desk/{site.name}")


def get_sign_in(
    request: Asked, site: FromQuery[str] = "", next_path: Annotated[str, QueryParameter(name="next")] = ""
) -> Response[bytes]:
    """Ask for a moderator's key, or for the address that a link is sent to."""
    return _page(request, {"site": site, "next": next_path})


def post_sign_in(request: Asked, body: RawBody) -> Response[bytes] | Redirect:
    """Sign in with a moderator's key."""
    form = read_desk_form(request, body)
    try:
        return _in(request, sign_in_by_key(house_of(request), form.get("key", "")), form.get("next", ""))
    except NotSignedIn as error:
        return _page(request, form, error=error)


def post_wish(request: Asked, body: RawBody) -> Response[bytes]:
    """Mail a link; the answer is the same for every address."""
    form = read_desk_form(request, body)
    try:
        of = site_of(request, form.get("site", ""))
        send_desk_link(house_of(request), of, form.get("email", ""), address=address_of(request))
    except BadInput as error:
        return _page(request, form, error=error)
    return open_page(request, "desk/link_sent.html", email=form.get("email", "").strip())


def get_link(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show what a mailed link is for; only the button uses it, so that no scanner can."""
    return open_page(request, "desk/link.html", token=token)


def post_link(request: Asked, token: FromPath[str], body: RawBody) -> Redirect:
    """Sign in with a mailed link."""
    read_desk_form(request, body)
    return _in(request, sign_in_by_link(house_of(request), token), "")


def post_sign_out(request: Asked, body: RawBody) -> Redirect:
    """End the session at the desk."""
    read_desk_form(request, body)
    house, token = house_of(request), request.cookies.get(DESK_COOKIE, "")
    with suppress(NotSignedIn):
        leave_desk(house, who_is_at_desk(house, token), token)
    return lead_in_desk("/desk/sign-in", session="", secure=house.settings.is_secure)


def _in(request: Asked, found: AtDesk, wanted: str) -> Redirect:
    path = own_path(wanted)
    session, secure = found.token, house_of(request).settings.is_secure
    return lead_in_desk(path if path.startswith("/desk/") else "/desk", session=session, secure=secure)


def _page(
    request: Asked, fields: dict[str, str], *, error: CivilTongueError | None = None
) -> Response[bytes]:
    return open_page(
        request,
        "desk/sign_in.html",
        status=status_of(error) if error else 200,
        site_name=fields.get("site", ""),
        next_path=own_path(fields.get("next", "")),
        email=fields.get("email", ""),
        error=error,
    )
