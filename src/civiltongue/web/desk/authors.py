"""Authors: what is on record of each, and what follows for them."""

from datetime import timedelta

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.policy import Policy
from civiltongue.domain.standing import OTHER_GROUNDS, SanctionKind
from civiltongue.errors import BadInput, CivilTongueError, NotPermitted
from civiltongue.operations.add_note import NewNote, add_note
from civiltongue.operations.confirm_abuse import confirm_abuse
from civiltongue.operations.enter_violation import enter_violation, void_violation
from civiltongue.operations.read_author import AuthorFile, read_author
from civiltongue.operations.sanction_author import lift_sanction, sanction_author
from civiltongue.operations.search_comments import Search, search_comments
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import people
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.searched import naming
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked
from civiltongue.wording import phrase

PAGE = 50
"""How many authors a page lists."""
LONGEST = 365
"""How many days a suspension lasts at most; what is longer is a ban."""
_MOVES = {
    SanctionKind.WARNING: Move.WARN,
    SanctionKind.SUSPENSION: Move.SUSPEND,
    SanctionKind.BAN: Move.BAN,
}


def get_authors(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List authors, by how their names begin."""
    desk = asking_desk(request, site, Move.READ_AUTHOR)
    name, after = (request.query_params.get(key, "").strip() for key in ("text", "after"))
    with desk.house.database.read() as connection:
        found = people.listed(
            connection,
            desk.site.id,
            now=desk.house.clock(),
            name=name,
            places=desk.places,
            after=after,
            most=PAGE + 1,
        )
    after = found[PAGE - 1].author.id if len(found) > PAGE else ""
    return desk_page(request, desk, "desk/authors.html", found=found[:PAGE], text=name, more_after=after)


def get_author(request: Asked, site: FromPath[str], author: FromPath[str]) -> Response[bytes]:
    """Show what is on record of an author."""
    desk = asking_desk(request, site, Move.READ_AUTHOR)
    return _page(request, desk, _file(desk, author))


def post_warning(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Warn an author, who is told the reason."""
    fields = read_desk_form(request, body)
    return _sanction(request, asking_desk(request, site, Move.WARN), author, fields, SanctionKind.WARNING)


def post_suspension(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Suspend an author for some days, and say why."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.SUSPEND)
    return _sanction(request, desk, author, fields, SanctionKind.SUSPENSION)


def post_ban(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Ban an author from the site, and say why."""
    fields = read_desk_form(request, body)
    return _sanction(request, asking_desk(request, site, Move.BAN), author, fields, SanctionKind.BAN)


def post_lift(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Lift a sanction before its time."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.LIFT_SANCTION)
    file = _file(desk, author)
    known = {sanction.id: by for sanction, by in file.sanctions}
    try:
        wanted = fields.get("sanction", "")
        if wanted not in known:
            raise BadInput("There is no such sanction of this author.", where="sanction")
        if known[wanted] != desk.by and desk.moderator.sections:
            raise NotPermitted("You see some sections, and lift what you imposed yourself.", where="section")
        lift_sanction(desk.house, desk.site, wanted, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error)
    return _back(desk, file)


def post_violation(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Put a violation of the terms of use or the privacy policy on record."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.ENTER_VIOLATION)
    file = _file(desk, author)
    try:
        enter_violation(desk.house, desk.site, file.author.id, ground=fields.get("ground", ""), by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error)
    return _back(desk, file)


def post_strike(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Withdraw a strike that was entered, and what followed from it."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.WITHDRAW_STRIKE)
    file = _file(desk, author)
    try:
        void_violation(desk.house, desk.site, fields.get("violation", ""), of=file.author.id, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error)
    return _back(desk, file)


def post_abuse(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Confirm that somebody abuses reporting: a strike, and a letter to them."""
    read_desk_form(request, body)
    desk = asking_desk(request, site, Move.CONFIRM_ABUSE)
    file = _file(desk, author)
    try:
        confirm_abuse(desk.house, desk.site, file.author.id, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error)
    return _back(desk, file)


def post_note(
    request: Asked, site: FromPath[str], author: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Note something for other moderators."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.NOTE)
    file = _file(desk, author)
    try:
        note = NewNote(file.author.id, fields.get("text", ""))
        add_note(desk.house, desk.site, note, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, file, error=error, text=fields.get("text", ""))
    return _back(desk, file)


def _sanction(
    request: Asked, desk: Desk, author: str, fields: Form, kind: SanctionKind
) -> Response[bytes] | Redirect:
    file = _file(desk, author)
    try:
        sanction_author(
            desk.house,
            desk.site,
            file.author.id,
            kind=kind,
            reason=fields.get("reason", ""),
            by=desk.by,
            lasting=_lasting(fields.get("days", "")) if kind is SanctionKind.SUSPENSION else None,
        )
    except CivilTongueError as error:
        return _page(request, desk, file, error=error, reason=fields.get("reason", ""))
    return _back(desk, file)


def _ground(rule: str, policy: Policy) -> str:
    """Return what a strike is for: a rule's title, or the text beside the rules that was violated."""
    if rule in OTHER_GROUNDS:
        return phrase(f"records.ground_{rule.replace('-', '_')}")
    return rule_in_words(rule, policy)[0]


def _lasting(days: str) -> timedelta:
    if not (days.isascii() and days.isdigit() and 0 < int(days[:9]) <= LONGEST):
        raise BadInput(f"A suspension lasts from 1 to {LONGEST} days.", where="days")
    return timedelta(days=int(days))


def _file(desk: Desk, author_id: str) -> AuthorFile:
    return read_author(desk.house, desk.site, author_id, places=desk.places)


def _back(desk: Desk, file: AuthorFile) -> Redirect:
    return lead_in_desk(f"{desk.path}/authors/{file.author.id}?done=1")


def _page(
    request: Asked,
    desk: Desk,
    file: AuthorFile,
    *,
    error: CivilTongueError | None = None,
    reason: str = "",
    text: str = "",
) -> Response[bytes]:
    search = Search(writer=file.author.id, after=request.query_params.get("after", ""), places=desk.places)
    return desk_page(
        request,
        desk,
        "desk/author.html",
        status=status_of(error) if error else 200,
        file=file,
        found=search_comments(desk.house, desk.site, search, most=20),
        who=naming(desk),
        rule_title=lambda rule: _ground(rule, file.policy),
        permitted=[kind.value for kind, move in _MOVES.items() if desk.may(move)],
        may_enter=desk.may(Move.ENTER_VIOLATION),
        may_withdraw=desk.may(Move.WITHDRAW_STRIKE),
        grounds=OTHER_GROUNDS,
        may_confirm=file.reporter.confirmable and desk.may(Move.CONFIRM_ABUSE),
        may_lift=desk.may(Move.LIFT_SANCTION),
        may_note=desk.may(Move.NOTE),
        longest=LONGEST,
        done="done" in request.query_params and error is None,
        error=error,
        reason=reason,
        text=text,
    )
