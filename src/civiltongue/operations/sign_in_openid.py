"""Sign in with an OpenID provider; the first time, under a name; or add it to an account.

What a sign-in must find again is in a signed token that only the browser which began it holds, in a
cookie. It works once: a copied answer, or one that somebody else began, opens nothing.
"""

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from civiltongue.domain.identity import Method, OpenIdProvider, Person
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import NameTaken, NotFound, TokenInvalid
from civiltongue.identity.openid import Ask, authorization_url, check_answer_issuer, exchange_code
from civiltongue.operations.house import House
from civiltongue.operations.let_in import let_in
from civiltongue.operations.recognise_person import bind, recognise, usable_email, welcome_from_group
from civiltongue.operations.refuse_sign_in import count_attempt, on_record
from civiltongue.operations.sign_in import naming, welcome
from civiltongue.operations.tokens import random_token, sign, verify
from civiltongue.storage import guards
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate

LIFETIME = timedelta(minutes=20)
_BEGUN, _PROVEN = "openid-begun", "openid-proven"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a sign-in leads, and for whom: ``author`` is whoever adds a provider to their account."""

    address: str
    handover_id: str = ""
    next_path: str = ""
    author: Author | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way: where the reader goes, and what their browser keeps meanwhile."""

    url: str
    kept: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider sends the reader back with."""

    code: str = ""
    state: str = ""
    issuer: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """Who is in: ``token`` is for the cookie, None where they were signed in before."""

    author: Author
    token: str | None
    handover_id: str
    next_path: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody whom a provider vouches for, and who has no name here yet; ``kept`` proves it."""

    suggested: str
    handover_id: str
    next_path: str
    kept: str


def providers_of(house: House, site: Site) -> tuple[OpenIdProvider, ...]:
    """Return the providers that a site's readers may sign in with, as the settings list them."""
    return tuple(provider for provider in house.settings.openid if provider.serves(site.name))


def begin_openid(house: House, site: Site, key: str, wish: Wish) -> Begun:
    """Return where the reader goes; raises NotFound, TooManyRequests, and Unavailable."""
    provider = _provider(house, site, key)
    count_attempt(house, site, wish.address)
    ask = Ask(random_token(house), random_token(house), random_token(house), redirect_uri(house, key))
    url = authorization_url(house.documents, provider, ask)
    claims = {
        "site": site.id,
        "provider": key,
        "state": ask.state,
        "nonce": ask.nonce,
        "verifier": ask.verifier,
        "handover": wish.handover_id,
        "next": wish.next_path,
        "author": wish.author.id if wish.author else "",
    }
    return Begun(url, sign(house, _BEGUN, claims, lifetime=LIFETIME))


def site_of_begun(house: House, kept: str) -> str:
    """Return the id of the site that a browser began to sign in to; raises TokenInvalid."""
    for purpose in (_BEGUN, _PROVEN):
        try:
            return str(verify(house, purpose, kept, now=house.clock())["site"])
        except TokenInvalid:
            continue
    raise TokenInvalid("This sign-in was not begun in this browser.", where="state", hint="Start again.")


def finish_openid(
    house: House, site: Site, key: str, answer: Answer, *, kept: str, asking: Author | None
) -> Entered | Stranger:
    """Check a provider's answer and let its person in, or ask for a name where they are new.

    ``asking`` is who is signed in in this browser. Raises TokenInvalid, which is put on record,
    Conflict and Unavailable.
    """
    with on_record(house, site, Method.OPENID):
        claims = _begun(house, site, key, kept, answer.state)
        provider = _provider(house, site, key)
        check_answer_issuer(house.documents, provider, answer.issuer)
        if answer.error or not answer.code:
            raise TokenInvalid("The provider has not let you in.", where="declined", hint="Try again.")
        if claims["author"] and (asking is None or asking.id != claims["author"]):
            raise TokenInvalid("Somebody else is signed in now.", where="author", hint="Start again.")
        _use_once(house, site, claims)
        ask = Ask(claims["state"], claims["nonce"], claims["verifier"], redirect_uri(house, key))
        person = exchange_code(house.documents, provider, ask, answer.code, now=house.clock())
    if claims["author"] and asking is not None:
        return _add(house, asking, person, claims)
    return _enter(house, site, person, claims)


