"""List where an author is signed in and by which ways, and end what they do not want."""

from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import OpenIdProvider
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.sessions import Asking
from civiltongue.operations.sign_in_openid import providers_of
from civiltongue.storage import authors, identities, passkeys, sessions
from civiltongue.storage.database import Connection
from civiltongue.storage.identities import BoundIdentity
from civiltongue.storage.passkeys import Passkey
from civiltongue.storage.sessions import SignIn


@dataclass(frozen=True, slots=True)
class Ways:
    """How an author signs in, and where they are signed in now. ``more`` are providers to add."""

    email: str | None
    identities: tuple[BoundIdentity, ...]
    passkeys: tuple[Passkey, ...]
    sign_ins: tuple[SignIn, ...]
    more: tuple[OpenIdProvider, ...]


def list_sign_ins(house: House, asking: Asking) -> Ways:
    """Return an author's ways of signing in, and the sign-ins that are still good."""
    site_id, author_id = asking.site.id, asking.author.id
    with house.database.read() as connection:
        bound = identities.of_author(connection, site_id, author_id)
        has = {identity.issuer for identity in bound}
        return Ways(
            email=authors.email(connection, site_id, author_id),
            identities=bound,
            passkeys=passkeys.of_author(connection, site_id, author_id),
            sign_ins=sessions.open_sign_ins(connection, site_id, author_id, house.clock()),
            more=tuple(each for each in providers_of(house, asking.site) if each.issuer not in has),
        )


def end_sign_in(house: House, asking: Asking, family: str) -> None:
    """End one of the author's sign-ins; raises NotFound."""

    def work(connection: Connection) -> None:
        if family not in _families(connection, house, asking):
            raise NotFound("This sign-in has ended already.", where="session")
        _end(connection, house, asking, family)

    house.database.write(work)


def end_other_sign_ins(house: House, asking: Asking) -> int:
    """End every sign-in of the author but the one that asks; returns how many."""

    def work(connection: Connection) -> int:
        others = [f for f in _families(connection, house, asking) if f != asking.session.family]
        for family in others:
            _end(connection, house, asking, family)
        return len(others)

    return house.database.write(work)


def _families(connection: Connection, house: House, asking: Asking) -> list[str]:
    found = sessions.open_sign_ins(connection, asking.site.id, asking.author.id, house.clock())
    return [sign_in.family for sign_in in found]


def _end(connection: Connection, house: House, asking: Asking, family: str) -> None:
    sessions.revoke_family(connection, asking.site.id, family, house.clock())
    record(
        house,
        connection,
        asking.site.id,
        Event.SESSION_REVOKE,
        actor=f"author:{asking.author.id}",
        subject=family,
        cause="ended",
    )
