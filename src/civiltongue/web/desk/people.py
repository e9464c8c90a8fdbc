"""What a moderator does about the author of a comment, from the comment itself: warn, suspend, ban."""

from datetime import timedelta

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.standing import SanctionKind
from civiltongue.errors import BadInput
from civiltongue.operations.enter_violation import void_violation
from civiltongue.operations.read_queue import read_item
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.page import lead_in_desk
from civiltongue.web.desk.queue import wanted_of
from civiltongue.web.sessions import Asked

MOST_DAYS = 365


def post_warning(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Warn the author of a comment; they must read it before they comment again."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.WARN)
    return _sanction(desk, comment, form, SanctionKind.WARNING)


def post_suspension(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Suspend the author of a comment for some days."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.SUSPEND)
    return _sanction(desk, comment, form, SanctionKind.SUSPENSION, lasting=_days(form))


def post_ban(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Ban the author of a comment."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.BAN)
    return _sanction(desk, comment, form, SanctionKind.BAN)


def post_strike(request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody) -> Redirect:
    """Withdraw a strike that was entered for a violation, and what followed from it."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.WITHDRAW_STRIKE)
    author = read_item(desk.house, desk.site, comment).author
    void_violation(desk.house, desk.site, form.get("violation", ""), of=author.id, by=desk.by)
    return _back(desk, comment, form)


def _sanction(
    desk: Desk, comment: str, form: Form, kind: SanctionKind, *, lasting: timedelta | None = None
) -> Redirect:
    desk.check_comment(comment)
    author = read_item(desk.house, desk.site, comment).author
    reason = form.get("reason", "")
    sanction_author(desk.house, desk.site, author.id, kind=kind, reason=reason, by=desk.by, lasting=lasting)
    return _back(desk, comment, form)


def _days(form: Form) -> timedelta:
    try:
        days = int(form.get("days", ""))
    except ValueError:
        days = 0
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"A suspension lasts between 1 and {MOST_DAYS} days.", where="days")
    return timedelta(days=days)


def _back(desk: Desk, comment: str, form: Form) -> Redirect:
    return lead_in_desk(f"{desk.path}/comments/{comment}?{wanted_of(form).query}")