def welcome_stranger(house: House, site: Site, *, kept: str, name: str) -> Entered:
    """Let in, under a name, somebody whom a provider vouched for a moment ago.

    Raises BadInput and NameTaken, after which another name can be tried, and TokenInvalid.
    """
    with on_record(house, site, Method.OPENID):
        claims = _proven(house, site, kept)

    def work(connection: Connection) -> Entered:
        guards.use_token(connection, site.id, claims["token"], house.clock())
        person = Person(claims["issuer"], claims["subject"], email=claims["email"])
        author = recognise(connection, house, site.id, person, method=Method.OPENID)
        if author is None:
            author = welcome(connection, house, site, name=name, email=claims["email"])
            bind(connection, house, author, person, method=Method.OPENID)
        token = let_in(connection, house, author, method=Method.OPENID)
        return Entered(author, token, claims["handover"], claims["next"])

    with on_record(house, site, Method.OPENID):
        try:
            return naming(lambda: house.database.write(work))
        except Duplicate as error:
            raise TokenInvalid("This sign-in is over.", where="replayed", hint="Start again.") from error


def redirect_uri(house: House, key: str) -> str:
    """Return where a provider sends readers back to: an address of its own for each (RFC 9700, 2.1)."""
    return f"{house.settings.base_url}/sign-in/openid/{key}"


def _provider(house: House, site: Site, key: str) -> OpenIdProvider:
    for provider in providers_of(house, site):
        if provider.key == key:
            return provider
    raise NotFound("Nobody signs in here with this provider.", where="provider")


def _begun(house: House, site: Site, key: str, kept: str, state: str) -> dict[str, Any]:
    try:
        claims = verify(house, _BEGUN, kept, now=house.clock())
    except TokenInvalid as error:
        raise TokenInvalid("This sign-in is over.", where="state", hint="Start again.") from error
    fits = hmac.compare_digest(str(claims["state"]).encode(), state.encode())
    if not fits or claims["provider"] != key or claims["site"] != site.id:
        raise TokenInvalid("This sign-in was not begun in this browser.", where="state", hint="Start again.")
    return claims


def _proven(house: House, site: Site, kept: str) -> dict[str, Any]:
    try:
        claims = verify(house, _PROVEN, kept, now=house.clock())
    except TokenInvalid as error:
        raise TokenInvalid("This sign-in is over.", where="state", hint="Start again.") from error
    if claims["site"] != site.id:
        raise TokenInvalid("This sign-in is another site's.", where="site", hint="Start again.")
    return claims


def _use_once(house: House, site: Site, claims: dict[str, Any]) -> None:
    try:
        house.database.write(
            lambda connection: guards.use_token(connection, site.id, claims["token"], house.clock())
        )
    except Duplicate as error:
        raise TokenInvalid("This sign-in is over.", where="replayed", hint="Start again.") from error


def _add(house: House, author: Author, person: Person, claims: dict[str, Any]) -> Entered:
    house.database.write(lambda connection: bind(connection, house, author, person, method=Method.OPENID))
    return Entered(author, None, claims["handover"], claims["next"])


def _enter(house: House, site: Site, person: Person, claims: dict[str, Any]) -> Entered | Stranger:
    def work(connection: Connection) -> Entered | None:
        author = recognise(connection, house, site.id, person, method=Method.OPENID)
        if author is None:
            author = welcome_from_group(connection, house, site, person, method=Method.OPENID)
        if author is None:
            return None
        token = let_in(connection, house, author, method=Method.OPENID)
        return Entered(author, token, claims["handover"], claims["next"])

    with suppress(NameTaken):
        entered = naming(lambda: house.database.write(work))
        if entered is not None:
            return entered
    proven = {
        "site": site.id,
        "issuer": person.issuer,
        "subject": person.subject,
        "name": person.name,
        "email": usable_email(person),
        "handover": claims["handover"],
        "next": claims["next"],
    }
    kept = sign(house, _PROVEN, proven, lifetime=LIFETIME)
    return Stranger(person.name, claims["handover"], claims["next"], kept)
