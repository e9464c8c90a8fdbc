"""Sessions of embeds: the hand-over, renewal, the end."""

from litestar import Response
from litestar.params import FromPath, JSONBody

from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.handover import begin_handover, open_handover, redeem_handover
from civiltongue.operations.house import House
from civiltongue.operations.lead_reader import lead_reader
from civiltongue.operations.sessions import end_session, refresh_session
from civiltongue.operations.vouch import Word, vouch
from civiltongue.storage import sites
from civiltongue.storage.sessions import Handover
from civiltongue.web import bodies, people_schemas, schemas
from civiltongue.web.api import present
from civiltongue.web.sessions import (
    Asked,
    address_of,
    asking_embed,
    asking_publisher,
    embed_origin,
    house_of,
    site_of,
)

_NO_STORE = {"Cache-Control": "no-store"}


def post_handover(
    request: Asked, site: FromPath[str], data: JSONBody[bodies.HandoverIn]
) -> Response[schemas.HandoverOut]:
    """Begin a sign-in: returns where the author signs in, and the code that both sides show."""
    house, of = house_of(request), site_of(request, site)
    origin = embed_origin(request, of)
    made = begin_handover(house, of, challenge=data.challenge, origin=origin, address=address_of(request))
    answer = schemas.HandoverOut(
        handover=made.id,
        code=made.code,
        sign_in_url=f"{house.settings.base_url}/sign-in?site={of.name}&handover={made.id}",
        expires_at=made.expires_at,
    )
    return Response(answer, status_code=201, headers=_NO_STORE)


def post_redemption(
    request: Asked, handover: FromPath[str], data: JSONBody[bodies.RedeemIn]
) -> Response[schemas.SessionAnswer] | Response[schemas.PendingOut]:
    """Exchange a confirmed hand-over for tokens; 202 while its author has not confirmed."""
    house = house_of(request)
    _, site = _waiting(house, handover)
    origin = embed_origin(request, site)
    pair = redeem_handover(house, handover, verifier=data.verifier, origin=origin)
    if pair is None:
        return Response(schemas.PendingOut("pending"), status_code=202, headers=_NO_STORE)
    return Response(schemas.SessionAnswer(present.session(pair)), status_code=200, headers=_NO_STORE)


def post_word(
    request: Asked, handover: FromPath[str], data: JSONBody[bodies.VouchIn]
) -> Response[schemas.PendingOut]:
    """Confirm a hand-over for the reader whom the publisher's token names; it works once."""
    house = house_of(request)
    found, site = _waiting(house, handover)
    origin = embed_origin(request, site)
    vouch(house, site, found, _word(request, data, origin=origin))
    return Response(schemas.PendingOut("confirmed"), status_code=200, headers=_NO_STORE)


def post_reader(
    request: Asked, site: FromPath[str], data: JSONBody[bodies.VouchIn]
) -> Response[people_schemas.ReaderLinkOut]:
    """Return the address that leads a publisher's reader to the server's own pages; for the publisher's server."""
    house, of = house_of(request), site_of(request, site)
    asking_publisher(request, of)
    url = lead_reader(house, of, _word(request, data, origin=""))
    return Response(people_schemas.ReaderLinkOut(url), status_code=201, headers=_NO_STORE)


def post_refresh(request: Asked, data: JSONBody[bodies.RefreshIn]) -> Response[schemas.SessionAnswer]:
    """Renew a session; the refresh token works once, or again within 20 seconds; later reuse ends the whole sign-in."""
    pair = refresh_session(house_of(request), data.refresh, origin=request.headers.get("origin", ""))
    return Response(schemas.SessionAnswer(present.session(pair)), headers=_NO_STORE)


def delete_session(request: Asked) -> None:
    """Sign out: every token of this sign-in ends."""
    end_session(house_of(request), asking_embed(request))


def _word(request: Asked, data: bodies.VouchIn, *, origin: str) -> Word:
    """Return the one word that was sent; raises BadInput."""
    if bool(data.token) == bool(data.disqus):
        raise BadInput("Either a token or a payload is needed.", where="token", hint="Send one of them.")
    method = Method.PUBLISHER if data.token else Method.DISQUS
    return Word(data.token or data.disqus, method, origin, address_of(request))


def _waiting(house: House, handover_id: str) -> tuple[Handover, Site]:
    """Return a hand-over that waits, with its site; raises NotFound and TokenInvalid."""
    found = open_handover(house, handover_id)
    with house.database.read() as connection:
        site = sites.get(connection, found.site_id)
    if site is None:
        raise NotFound("There is no such sign-in.", where="handover")
    return found, site
