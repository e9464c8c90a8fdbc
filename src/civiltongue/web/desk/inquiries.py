"""Inquiries of people who are named in comments: search for the name, pick what is handed over, answer."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.inquiry import InquiryState
from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.answer_inquiry import (
    InquiryFile,
    answer_inquiry,
    look_at_inquiry,
    name_in_a_row,
    read_inquiries,
    refuse_inquiry,
    search_named,
)
from civiltongue.operations.search_comments import Results
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.searched import naming
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

PAGE = 100
"""How many comments a look lists."""


def get_inquiries(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List the inquiries that wait and whose address is proved, the longest first."""
    desk = asking_desk(request, site, Move.ANSWER_INQUIRY)
    return desk_page(request, desk, "desk/inquiries.html", found=read_inquiries(desk.house, desk.site))


def get_inquiry(request: Asked, site: FromPath[str], inquiry: FromPath[str]) -> Response[bytes]:
    """Show who asks, and what they were answered."""
    desk = asking_desk(request, site, Move.ANSWER_INQUIRY)
    return _page(request, desk, look_at_inquiry(desk.house, desk.site, inquiry), Form([]))


def post_search(
    request: Asked, site: FromPath[str], inquiry: FromPath[str], body: RawBody
) -> Response[bytes]:
    """Find comments that hold the name, or other words; the look is in the audit log, and what was picked stays."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.ANSWER_INQUIRY)
    file = look_at_inquiry(desk.house, desk.site, inquiry, picked=fields.every("comment"))
    words = fields.get("words", "").strip()
    try:
        found = search_named(desk.house, desk.site, inquiry, by=desk.by, words=words, most=PAGE)
    except CivilTongueError as error:
        return _page(request, desk, file, fields, error=error)
    return _page(request, desk, file, fields, found=found)


def post_inquiry(
    request: Asked, site: FromPath[str], inquiry: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Hand over the comments that were picked, or refuse; whoever asked is told why."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.ANSWER_INQUIRY)
    picked = fields.every("comment")
    file = look_at_inquiry(desk.house, desk.site, inquiry, picked=picked)
    state, answer = fields.get("state", ""), fields.get("answer", "")
    try:
        if state == InquiryState.ANSWERED.value:
            answer_inquiry(desk.house, desk.site, inquiry, comments=picked, answer=answer, by=desk.by)
        elif state == InquiryState.REFUSED.value:
            refuse_inquiry(desk.house, desk.site, inquiry, answer=answer, by=desk.by)
        else:
            raise BadInput("An inquiry is answered or refused.", where="state")
    except CivilTongueError as error:
        return _page(request, desk, file, fields, error=error)
    return lead_in_desk(f"{desk.path}/inquiries/{inquiry}?done=1")


def _page(
    request: Asked,
    desk: Desk,
    file: InquiryFile,
    fields: Form,
    *,
    found: Results | None = None,
    error: CivilTongueError | None = None,
) -> Response[bytes]:
    picked = {each.id for each in file.picked}
    return desk_page(
        request,
        desk,
        "desk/inquiry.html",
        status=status_of(error) if error else 200,
        inquiry=file.inquiry,
        words=fields.get("words", "").strip() or name_in_a_row(file.inquiry),
        picked=file.picked,
        found=[each for each in found.comments if each.comment_id not in picked] if found else [],
        looked=found is not None,
        more=bool(found and found.after),
        is_open=file.inquiry.state is InquiryState.OPEN,
        who=naming(desk),
        done="done" in request.query_params and error is None,
        error=error,
        fields=fields,
    )
