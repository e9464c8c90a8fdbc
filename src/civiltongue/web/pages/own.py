"""One's own comment on a page: why it was decided so, edit it, withdraw it; and reporting another's."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.agreement import Agreement
from civiltongue.errors import CivilTongueError, NotFound
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.discuss_appeal import speak_about_appeal
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_appeals import read_my_appeal
from civiltongue.operations.read_mine import MyComment, read_mine, read_my_comment
from civiltongue.operations.read_thread import find_comment
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.sessions import Asking
from civiltongue.operations.tokens import random_token
from civiltongue.operations.vote_for_comment import vote_for_comment
from civiltongue.operations.withdraw_comment import withdraw_comment
from civiltongue.storage import comments
from civiltongue.web.api import present
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to, to_sign_in
from civiltongue.web.sessions import Asked, address_of, asking_page, house_of, site_owning


def get_mine(request: Asked, comment: FromPath[str]) -> Response[bytes] | Redirect:
    """Show one's own comment with its statement of reasons and the moves that are permitted."""
    asking = asking_page(request)
    if asking is None:
        return _to_sign_in(request, comment)
    mine = read_my_comment(house_of(request), asking.site, asking.author, comment)
    return _mine(request, asking, mine)


def post_mine(request: Asked, comment: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Edit or withdraw one's own comment, or appeal against its rejection."""
    house, asking = house_of(request), asking_page(request)
    fields = read_form(request, body)
    if asking is None:
        return _to_sign_in(request, comment)
    if fields.get("move") == "withdraw":
        withdraw_comment(house, asking.site, asking.author, comment)
        return lead_to(f"/comments/{comment}/mine")
    if fields.get("move") in {"appeal", "speak"}:
        return _appeal(request, asking, comment, fields)
    edit = Edit(
        author=asking.author,
        comment_id=comment,
        source=fields.get("text", ""),
        consent=fields.get("consent", ""),
        address=address_of(request),
        draft=fields.get("draft", ""),
        insist=fields.get("insist", ""),
    )
    try:
        outcome = edit_comment(house, asking.site, edit)
    except CivilTongueError as error:
        mine = read_my_comment(house, asking.site, asking.author, comment)
        return _mine(request, asking, mine, text=edit.source, error=error)
    if outcome.word == "nudged":
        mine = read_my_comment(house, asking.site, asking.author, comment)
        return _mine(request, asking, mine, text=edit.source, nudge=outcome, draft=edit.draft)
    return lead_to(f"/comments/{comment}/mine")


def _appeal(
    request: Asked, asking: Asking, comment: str, fields: Mapping[str, str]
) -> Response[bytes] | Redirect:
    house, why = house_of(request), fields.get("why", "")
    about, more = fields.get("appeal", ""), fields.get("more", "")
    try:
        if about:
            speak_about_appeal(house, asking.site, asking.author, appeal_id=about, text=more)
        else:
            appeal_ruling(house, asking.site, asking.author, comment_id=comment, text=why)
    except CivilTongueError as error:
        mine = read_my_comment(house, asking.site, asking.author, comment)
        return _mine(request, asking, mine, error=error, why=why)
    return lead_to(f"/comments/{comment}/mine")


def get_report(request: Asked, comment: FromPath[str]) -> Response[bytes] | Redirect:
    """Show the form that reports a comment under a rule."""
    asking = asking_page(request)
    if asking is None:
        return _to_sign_in(request, comment, page="report")
    return _report(request, asking, comment, {})


def post_report_form(request: Asked, comment: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Report a comment under a rule."""
    house, asking = house_of(request), asking_page(request)
    fields = read_form(request, body)
    if asking is None:
        return _to_sign_in(request, comment, page="report")
    try:
        report_comment(
            house,
            asking.site,
            asking.author,
            comment_id=comment,
            rule=fields.get("rule", ""),
            text=fields.get("text", ""),
        )
    except CivilTongueError as error:
        return _report(request, asking, comment, fields, error=error)
    return _report(request, asking, comment, fields, done=True)


def get_recommend(request: Asked, comment: FromPath[str]) -> Response[bytes] | Redirect:
    """Show the form that recommends a comment, or takes that back."""
    asking = asking_page(request)
    if asking is None:
        return _to_sign_in(request, comment, page="recommend")
    return _recommend(request, asking, comment)


def post_recommend(request: Asked, comment: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Recommend a comment, or no longer, and lead back to it."""
    house, asking = house_of(request), asking_page(request)
    fields = read_form(request, body)
    if asking is None:
        return _to_sign_in(request, comment, page="recommend")
    recommended = fields.get("move") == "recommend"
    try:
        vote_for_comment(house, asking.site, asking.author, comment_id=comment, recommended=recommended)
    except CivilTongueError as error:
        return _recommend(request, asking, comment, error=error)
    return lead_to(f"/comments/{comment}")


def _mine(
    request: Asked,
    asking: Asking,
    mine: MyComment,
    *,
    text: str | None = None,
    error: CivilTongueError | None = None,
    nudge: Outcome | None = None,
    draft: str = "",
    why: str = "",
) -> Response[bytes]:
    house = house_of(request)
    comment, revision = mine.outcome.comment, mine.outcome.revision
    assert comment is not None
    assert revision is not None
    shown = nudge or mine.outcome
    spans = [span for reason in shown.statement.reasons for span in reason.spans]
    with house.database.read() as connection:
        policy = house.in_force(connection, asking.site.id).policy
    return answer_page(
        request,
        "mine.html",
        status=status_of(error) if error else 200,
        asking=asking,
        site=asking.site,
        policy=policy,
        mine=mine,
        my_appeal=read_my_appeal(house, asking.site, asking.author, comment.id),
        why=why,
        agreement=Agreement.of(revision.consent_version) if revision.consent_version else None,
        comment=comment,
        revision=revision,
        text=revision.source if text is None else text,
        statement=present.statement(house, asking.site, shown),
        marked=marked(shown.visible, spans),
        insist=nudge.insist if nudge else "",
        draft=draft or random_token(house)[:24],
        error=error,
    )


def _report(
    request: Asked,
    asking: Asking,
    comment_id: str,
    fields: dict[str, str],
    *,
    error: CivilTongueError | None = None,
    done: bool = False,
) -> Response[bytes]:
    house = house_of(request)
    with house.database.read() as connection:
        policy = house.in_force(connection, asking.site.id).policy
    place: Any = None
    try:
        site, thread_id, _ = find_comment(house, comment_id)
        if site.id == asking.site.id:
            place = thread_id
    except NotFound:
        if not done:
            raise
    return answer_page(
        request,
        "report.html",
        status=status_of(error) if error else 202 if done else 200,
        asking=asking,
        site=asking.site,
        policy=policy,
        comment_id=comment_id,
        thread_id=place,
        fields=fields,
        error=error,
        done=done,
    )


def _recommend(
    request: Asked, asking: Asking, comment_id: str, *, error: CivilTongueError | None = None
) -> Response[bytes]:
    house = house_of(request)
    site, thread_id, _ = find_comment(house, comment_id)
    if site.id != asking.site.id:
        raise NotFound("There is no such comment.", where="comment")
    mine = read_mine(house, site, asking.author, thread_id)
    return answer_page(
        request,
        "recommend.html",
        status=status_of(error) if error else 200,
        asking=asking,
        site=site,
        policy=mine.policy,
        comment_id=comment_id,
        recommended=comment_id in mine.voted,
        error=error,
    )


def _to_sign_in(request: Asked, comment: str, *, page: str = "mine") -> Redirect:
    site = site_owning(request, comments.site_of, comment, what="comment")
    return to_sign_in(site.name, f"/comments/{comment}/{page}")
