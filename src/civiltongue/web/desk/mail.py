"""Moderation by mail: when letters come, and deciding by a link in one."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.digest import DigestWish, Often
from civiltongue.domain.moderation import Move
from civiltongue.domain.ruling import Verdict
from civiltongue.errors import BadInput, CivilTongueError, Conflict, NotPermitted, TokenInvalid
from civiltongue.operations.decide_by_mail import Offered, decide_by_mail, read_decision_link
from civiltongue.operations.send_digests import choose_digest
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import digests
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk, open_page
from civiltongue.web.desk.searched import name_of
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.sessions import Asked, house_of


def get_mail(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Ask a moderator when letters about what waits should come."""
    return _wish_page(request, asking_desk(request, site, Move.READ_QUEUE))


def post_mail(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Store when a moderator wants letters."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.READ_QUEUE)
    try:
        wish = DigestWish(
            _often(fields.get("often", "")), _hour(fields.get("from", "")), _hour(fields.get("until", ""))
        )
        choose_digest(desk.house, desk.moderator, wish)
    except CivilTongueError as error:
        return _wish_page(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/mail?done=1")


def get_decision(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show what a link in a letter would decide; only the button does, so that no scanner can."""
    return _offer_page(request, token, read_decision_link(house_of(request), token))


def post_decision(request: Asked, token: FromPath[str], body: RawBody) -> Response[bytes]:
    """Decide as the link offers, once; what was decided meanwhile is said."""
    fields, house = read_desk_form(request, body), house_of(request)
    try:
        offered = decide_by_mail(
            house, token, rule=fields.get("rule", ""), note=fields.get("note", "").strip()
        )
    except (TokenInvalid, NotPermitted):
        raise
    except CivilTongueError as error:
        return _offer_page(request, token, read_decision_link(house, token), error=error)
    return open_page(request, "desk/decided.html", offered=offered)


def _wish_page(request: Asked, desk: Desk, *, error: CivilTongueError | None = None) -> Response[bytes]:
    with desk.house.database.read() as connection:
        wish = digests.wish_of(connection, desk.site.id, desk.moderator.id)
    return desk_page(
        request,
        desk,
        "desk/mail.html",
        status=status_of(error) if error else 200,
        wish=wish,
        choices=[often.value for often in Often],
        done="done" in request.query_params and error is None,
        error=error,
    )


def _offer_page(
    request: Asked, token: str, offered: Offered, *, error: CivilTongueError | None = None
) -> Response[bytes]:
    status = status_of(error) if error else 409 if offered.meanwhile else 200
    reasons = offered.item.ruling.ruling.reasons
    named = [reason.rule for reason in reasons if offered.policy.rule(reason.rule)]
    spans = [span for reason in reasons for span in reason.spans]
    by = offered.meanwhile.decided_by if offered.meanwhile else ""
    return open_page(
        request,
        "desk/decide.html",
        status=status,
        offered=offered,
        words=marked(offered.item.revision.visible, spans),
        reasons=[rule_in_words(reason.rule, offered.policy)[0] for reason in reasons],
        rules=[(rule.id, rule.title) for rule in offered.policy.rules],
        chosen=named[0] if named else "",
        is_rejection=offered.verdict is Verdict.REJECT,
        by=name_of(house_of(request), offered.site.id, by) if by else "",
        token=token,
        error=None if isinstance(error, Conflict) else error,
    )


def _often(word: str) -> Often:
    try:
        return Often(word)
    except ValueError as error:
        raise BadInput("Letters come never, hourly or daily.", where="often") from error


def _hour(typed: str) -> int | None:
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 3):
        raise BadInput("An hour of the day is a number from 0 to 23.", where="quiet")
    return int(typed)
