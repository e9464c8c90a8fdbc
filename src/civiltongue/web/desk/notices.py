"""Legal notices that wait, deciding about each, and about the appeal where it was refused."""

from collections.abc import Callable

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.moderation import Move
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, CivilTongueError, NotFound
from civiltongue.operations.appeal_notice import decide_notice_appeal
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.house import House
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.storage import notices
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.searched import naming, rules_of
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.sessions import Asked

_HEARD = {AppealState.UPHELD.value: NoticeState.REFUSED, AppealState.OVERTURNED.value: NoticeState.UPHELD}
"""What becomes of a refused notice where its refusal is upheld, or overturned."""


def get_notices(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List the open notices of the moderator's sections, the longest first."""
    desk = asking_desk(request, site, Move.READ_NOTICES)
    found = seen_by(desk, read_notices(desk.house, desk.site))
    days = days_to_decide(desk)
    return desk_page(request, desk, "desk/notices.html", found=found, days=days, now=desk.house.clock())


def get_notice(request: Asked, site: FromPath[str], notice: FromPath[str]) -> Response[bytes]:
    """Show a notice beside the comment that it is about, with the appeal about it."""
    desk = asking_desk(request, site, Move.READ_NOTICES)
    return _page(request, desk, *_known(desk, notice))


def post_notice(
    request: Asked, site: FromPath[str], notice: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Remove the comment under a rule, or let it stand; both sides are told why."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE_NOTICE)
    return _decide(request, desk, notice, fields, _of_notice, decide_notice)


def post_appeal(
    request: Asked, site: FromPath[str], notice: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Uphold a notice's refusal, or overturn it, which removes the comment under a rule."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE_APPEAL)
    return _decide(request, desk, notice, fields, _of_appeal, decide_notice_appeal)


def seen_by(desk: Desk, found: list[Notice]) -> list[tuple[Notice, Item]]:
    """Return the notices of the moderator's sections, each with the comment that it is about."""
    known = [(notice, read_item(desk.house, desk.site, notice.comment_id)) for notice in found]
    return [(notice, item) for notice, item in known if desk.moderator.sees(item.thread.url)]


def days_to_decide(desk: Desk) -> int:
    """Return within how many days the house rules want notices, and appeals about them, decided."""
    with desk.house.database.read() as connection:
        return desk.house.in_force(connection, desk.site.id).policy.notices.decide


def _decide(
    request: Asked,
    desk: Desk,
    notice_id: str,
    fields: Form,
    state_of: Callable[[str], NoticeState],
    operation: Callable[[House, Site, NoticeDecision], Notice],
) -> Response[bytes] | Redirect:
    known, item = _known(desk, notice_id)
    try:
        state = state_of(fields.get("state", ""))
        answer, rule = fields.get("answer", ""), fields.get("rule", "")
        operation(desk.house, desk.site, NoticeDecision(known.id, state, answer, by=desk.by, rule=rule))
    except CivilTongueError as error:
        return _page(request, desk, known, item, error=error, fields=fields)
    return lead_in_desk(f"{desk.path}/notices/{known.id}?done=1")


def _known(desk: Desk, notice_id: str) -> tuple[Notice, Item]:
    with desk.house.database.read() as connection:
        notice = notices.get(connection, desk.site.id, notice_id)
    if notice is None:
        raise NotFound("There is no such notice.", where="notice")
    item = read_item(desk.house, desk.site, notice.comment_id)
    desk.check_story(item.thread)
    return notice, item


def _of_notice(word: str) -> NoticeState:
    try:
        return NoticeState(word)
    except ValueError as error:
        raise BadInput("A notice is upheld or refused.", where="state") from error


def _of_appeal(word: str) -> NoticeState:
    try:
        return _HEARD[word]
    except KeyError as error:
        raise BadInput("An appeal is upheld or overturned.", where="state") from error


def _page(
    request: Asked,
    desk: Desk,
    notice: Notice,
    item: Item,
    *,
    error: CivilTongueError | None = None,
    fields: Form | None = None,
) -> Response[bytes]:
    spans = [span for reason in item.ruling.ruling.reasons for span in reason.spans]
    appealed = notice.appeal is not None and notice.appeal.state is AppealState.OPEN
    excluded = appealed and notice.decided_by == desk.by
    now = desk.house.clock()
    return desk_page(
        request,
        desk,
        "desk/notice.html",
        status=status_of(error) if error else 200,
        notice=notice,
        item=item,
        words=marked(item.revision.visible, spans),
        who=naming(desk),
        rules=rules_of(desk, engine=False),
        days=days_to_decide(desk),
        now=now,
        asked=notice.state is NoticeState.OPEN and notice.awaits_author(now),
        may_decide=notice.state is NoticeState.OPEN and desk.may(Move.DECIDE_NOTICE),
        excluded=excluded,
        may_hear=appealed and not excluded and desk.may(Move.DECIDE_APPEAL),
        done="done" in request.query_params and error is None,
        error=error,
        fields=fields or {},
    )
