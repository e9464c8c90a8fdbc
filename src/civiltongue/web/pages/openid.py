"""Signing in with an OpenID provider: the way there, the way back, and a name for who is new."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, CivilTongueError, NameTaken, TokenInvalid
from civiltongue.operations.handover import open_handover
from civiltongue.operations.sign_in_openid import (
    Answer,
    Entered,
    Wish,
    begin_openid,
    finish_openid,
    providers_of,
    site_of_begun,
    welcome_stranger,
)
from civiltongue.storage import sites
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to, let_in, own_path
from civiltongue.web.pages.place import place_of, policy_of
from civiltongue.web.pages.signing import sign_in_page
from civiltongue.web.sessions import Asked, address_of, asking_page, house_of

BEGUN = "ct_begun"
"""The cookie of the browser that began a sign-in; only these pages get it."""
_MINUTES = 20


def post_openid(request: Asked, provider: FromPath[str], body: RawBody) -> Response[bytes]:
    """Lead to a provider.

    By a page of ours and not by a redirect, because our content security policy lets forms lead
    nowhere else.
    """
    house = house_of(request)
    fields = read_form(request, body)
    of, waiting = place_of(request, house, fields)
    asking = asking_page(request)
    adding = asking if fields.get("add") and asking and asking.site.id == of.id else None
    wish = Wish(
        address=address_of(request),
        handover_id=waiting.id if waiting else "",
        next_path=own_path(fields.get("next", "")),
        author=adding.author if adding else None,
    )
    try:
        begun = begin_openid(house, of, provider, wish)
    except CivilTongueError as error:
        return sign_in_page(request, fields, error=error)
    label = next(known.label for known in providers_of(house, of) if known.key == provider)
    answer = answer_page(
        request, "openid.html", site=of, policy=policy_of(house, of), url=begun.url, label=label
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    _keep(answer, begun.kept, secure=house.settings.is_secure)
    return answer


def get_openid(request: Asked, provider: FromPath[str]) -> Response[bytes] | Redirect:
    """Take a reader back from a provider."""
    house = house_of(request)
    kept = request.cookies.get(BEGUN, "")
    of = _site(request, kept)
    asking = asking_page(request)
    author = asking.author if asking and asking.site.id == of.id else None
    answer = Answer(*(request.query_params.get(name, "") for name in ("code", "state", "iss", "error")))
    try:
        found = finish_openid(house, of, provider, answer, kept=kept, asking=author)
    except CivilTongueError as refusal:
        return sign_in_page(request, {"site": of.name}, error=refusal)
    if isinstance(found, Entered):
        return _enter(request, of, found)
    page = _choose_name(request, of, found.suggested, found.handover_id)
    _keep(page, found.kept, secure=house.settings.is_secure)
    return page


def post_welcome(request: Asked, body: RawBody) -> Response[bytes] | Redirect:
    """Let somebody new in, under the name that they chose."""
    house = house_of(request)
    fields = read_form(request, body)
    kept = request.cookies.get(BEGUN, "")
    of = _site(request, kept)
    try:
        entered = welcome_stranger(house, of, kept=kept, name=fields.get("name", ""))
    except (BadInput, NameTaken) as error:
        return _choose_name(request, of, fields.get("name", ""), fields.get("handover", ""), error=error)
    except TokenInvalid as error:
        return sign_in_page(request, {"site": of.name}, error=error)
    return _enter(request, of, entered)


def _site(request: Asked, kept: str) -> Site:
    house = house_of(request)
    site_id = site_of_begun(house, kept)
    with house.database.read() as connection:
        found = sites.get(connection, site_id)
    if found is None:
        raise TokenInvalid("This sign-in is over.", where="site", hint="Start again.")
    return found


def _enter(request: Asked, of: Site, entered: Entered) -> Redirect:
    """Lead on; where an embed waits, to the page that asks whether it is the right one."""
    path = own_path(entered.next_path) or f"/sites/{of.name}/rules"
    if entered.handover_id:
        path = f"/sign-in?handover={entered.handover_id}"
    redirect = lead_to(path) if entered.token is None else let_in(request, path, entered.token)
    redirect.delete_cookie(key=BEGUN, path="/sign-in")
    return redirect


def _choose_name(
    request: Asked, of: Site, name: str, handover_id: str, *, error: CivilTongueError | None = None
) -> Response[bytes]:
    house = house_of(request)
    return answer_page(
        request,
        "welcome.html",
        status=status_of(error) if error else 200,
        site=of,
        policy=policy_of(house, of),
        handover=open_handover(house, handover_id) if handover_id else None,
        name=name,
        error=error,
    )


def _keep(answer: Response[bytes], kept: str, *, secure: bool) -> None:
    answer.set_cookie(
        key=BEGUN,
        value=kept,
        max_age=_MINUTES * 60,
        path="/sign-in",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
