"""Take back what a rule decided in a time, and accept advice on imported comments, in bulk."""

from dataclasses import replace
from datetime import datetime

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput, CivilTongueError, Conflict
from civiltongue.operations.accept_advice import accept_advice, read_advice
from civiltongue.operations.read_queue import Item
from civiltongue.operations.revert_rule import Reversal, count_revertible, revert_rule
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.policy import rules_of
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

MOST_AT_ONCE = 500
"""How many comments a page reverts; more of them are for the command line, which shows how far it is."""
_LISTED = 50


def get_revert(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Ask which rule and which time are meant."""
    return _page(request, asking_desk(request, site, Move.POLICY_REVERT), {})


def post_revert(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Say how many comments are meant; where that was seen and confirmed, revert."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_REVERT)
    try:
        reversal = _reversal(desk, fields)
        count = count_revertible(desk.house, desk.site, reversal)
        if fields.get("do") != "revert":
            return _page(request, desk, fields, count=count)
        if count > MOST_AT_ONCE:
            raise Conflict(
                f"These are {count:,} comments, too many to wait for on a page.",
                hint=f"Revert them on the command line: civiltongue policy revert {reversal.rule}.",
            )
        done = revert_rule(desk.house, desk.site, reversal)
    except CivilTongueError as error:
        return _page(request, desk, fields, error=error)
    return _page(request, desk, fields, done=done)


def get_advice(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List imported comments that readers see against the advice of the rules in force."""
    return _advice(request, asking_desk(request, site, Move.DECIDE))


def post_advice(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Decide about the marked comments as the advice on them says."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE)
    listed = {item.comment.id for item in _items(desk)}
    try:
        for comment_id in form.every("comment"):
            if comment_id in listed:
                accept_advice(desk.house, desk.site, comment_id, by=desk.by)
    except CivilTongueError as error:
        return _advice(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/policy/advice?done=1")


def _items(desk: Desk) -> list[Item]:
    found = read_advice(desk.house, desk.site, most=_LISTED)
    return [item for item in found if desk.moderator.sees(item.thread.url)]


def _advice(request: Asked, desk: Desk, *, error: CivilTongueError | None = None) -> Response[bytes]:
    with desk.house.database.read() as connection:
        policy = desk.house.in_force(connection, desk.site.id).policy
    return desk_page(
        request,
        desk,
        "desk/policy_advice.html",
        status=status_of(error) if error else 200,
        items=_items(desk),
        policy=policy,
        done="done" in request.query_params and error is None,
        error=error,
    )


def _reversal(desk: Desk, fields: dict[str, str]) -> Reversal:
    rule, whose = fields.get("rule", ""), fields.get("whose", "all")
    with desk.house.database.read() as connection:
        if desk.house.in_force(connection, desk.site.id).policy.rule(rule) is None:
            raise BadInput("The house rules have no such rule.", where="rule")
    since, until = (_moment(fields.get(name, "")) for name in ("since", "until"))
    if since is None:
        raise BadInput("Say from when on.", where="since")
    made = Reversal(rule, since, until or desk.house.clock(), desk.by, note=fields.get("note", "").strip())
    return replace(made, by_engine=whose != "people", by_people=whose != "engine")


def _moment(typed: str) -> datetime | None:
    if not typed.strip():
        return None
    try:
        return datetime.fromisoformat(f"{typed.strip()}:00+00:00")
    except ValueError as error:
        raise BadInput("Write a day and a time, as 2026-03-01T14:30.", where="since") from error


def _page(request: Asked, desk: Desk, fields: dict[str, str], **said: object) -> Response[bytes]:
    with desk.house.database.read() as connection:
        policy = desk.house.in_force(connection, desk.site.id).policy
    error = said.get("error")
    known = {"count": None, "done": None, "error": None, **said}
    return desk_page(
        request,
        desk,
        "desk/policy_revert.html",
        status=status_of(error) if isinstance(error, CivilTongueError) else 200,
        fields=fields,
        rules=rules_of(policy),
        most=MOST_AT_ONCE,
        **known,
    )
