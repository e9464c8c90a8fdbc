"""Giving notice that a comment is against the law, and seeing what became of it, without an account."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.notice import NAMELESS, Ground, Notice
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import CivilTongueError, NotFound, TokenInvalid
from civiltongue.operations.answer_notice import answer_notice, read_asked
from civiltongue.operations.appeal_notice import appeal_notice, is_notice_appealable
from civiltongue.operations.give_notice import GivenNotice, give_notice, read_notice
from civiltongue.operations.house import House
from civiltongue.operations.read_thread import OLDEST, find_comment, read_thread_by_id
from civiltongue.storage import sites
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to
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
        **_told(house, site, notice, token=""),
        given=True,
        error=None,
    )


def get_notice(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show whoever has a notice's link what became of it, and the form for an appeal where it was refused."""
    return _told_page(request, token)


def post_notice_appeal(request: Asked, token: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Appeal against the refusal of a notice, by its link."""
    house, fields = house_of(request), read_form(request, body)
    try:
        appeal_notice(house, token, fields.get("why", ""))
    except TokenInvalid:
        raise
    except CivilTongueError as error:
        return _told_page(request, token, error=error, why=fields.get("why", ""))
    return lead_to(f"/notices/{token}")


def get_asked(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show an author what somebody gave notice of, with the form for an answer."""
    return _asked_page(request, token)


def post_asked(request: Asked, token: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Take in what an author says to a notice, by the link in their letter."""
    house, fields = house_of(request), read_form(request, body)
    try:
        answer_notice(house, token, fields.get("why", ""))
    except TokenInvalid:
        raise
    except CivilTongueError as error:
        return _asked_page(request, token, error=error, why=fields.get("why", ""))
    return lead_to(f"/notices/answer/{token}")


def _told_page(
    request: Asked, token: str, *, error: CivilTongueError | None = None, why: str = ""
) -> Response[bytes]:
    house = house_of(request)
    notice = read_notice(house, token)
    with house.database.read() as connection:
        site = sites.get(connection, notice.site_id)
    if site is None:
        raise NotFound("There is no such notice.", where="notice")
    return answer_page(
        request,
        "notice_told.html",
        status=status_of(error) if error else 200,
        **_told(house, site, notice, token=token),
        given=False,
        error=error,
        why=why,
    )


def _told(house: House, site: Site, notice: Notice, *, token: str) -> dict[str, Any]:
    """Return what the page says of a notice: by when something is due, and whether there can be an appeal."""
    policy, now = _policy(house, site), house.clock()
    due = notice.due_at(policy.notices.decide) if notice.waits else None
    return {
        "site": site,
        "policy": policy,
        "notice": notice,
        "token": token,
        "due": due,
        "overdue": due is not None and due <= now,
        "appealable": bool(token) and is_notice_appealable(notice, policy, now=now),
    }


def _asked_page(
    request: Asked, token: str, *, error: CivilTongueError | None = None, why: str = ""
) -> Response[bytes]:
    asked = read_asked(house_of(request), token)
    return answer_page(
        request,
        "notice_answer.html",
        status=status_of(error) if error else 200,
        site=asked.site,
        policy=asked.policy,
        asked=asked,
        token=token,
        error=error,
        why=why,
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
