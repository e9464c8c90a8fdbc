"""Asking which comments name one, and seeing the answer, without an account."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.errors import CivilTongueError
from civiltongue.operations.ask_inquiry import InquiryWish, ask_inquiry, confirm_inquiry, read_inquiry
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to
from civiltongue.web.sessions import Asked, address_of, house_of, site_of


def get_named(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show the form with which anybody asks for the comments that name them."""
    return _form(request, site, {})


def post_named(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Mail the link that proves the address; the answer is the same for every name."""
    fields = read_form(request, body)
    wish = InquiryWish(
        fields.get("name", ""), fields.get("email", ""), fields.get("text", ""), address_of(request)
    )
    try:
        ask_inquiry(house_of(request), site_of(request, site), wish)
    except CivilTongueError as error:
        return _form(request, site, fields, error=error)
    return _form(request, site, {}, done=True)


def get_inquiry(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show whoever asked how far it is, and the comments that they may see."""
    told = read_inquiry(house_of(request), token)
    return answer_page(
        request, "inquiry.html", asking=None, site=told.site, policy=told.policy, told=told, token=token
    )


def post_inquiry(request: Asked, token: FromPath[str], body: RawBody) -> Redirect:
    """Take the link as a proof of the address; only the button does, so that no scanner can."""
    read_form(request, body)
    confirm_inquiry(house_of(request), token)
    return lead_to(f"/inquiries/{token}")


def _form(
    request: Asked,
    site_name: str,
    fields: dict[str, str],
    *,
    error: CivilTongueError | None = None,
    done: bool = False,
) -> Response[bytes]:
    house, site = house_of(request), site_of(request, site_name)
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
    return answer_page(
        request,
        "named.html",
        status=status_of(error) if error else 200,
        site=site,
        policy=policy,
        fields=fields,
        error=error,
        done=done,
    )
