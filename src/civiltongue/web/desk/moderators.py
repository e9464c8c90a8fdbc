"""People and their roles: add somebody, change what they are, take their office."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import LEAST_ROLE, Move, Right, Role
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.add_moderator import NewModerator, Office, add_moderator
from civiltongue.operations.change_people import Appointment, change_person, dismiss, read_people
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked


def get_people(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List everybody at the desk with what they are."""
    return _page(request, asking_desk(request, site, Move.PEOPLE))


def post_people(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Add somebody; their key is shown once."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.PEOPLE)
    try:
        wanted = _appointment(form)
        made = add_moderator(
            desk.house,
            desk.site,
            form.get("name", ""),
            rights=wanted.rights,
            office=wanted.office,
            by=desk.by,
        )
    except CivilTongueError as error:
        return _page(request, desk, error=error, name=form.get("name", ""))
    return _page(request, desk, made=made)


def post_person(
    request: Asked, site: FromPath[str], moderator: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Change somebody's role, sections, rights and address."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.PEOPLE)
    try:
        change_person(desk.house, desk.site, moderator, _appointment(form), by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/people?done=1")


def post_dismissal(
    request: Asked, site: FromPath[str], moderator: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Take somebody's office; what they decided stays."""
    read_desk_form(request, body)
    desk = asking_desk(request, site, Move.PEOPLE)
    try:
        dismiss(desk.house, desk.site, moderator, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/people?done=1")


def _appointment(form: Form) -> Appointment:
    try:
        role = Role(form.get("role", ""))
        rights = frozenset(Right(word) for word in form.every("right"))
    except ValueError as error:
        raise BadInput("There is no such role or right.", where="role") from error
    sections = tuple(form.get("sections", "").split())
    return Appointment(Office(role, sections, form.get("email", "").strip()), rights)


def _page(
    request: Asked,
    desk: Desk,
    *,
    made: NewModerator | None = None,
    error: CivilTongueError | None = None,
    name: str = "",
) -> Response[bytes]:
    return desk_page(
        request,
        desk,
        "desk/people.html",
        status=status_of(error) if error else 200,
        people=read_people(desk.house, desk.site),
        roles=[role.value for role in Role],
        rights=[right.value for right in Right],
        moves={
            role.value: sorted(m.value for m, least in LEAST_ROLE.items() if least is role) for role in Role
        },
        made=made,
        done="done" in request.query_params and error is None and made is None,
        error=error,
        name=name,
    )
