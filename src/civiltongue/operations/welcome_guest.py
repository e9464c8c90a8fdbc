"""Welcome a guest: an author without an account, where the policy takes any."""

from datetime import timedelta

from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import TokenInvalid
from civiltongue.operations.guard import LINKS_PER_ADDRESS, draw
from civiltongue.operations.house import House
from civiltongue.operations.sessions import PAGE, TokenPair, open_pair, open_session
from civiltongue.operations.sign_in import checked_name
from civiltongue.operations.tokens import sign, verify
from civiltongue.storage import authors
from civiltongue.storage.database import Connection

TICKET_LIFETIME = timedelta(hours=12)
_PURPOSE = "guest"


def welcome_guest(
    house: House, site: Site, *, name: str, origin: str, address: str
) -> tuple[Author, TokenPair]:
    """Store a guest with a session for an embed; an empty name stays unsigned.

    Raises BadInput for a name that cannot be shown, and TooManyRequests.
    """
    guest = _guest(house, site, house.new_id(), name)

    def work(connection: Connection) -> TokenPair:
        _store(connection, house, guest, address)
        return open_pair(connection, house, guest, origin=origin)

    return guest, house.database.write(work)


def guest_ticket(house: House, site: Site) -> str:
    """Return what a form carries, so that sending it twice makes one guest."""
    return sign(house, _PURPOSE, {"site": site.id, "author": house.new_id()}, lifetime=TICKET_LIFETIME)


def welcome_with_ticket(
    house: House, site: Site, ticket: str, *, name: str, address: str
) -> tuple[Author, str]:
    """Store the guest of a form, once, with a session for our own pages; returns its token too.

    Raises TokenInvalid, BadInput and TooManyRequests.
    """
    claims = verify(house, _PURPOSE, ticket, now=house.clock())
    if claims["site"] != site.id:
        raise TokenInvalid("The form is another site's.", hint="Load the page again.")
    guest = _guest(house, site, claims["author"], name)

    def work(connection: Connection) -> tuple[Author, str]:
        known = authors.get(connection, site.id, guest.id)
        if known is None:
            _store(connection, house, guest, address)
        elif known.name != guest.name:
            authors.rename(connection, site.id, guest.id, guest.name)
        token, _ = open_session(
            connection, house, guest, kind=PAGE, origin=house.settings.origin, family=house.new_id()
        )
        return guest, token

    return house.database.write(work)


def _guest(house: House, site: Site, author_id: str, name: str) -> Author:
    return Author(
        id=author_id,
        site_id=site.id,
        name=checked_name(name, may_be_empty=True),
        kind=AuthorKind.GUEST,
        verified=False,
        staff=False,
        created_at=house.clock(),
    )


def _store(connection: Connection, house: House, guest: Author, address: str) -> None:
    draw(connection, guest.site_id, f"link:address:{address}", LINKS_PER_ADDRESS, now=house.clock())
    authors.add(connection, guest)
