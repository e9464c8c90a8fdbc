"""An author's ways of signing in: providers, passkeys, and where they are signed in now."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.add_passkey import add_passkey, ask_for_passkey, remove_passkey
from civiltongue.operations.list_sign_ins import end_other_sign_ins, end_sign_in, list_sign_ins
from civiltongue.operations.recognise_person import remove_identity
from civiltongue.operations.sessions import Asking
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to, to_sign_in
from civiltongue.web.pages.place import policy_of
from civiltongue.web.sessions import Asked, asking_here, house_of


def get_ways(request: Asked, site: FromPath[str]) -> Response[bytes] | Redirect:
    """Show an author how they sign in, and where they are signed in."""
    asking = asking_here(request, site)
    return to_sign_in(site, f"/sites/{site}/me/sign-in") if asking is None else _ways(request, asking)


def post_ways(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Add a passkey, take a way of signing in away, or end sign-ins elsewhere."""
    asking = asking_here(request, site)
    fields = read_form(request, body)
    if asking is None:
        return to_sign_in(site, f"/sites/{site}/me/sign-in")
    try:
        _move(request, asking, fields)
    except CivilTongueError as error:
        return _ways(request, asking, error=error)
    return lead_to(f"/sites/{site}/me/sign-in")


def _move(request: Asked, asking: Asking, fields: dict[str, str]) -> None:
    house, move, which = house_of(request), fields.get("move", ""), fields.get("which", "")
    if move == "end":
        end_sign_in(house, asking, which)
    elif move == "end-others":
        end_other_sign_ins(house, asking)
    elif move == "remove-provider":
        remove_identity(house, asking.author, which)
    elif move == "remove-passkey":
        remove_passkey(house, asking, which)
    elif move == "add-passkey":
        answer = fields.get("credential", "")
        add_passkey(
            house, asking, token=fields.get("begun", ""), credential=answer, name=fields.get("name", "")
        )
    else:
        raise BadInput("The form asks for something that there is not.", where="move")


def _ways(request: Asked, asking: Asking, *, error: CivilTongueError | None = None) -> Response[bytes]:
    house = house_of(request)
    return answer_page(
        request,
        "ways.html",
        status=status_of(error) if error else 200,
        asking=asking,
        site=asking.site,
        policy=policy_of(house, asking.site),
        ways=list_sign_ins(house, asking),
        labels={provider.issuer: provider.label for provider in house.settings.openid},
        challenge=ask_for_passkey(house, asking),
        error=error,
    )
