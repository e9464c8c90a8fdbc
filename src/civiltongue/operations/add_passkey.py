"""Add a passkey to an account, or take one away; its author does it on their own page."""

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.identity.passkeys import check_new, creation_options
from civiltongue.operations.house import House
from civiltongue.operations.passkey_challenge import (
    Challenge,
    new_challenge,
    place_of_passkeys,
    use_challenge,
)
from civiltongue.operations.recognise_person import check_way_back
from civiltongue.operations.record import record
from civiltongue.operations.refuse_sign_in import on_record
from civiltongue.operations.sessions import Asking
from civiltongue.operations.sign_in import checked_name
from civiltongue.storage import authors, passkeys
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.passkeys import Passkey

MOST = 20
"""How many passkeys an account may have."""


def ask_for_passkey(house: House, asking: Asking) -> Challenge | None:
    """Return what the author's browser is asked to make; None where passkeys are not to be had."""
    place = place_of_passkeys(house)
    if place is None:
        return None
    with house.database.read() as connection:
        known = passkeys.of_author(connection, asking.site.id, asking.author.id)
        publication = house.in_force(connection, asking.site.id).policy.publication
    challenge, token = new_challenge(house, asking.site, author_id=asking.author.id)
    options = creation_options(
        place,
        challenge=challenge,
        owner=(asking.author.id, asking.author.name or publication),
        publication=publication,
        known=tuple(passkey.credential for passkey in known),
    )
    return Challenge(options, token)


def add_passkey(house: House, asking: Asking, *, token: str, credential: str, name: str) -> Passkey:
    """Store the passkey that the author's browser has made, under a name that its author gives it.

    Raises TokenInvalid, which is put on record, BadInput, and Conflict for one that is known.
    """
    author, site = asking.author, asking.site
    called = checked_name(name) if name.strip() else ""
    place = place_of_passkeys(house)
    if place is None:
        raise BadInput("This server has no host name, and so no passkeys.", where="passkey")
    with on_record(house, site, Method.PASSKEY):
        challenge = use_challenge(house, site, token, author_id=author.id)
        made = check_new(credential, place=place, challenge=challenge)
    now = house.clock()
    passkey = Passkey(
        id=house.id_at(now),
        site_id=site.id,
        author_id=author.id,
        name=called,
        credential=made.credential,
        public_key=made.public_key,
        uses=made.uses,
        created_at=now,
    )

    def work(connection: Connection) -> None:
        authors.lock(connection, site.id, author.id)
        if len(passkeys.of_author(connection, site.id, author.id)) >= MOST:
            raise Conflict(f"An account has at most {MOST} passkeys.", hint="Remove one that you do not use.")
        passkeys.add(connection, passkey)
        _record(connection, house, asking, Event.PASSKEY_ADD, passkey.id)

    try:
        house.database.write(work)
    except Duplicate as error:
        raise Conflict("This passkey is known already.", where="passkey") from error
    return passkey


def remove_passkey(house: House, asking: Asking, passkey_id: str) -> None:
    """Forget a passkey; raises NotFound, and Conflict where its author could not come back without it."""
    author = asking.author

    def work(connection: Connection) -> None:
        authors.lock(connection, author.site_id, author.id)
        if not passkeys.remove(connection, author.site_id, author.id, passkey_id):
            raise NotFound("There is no such passkey.", where="passkey")
        check_way_back(connection, author)
        _record(connection, house, asking, Event.PASSKEY_REMOVE, passkey_id)

    house.database.write(work)


def _record(connection: Connection, house: House, asking: Asking, event: Event, passkey_id: str) -> None:
    author = asking.author
    record(house, connection, author.site_id, event, actor=f"author:{author.id}", subject=passkey_id)
