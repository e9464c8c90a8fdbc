"""Who is asking: bearer tokens of embeds, keys of publishers and moderators, cookies of our pages."""

import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from litestar import Request

from civiltongue.domain.moderation import Move
from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound, NotPermitted, NotSignedIn, OriginRefused
from civiltongue.operations.add_moderator import moderator_of
from civiltongue.operations.guard import address_key
from civiltongue.operations.house import House
from civiltongue.operations.sections import check_move
from civiltongue.operations.sessions import ACCESS, PAGE, Asking, who_asks
from civiltongue.operations.tokens import token_hash
from civiltongue.storage import sites
from civiltongue.storage.database import Connection
from civiltongue.storage.moderators import Moderator
from civiltongue.web.known_sites import KnownSites
from civiltongue.web.proxies import client_address

COOKIE = "ct_session"
"""The cookie of our own pages; embeds never see it."""

DESK_COOKIE = "ct_desk"
"""The cookie of the desk."""

Asked = Request[Any, Any, Any]


def house_of(request: Asked) -> House:
    """Return the house that the application was made for."""
    house = request.app.state.house
    assert isinstance(house, House)
    return house


def site_of(request: Asked, name: str) -> Site:
    """Return the site of a name; raises NotFound, and OriginRefused for a page of another origin."""
    known = request.app.state.sites
    assert isinstance(known, KnownSites)
    site = known.named(name)
    if site is None:
        raise NotFound(
            f"There is no site {name!r} here.", where="site", hint="Check the embed's site attribute."
        )
    check_origin(request, site)
    return site


def check_origin(request: Asked, site: Site) -> None:
    """Refuse a page whose origin the site does not list; a request without one is no page's."""
    origin = request.headers.get("origin", "")
    if origin and origin not in site.origins and origin != house_of(request).settings.origin:
        raise OriginRefused(
            f"Pages of {origin[:200]} may not use this site.",
            where="Origin",
            hint="Add the origin: civiltongue site origins.",
        )


def embed_origin(request: Asked, site: Site) -> str:
    """Return the origin of the page that asks, which must be one of the site's."""
    origin = request.headers.get("origin", "")
    if origin not in site.origins:
        raise OriginRefused(
            "Only pages of the site's origins may do this.",
            where="Origin",
            hint="Add the origin to the site.",
        )
    return origin


def bearer(request: Asked) -> str:
    """Return the bearer token; raises NotSignedIn where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn("A bearer token is needed.", where="Authorization", hint="Sign in first.")
    return token.strip()


def has_bearer(request: Asked) -> bool:
    """Say whether the request carries any token."""
    return "authorization" in request.headers


def asking_embed(request: Asked) -> Asking:
    """Return who asks through an embed, on the page that the token was made for."""
    return who_asks(house_of(request), bearer(request), kind=ACCESS, origin=request.headers.get("origin", ""))


def asking_page(request: Asked) -> Asking | None:
    """Return who asks through our own pages, None for a stranger."""
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    house = house_of(request)
    try:
        return who_asks(house, token, kind=PAGE, origin=house.settings.origin)
    except NotSignedIn:
        return None


def asking_here(request: Asked, site: str) -> Asking | None:
    """Return who is signed in at this site, None for a stranger; raises NotPermitted for another site's."""
    of, asking = site_of(request, site), asking_page(request)
    if asking is not None and asking.site.id != of.id:
        raise NotPermitted("You are signed in at another site.", where="site", hint="Sign out first.")
    return asking


def site_owning(
    request: Asked, site_id_of: Callable[[Connection, str], str | None], identifier: str, *, what: str
) -> Site:
    """Return the site that something belongs to, by a store's question for its id; raises NotFound."""
    with house_of(request).database.read() as connection:
        site_id = site_id_of(connection, identifier)
        site = sites.get(connection, site_id) if site_id else None
    if site is None:
        raise NotFound(f"There is no such {what}.", where=what)
    return site


def asking_moderator(request: Asked, site: Site, move: Move | None = None) -> Moderator:
    """Return the moderator of the site whose key was sent; raises NotPermitted for a move that is not theirs."""
    moderator = moderator_of(house_of(request), bearer(request))
    if moderator.site_id != site.id:
        raise NotPermitted("This key is another site's.", where="Authorization")
    if move is not None:
        check_move(moderator, move)
    return moderator


def asking_publisher(request: Asked, site: Site) -> None:
    """Check that the site's own key was sent."""
    with house_of(request).database.read() as connection:
        found = sites.with_key(connection, token_hash(bearer(request)))
    if found is None or found.id != site.id:
        raise NotPermitted("This is not the site's key.", where="Authorization", hint="civiltongue site key")


def address_of(request: Asked) -> str:
    """Return the keyed hash of the network address that the request came from."""
    house = house_of(request)
    return address_key(house, client_address(request.scope, house.settings.trusted_proxies))


def form_token(request: Asked) -> str:
    """Return the hidden field that ties a form of ours to the session that it was shown in."""
    return _tied(request, "form", COOKIE)


def desk_form_token(request: Asked) -> str:
    """Return the hidden field that ties a form of the desk to the session that it was shown in."""
    return _tied(request, "desk-form", DESK_COOKIE)


def _tied(request: Asked, purpose: str, cookie: str) -> str:
    session = request.cookies.get(cookie, "")
    return hmac.new(house_of(request).secrets.key(purpose), session.encode(), "sha256").hexdigest()


def check_form(request: Asked, token: str, *, expected: str = "") -> None:
    """Refuse a form that another site sent; raises NotPermitted. ``expected`` is the desk's token."""
    origin = request.headers.get("origin", "")
    own = house_of(request).settings.origin
    foreign = origin not in {"", "null", own} or urlsplit(origin).scheme not in {"", "http", "https"}
    cross = request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}
    if foreign or cross or not hmac.compare_digest(token, expected or form_token(request)):
        raise NotPermitted(
            "The form did not come from this page.", where="form", hint="Load the page again and send it."
        )
