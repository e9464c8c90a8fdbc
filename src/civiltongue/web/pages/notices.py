"""Giving notice that a comment is against the law, and seeing what became of it, without an account."""

from litestar import Response
from litestar.params import FromPath, RawBody

from civiltongue.domain.notice import NAMELESS, Ground
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import CivilTongueError, NotFound
from civiltongue.operations.give_notice import GivenNotice, give_notice, read_notice
from civiltongue.operations.house import House
from civiltongue.operations.read_thread import OLDEST, find_comment, read_thread_by_id
from civiltongue.storage import sites
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page
from civiltongue.web.sessions import Asked, address_of, house_of


def get_notice_form(request: Asked, comment: FromPath[str]) -> Response[bytes]:
    """Show the form for a notice about a comment, with the comment."""
    return _form(request, comment, {})


def post_notice_form(request: Asked, comment: FromPath[str], body: RawBody) -> Response[bytes]:
    """Take a notice in; a receipt comes by mail."""
    house = house_of(request)
    fields = read_form(request, body)
    site, _, _ = find_comment(house, comment)
    given = GivenNotice(
        comment_id=comment,
        ground=fields.get("ground", ""),
        text=fields.get("text", ""),
        name=fields.get("name", ""),
        email=fields.get("email", ""),
        address=address_of(request),
        is_subject=fields.get("subject") == "yes",
        in_good_faith=fields.get("faith") == "yes",
    )
    try:
        notice = give_notice(house, site, given)
    except CivilTongueError as error:
        return _form(request, comment, fields, error=error)
    return answer_page(
        request,
        "notice_told.html",
        status=201,
        site=site,
        policy=_policy(house, site),
        notice=notice,
        given=True,
    )


def get_notice(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show whoever has a notice's link what became of it."""
    house = house_of(request)
    notice = read_notice(house, token)
    with house.database.read() as connection:
        site = sites.get(connection, notice.site_id)
    if site is None:
        raise NotFound("There is no such notice.", where="notice")
    return answer_page(
        request, "notice_told.html", site=site, policy=_policy(house, site), notice=notice, given=False
    )


def _form(
    request: Asked, comment_id: str, fields: dict[str, str], *, error: CivilTongueError | None = None
) -> Response[bytes]:
    house = house_of(request)
    site, thread_id, number = find_comment(house, comment_id)
    page = read_thread_by_id(house, site, thread_id, order=OLDEST, number=number)
    return answer_page(
        request,
        "notice.html",
        status=status_of(error) if error else 200,
        site=site,
        policy=page.policy,
        comment=next(comment for comment in page.comments if comment.id == comment_id),
        thread_id=thread_id,
        grounds=[ground.value for ground in Ground],
        nameless={ground.value for ground in NAMELESS},
        fields=fields,
        error=error,
    )


def _policy(house: House, site: Site) -> Policy:
    with house.database.read() as connection:
        return house.in_force(connection, site.id).policy
