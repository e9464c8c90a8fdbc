"""What a passkey must answer: a random challenge, in a signed token that works once."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from civiltongue.domain.thread import Site
from civiltongue.errors import TokenInvalid
from civiltongue.identity.passkeys import Place
from civiltongue.operations.house import House
from civiltongue.operations.tokens import random_token, sign, verify
from civiltongue.storage import guards
from civiltongue.storage.duplicate import Duplicate

LIFETIME = timedelta(minutes=20)
_PURPOSE = "passkey"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question to a browser: ``options`` go to its script, ``token`` comes back with the answer."""

    options: str
    token: str


def place_of_passkeys(house: House) -> Place | None:
    """Return where passkeys of this server are good; None where its address has no host name."""
    host = urlsplit(house.settings.base_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return Place(host, house.settings.origin)
    return None


def new_challenge(house: House, site: Site, *, author_id: str = "") -> tuple[str, str]:
    """Return a challenge in base64url, and the token that proves that it is ours.

    ``author_id`` says who makes a passkey; without it, one is to be shown.
    """
    challenge = random_token(house)
    claims = {"site": site.id, "author": author_id, "challenge": challenge}
    return challenge, sign(house, _PURPOSE, claims, lifetime=LIFETIME)


def use_challenge(house: House, site: Site, token: str, *, author_id: str = "") -> str:
    """Return the challenge of a token, once; raises TokenInvalid: ``where`` says why in one word."""
    try:
        claims = verify(house, _PURPOSE, token, now=house.clock())
    except TokenInvalid as error:
        raise TokenInvalid(error.message, where="challenge", hint=error.hint) from error
    if claims["site"] != site.id:
        raise TokenInvalid("The question is another site's.", where="site", hint="Start again.")
    if claims["author"] != author_id:
        raise TokenInvalid("The question was put to somebody else.", where="author", hint="Start again.")
    try:
        house.database.write(
            lambda connection: guards.use_token(connection, site.id, claims["token"], house.clock())
        )
    except Duplicate as error:
        raise TokenInvalid("This was answered before.", where="replayed", hint="Start again.") from error
    return str(claims["challenge"])
