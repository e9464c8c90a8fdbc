"""Legal notices that wait, and deciding about each."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.errors import BadInput, CivilTongueError, NotFound
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.storage import notices
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.searched import naming, rules_of
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.sessions import Asked


def get_notices(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List the open notices of the moderator's sections, the longest first."""
    desk = asking_desk(request, site, Move.READ_NOTICES)
    known = [(notice, _item(desk, notice)) for notice in read_notices(desk.house, desk.site)]
    found = [(notice, item) for notice, item in known if desk.moderator.sees(item.thread.url)]
    return desk_page(request, desk, "desk/notices.html", found=found)


def get_notice(request: Asked, site: FromPath[str], notice: FromPath[str]) -> Response[bytes]:
    """Show a notice beside the comment that it is about."""
    desk = asking_desk(request, site, Move.READ_NOTICES)
    return _page(request, desk, *_known(desk, notice))


def post_notice(
    request: Asked, site: FromPath[str], notice: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Remove the comment under a rule, or let it stand; both sides are told why."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE_NOTICE)
    known, item = _known(desk, notice)
    try:
        decision = NoticeDecision(
            known.id,
            _state(fields.get("state", "")),
            fields.get("answer", ""),
            by=desk.by,
            rule=fields.get("rule", ""),
        )
        decide_notice(desk.house, desk.site, decision)
    except CivilTongueError as error:
        return _page(request, desk, known, item, error=error, fields=fields)
    return lead_in_desk(f"{desk.path}/notices/{known.id}?done=1")


def _known(desk: Desk, notice_id: str) -> tuple[Notice, Item]:
    with desk.house.database.read() as connection:
        notice = notices.get(connection, desk.site.id, notice_id)
    if notice is None:
        raise NotFound("There is no such notice.", where="notice")
    item = _item(desk, notice)
    desk.check_story(item.thread)
    return notice, item


def _item(desk: Desk, notice: Notice) -> Item:
    return read_item(desk.house, desk.site, notice.comment_id)


def _state(word: str) -> NoticeState:
    try:
        return NoticeState(word)
    except ValueError as error:
        raise BadInput("A notice is upheld or refused.", where="state") from error


def _page(
    request: Asked,
    desk: Desk,
    notice: Notice,
    item: Item,
    *,
    error: CivilTongueError | None = None,
    fields: dict[str, str] | None = None,
) -> Response[bytes]:
    spans = [span for reason in item.ruling.ruling.reasons for span in reason.spans]
    is_open = notice.state is NoticeState.OPEN
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
        may_decide=is_open and desk.may(Move.DECIDE_NOTICE),
        done="done" in request.query_params and error is None,
        error=error,
        fields=fields or {},
    )
