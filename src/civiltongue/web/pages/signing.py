"""Signing in and out on our own origin, and handing the session to an embed."""

from typing import Annotated

from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter, RawBody
from litestar.response import Redirect

from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, CivilTongueError, NameTaken, TokenInvalid
from civiltongue.operations.handover import confirm_handover
from civiltongue.operations.lead_reader import follow_lead, look_at_lead
from civiltongue.operations.sessions import end_session
from civiltongue.operations.sign_in import LinkWish, OpenLink, follow_link, look_at_link, send_link
from civiltongue.operations.sign_in_openid import providers_of
from civiltongue.operations.sign_in_passkey import ShownPasskey, ask_passkey, sign_in_passkey
from civiltongue.storage.sessions import Handover
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to, let_in, own_path
from civiltongue.web.pages.place import place_of, policy_of
from civiltongue.web.sessions import Asked, address_of, asking_page, house_of


def get_sign_in(
    request: Asked,
    site: FromQuery[str] = "",
    handover: FromQuery[str] = "",
    next_path: Annotated[str, QueryParameter(name="next")] = "",
) -> Response[bytes]:
    """Ask for an e-mail address; who is signed in here may go on at once."""
    return sign_in_page(request, {"site": site, "handover": handover, "next": own_path(next_path)})


def post_sign_in(request: Asked, body: RawBody) -> Response[bytes]:
    """Mail a link; the answer is the same for every address."""
    house = house_of(request)
    fields = read_form(request, body)
    of, waiting = place_of(request, house, fields)
    wish = LinkWish(
        email=fields.get("email", ""),
        address=address_of(request),
        handover_id=waiting.id if waiting else None,
        next_path=own_path(fields.get("next", "")),
    )
    try:
        send_link(house, of, wish)
    except BadInput as error:
        return sign_in_page(request, fields, error=error)
    return answer_page(
        request,
        "link_sent.html",
        site=of,
        policy=policy_of(house, of),
        handover=waiting,
        email=wish.email.strip(),
    )


def post_passkey(request: Asked, body: RawBody) -> Response[bytes] | Redirect:
    """Sign in with a passkey, and hand the session to the embed that asked, whose code was shown above."""
    house = house_of(request)
    fields = read_form(request, body)
    of, waiting = place_of(request, house, fields)
    shown = ShownPasskey(fields.get("begun", ""), fields.get("credential", ""), address_of(request))
    try:
        _, token = sign_in_passkey(house, of, shown, handover=waiting)
    except (TokenInvalid, NameTaken) as error:
        return sign_in_page(request, fields, error=error)
    return _in(request, of, waiting, token, own_path(fields.get("next", "")))


def post_continue(request: Asked, body: RawBody) -> Response[bytes]:
    """Hand the session of who is signed in here to the embed that asked."""
    house = house_of(request)
    fields = read_form(request, body)
    asking = asking_page(request)
    of, waiting = place_of(request, house, fields)
    if asking is None or waiting is None or asking.site.id != of.id:
        return sign_in_page(request, fields)
    confirm_handover(house, waiting, asking.author)
    return _done(request, of, waiting)


def get_link(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show what a mailed link leads to; only the button uses it, so that no scanner can."""
    return _link(request, look_at_link(house_of(request), token), token)


def post_link(request: Asked, token: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Sign in with a link, under a name where the address is new."""
    house = house_of(request)
    fields = read_form(request, body)
    found = look_at_link(house, token)
    try:
        signed_in = follow_link(house, token, name=fields.get("name", ""))
    except (BadInput, NameTaken) as error:
        return _link(request, found, token, name=fields.get("name", ""), error=error)
    return _in(request, found.site, found.handover, signed_in.token, own_path(signed_in.next_path))


def get_reader(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show a publisher's reader as whom they enter; only the button lets them in."""
    led = look_at_lead(house_of(request), token)
    policy = policy_of(house_of(request), led.site)
    return answer_page(
        request, "reader.html", asking=None, site=led.site, policy=policy, author=led.author, token=token
    )


def post_reader(request: Asked, token: FromPath[str], body: RawBody) -> Redirect:
    """Let a publisher's reader in, and lead them to their page."""
    read_form(request, body)
    led, session = follow_lead(house_of(request), token)
    return let_in(request, f"/sites/{led.site.name}/me", session)


def post_sign_out(request: Asked, body: RawBody) -> Redirect:
    """End the session of our own pages."""
    house = house_of(request)
    fields = read_form(request, body)
    asking = asking_page(request)
    if asking is not None:
        end_session(house, asking)
    path = own_path(fields.get("next", "")) or "/sign-in"
    return lead_to(path, session="", secure=house.settings.is_secure)


def sign_in_page(
    request: Asked, fields: dict[str, str], *, error: CivilTongueError | None = None
) -> Response[bytes]:
    """Answer with the ways to sign in, or with a button to go on for who is signed in."""
    house = house_of(request)
    of, waiting = place_of(request, house, fields)
    asking = asking_page(request)
    return answer_page(
        request,
        "sign_in.html",
        status=status_of(error) if error else 200,
        site=of,
        policy=policy_of(house, of),
        handover=waiting,
        asking=asking if asking and asking.site.id == of.id else None,
        providers=providers_of(house, of),
        challenge=ask_passkey(house, of),
        fields=fields,
        error=error,
    )


def _link(
    request: Asked,
    found: OpenLink,
    token: str,
    *,
    name: str = "",
    error: CivilTongueError | None = None,
) -> Response[bytes]:
    return answer_page(
        request,
        "link.html",
        status=status_of(error) if error else 200,
        site=found.site,
        policy=policy_of(house_of(request), found.site),
        handover=found.handover,
        author=found.author,
        elsewhere=found.elsewhere if error is None else None,
        token=token,
        name=name,
        error=error,
    )


def _in(
    request: Asked, site: Site, handover: Handover | None, token: str, path: str
) -> Response[bytes] | Redirect:
    """Give somebody who has signed in their cookie, and lead on or tell them that they are done."""
    redirect = let_in(request, path or f"/sites/{site.name}/rules", token)
    if handover is None:
        return redirect
    answer = _done(request, site, handover)
    answer.cookies.extend(redirect.cookies)
    return answer


def _done(request: Asked, site: Site, handover: Handover) -> Response[bytes]:
    policy = policy_of(house_of(request), site)
    return answer_page(request, "signed_in.html", site=site, policy=policy, handover=handover)
