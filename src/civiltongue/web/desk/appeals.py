"""Appeals: each with the first decision beside it, and never decided by whoever made that one.

Those about refused notices stand in the list; the notice's own page shows them.
"""

from operator import itemgetter

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.appeal_notice import read_notice_appeals
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.discuss_appeal import ask_about_appeal
from civiltongue.operations.read_appeal import AppealFile, read_appeal
from civiltongue.operations.read_appeals import AppealItem, read_open_appeals
from civiltongue.operations.sections import check_whole_site
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.notices import days_to_decide, seen_by
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.searched import naming
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.sessions import Asked


def get_appeals(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List the open appeals of the moderator's sections, about notices too, the longest first."""
    desk = asking_desk(request, site, Move.READ_APPEALS)
    listed = read_open_appeals(desk.house, desk.site, places=desk.places)
    by_authors = [item for item in listed if _sees(desk, item)]
    about_notices = seen_by(desk, read_notice_appeals(desk.house, desk.site))
    found = sorted(
        [
            *((item.appeal.created_at, item, None) for item in by_authors),
            *((notice.due_at(0), item, notice) for notice, item in about_notices),
        ],
        key=itemgetter(0),
    )
    return desk_page(
        request,
        desk,
        "desk/appeals.html",
        found=[(item, notice) for _, item, notice in found],
        days=days_to_decide(desk),
        now=desk.house.clock(),
    )


def get_appeal(request: Asked, site: FromPath[str], appeal: FromPath[str]) -> Response[bytes]:
    """Show an appeal, and the decision that it is against."""
    desk = asking_desk(request, site, Move.READ_APPEALS)
    return _page(request, desk, _file(desk, appeal))


def post_appeal(
    request: Asked, site: FromPath[str], appeal: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Uphold the decision or overturn it; the author is told why."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE_APPEAL)
    file = _file(desk, appeal)
    answer = fields.get("answer", "")
    try:
        decision = AppealDecision(file.appeal.id, _state(fields.get("state", "")), answer, desk.by)
        decide_appeal(desk.house, desk.site, decision)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error, answer=answer)
    return lead_in_desk(f"{desk.path}/appeals/{file.appeal.id}?done=1")


def post_question(
    request: Asked, site: FromPath[str], appeal: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Ask the author something before it is decided."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE_APPEAL)
    file = _file(desk, appeal)
    text = fields.get("text", "")
    try:
        ask_about_appeal(desk.house, desk.site, appeal_id=file.appeal.id, text=text, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error, text=text)
    return lead_in_desk(f"{desk.path}/appeals/{file.appeal.id}?done=1")


def _sees(desk: Desk, item: AppealItem) -> bool:
    """Say whether an appeal is of the moderator's sections; what is against a sanction is of the whole site."""
    if item.item is None:
        return not desk.moderator.sections
    return desk.moderator.sees(item.item.thread.url)


def _file(desk: Desk, appeal_id: str) -> AppealFile:
    file = read_appeal(desk.house, desk.site, appeal_id)
    if file.contested is not None:
        desk.check_story(file.contested.thread)
    else:
        check_whole_site(desk.moderator)
    return file


def _state(word: str) -> AppealState:
    try:
        return AppealState(word)
    except ValueError as error:
        raise BadInput("An appeal is upheld or overturned.", where="state") from error


def _page(
    request: Asked,
    desk: Desk,
    file: AppealFile,
    *,
    error: CivilTongueError | None = None,
    answer: str = "",
    text: str = "",
) -> Response[bytes]:
    contested = file.contested
    reasons = contested.ruling.ruling.reasons if contested else ()
    spans = [span for reason in reasons for span in reason.spans]
    is_open = file.appeal.state is AppealState.OPEN
    return desk_page(
        request,
        desk,
        "desk/appeal.html",
        status=status_of(error) if error else 200,
        file=file,
        words=marked(contested.revision.visible, spans) if contested else "",
        who=naming(desk),
        rule_title=lambda rule: rule_in_words(rule, file.policy)[0],
        is_open=is_open,
        excluded=file.first == desk.by,
        may_decide=is_open and desk.may(Move.DECIDE_APPEAL) and file.first != desk.by,
        done="done" in request.query_params and error is None,
        error=error,
        answer=answer,
        text=text,
    )
