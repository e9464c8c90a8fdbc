"""Sign in at the desk: by a moderator's key, or by a link to their address; and sign out."""

from dataclasses import dataclass, replace
from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site
from civiltongue.errors import NotSignedIn, TokenInvalid
from civiltongue.operations.add_moderator import moderator_of
from civiltongue.operations.guard import LINKS_PER_ADDRESS, draw
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.sign_in import checked_email
from civiltongue.operations.tokens import random_token, sign, token_hash, verify
from civiltongue.storage import desk_sessions, guards, moderators, outbox
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.moderators import Moderator
from civiltongue.storage.outbox import Letter
from civiltongue.wording import phrase

LIFETIME = timedelta(hours=12)
"""How long somebody stays signed in at the desk."""
LINK_LIFETIME = timedelta(minutes=20)
_PURPOSE = "desk-link"


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A moderator with a session; ``token`` goes into the cookie."""

    moderator: Moderator
    token: str


def sign_in_by_key(house: House, key: str) -> AtDesk:
    """Open a session for whose key this is; raises NotSignedIn."""
    moderator = moderator_of(house, key.strip())
    return AtDesk(moderator, house.database.write(lambda connection: _open(connection, house, moderator)))


def send_desk_link(house: House, site: Site, email: str, *, address: str) -> None:
    """Mail a link to a moderator; the answer is the same whether the address is one's or not.

    Raises BadInput for what is no address, and TooManyRequests by network address.
    """
    checked = checked_email(email)
    now = house.clock()

    def work(connection: Connection) -> None:
        draw(connection, site.id, f"link:address:{address}", LINKS_PER_ADDRESS, now=now)
        moderator = moderators.with_email(connection, site.id, checked)
        whose = moderator.id if moderator else house.new_id()
        token = sign(house, _PURPOSE, {"site": site.id, "moderator": whose}, lifetime=LINK_LIFETIME)
        letter = Letter(
            id=house.id_at(now),
            site_id=site.id,
            recipient=moderator.email if moderator else checked,
            subject=phrase("mail.desk_link_subject", site=site.name),
            body=phrase(
                "mail.desk_link_body",
                site=site.name,
                link=f"{house.settings.base_url}/desk/sign-in/link/{token}",
                minutes=int(LINK_LIFETIME.total_seconds() // 60),
            ),
            attempts=0,
            created_at=now,
            not_before=now,
        )
        # The same is done for every address, or the time it takes would say whose is a moderator's.
        outbox.put(connection, letter)
        outbox.drop(connection, letter if moderator is None else replace(letter, id=house.new_id()))

    house.database.write(work)


def sign_in_by_link(house: House, token: str) -> AtDesk:
    """Use a mailed link, once; raises TokenInvalid where it is wrong, used or over."""
    now = house.clock()
    claims = verify(house, _PURPOSE, token, now=now)

    def work(connection: Connection) -> AtDesk:
        guards.use_token(connection, claims["site"], claims["token"], now)
        found = [
            each for each in moderators.every(connection, claims["site"]) if each.id == claims["moderator"]
        ]
        if not found:
            raise TokenInvalid("You are no moderator of this site any more.", hint="Ask the operator.")
        return AtDesk(found[0], _open(connection, house, found[0]))

    try:
        return house.database.write(work)
    except Duplicate as error:
        raise TokenInvalid("The link was used before.", hint="Ask for another one.") from error


def who_is_at_desk(house: House, token: str) -> Moderator:
    """Return whose session this is; raises NotSignedIn where it has ended."""
    with house.database.read() as connection:
        found = desk_sessions.with_token(connection, token_hash(token), house.clock())
    if found is None:
        raise NotSignedIn("You are not signed in at the desk.", hint="Sign in again.")
    return found


def leave_desk(house: House, moderator: Moderator, token: str) -> None:
    """End a session at the desk."""

    def work(connection: Connection) -> None:
        desk_sessions.revoke(connection, moderator.site_id, token_hash(token), house.clock())

    house.database.write(work)


def _open(connection: Connection, house: House, moderator: Moderator) -> str:
    now = house.clock()
    token = random_token(house)
    desk_sessions.add(
        connection,
        moderator,
        session_id=house.id_at(now),
        token_hash=token_hash(token),
        at=now,
        until=now + LIFETIME,
    )
    record(
        house,
        connection,
        moderator.site_id,
        Event.MODERATOR_SIGN_IN,
        actor=f"moderator:{moderator.id}",
        subject=moderator.id,
    )
    return token
