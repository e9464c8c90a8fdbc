"""Sign in with a passkey that the browser finds by itself; no name is asked for."""

from dataclasses import dataclass

from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import TokenInvalid
from civiltongue.identity.passkeys import Place, check_shown, read_shown, request_options
from civiltongue.operations.handover import confirm_in
from civiltongue.operations.house import House
from civiltongue.operations.let_in import let_in
from civiltongue.operations.passkey_challenge import (
    Challenge,
    new_challenge,
    place_of_passkeys,
    use_challenge,
)
from civiltongue.operations.refuse_sign_in import count_attempt, on_record
from civiltongue.operations.sign_in import author_here, naming
from civiltongue.storage import authors, groups, passkeys
from civiltongue.storage.database import Connection
from civiltongue.storage.sessions import Handover

_HINT = "Sign in another way, and add a passkey on your page."


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """What a browser answers: the token of the question, and the passkey as its script writes it."""

    token: str
    credential: str
    address: str


def ask_passkey(house: House, site: Site) -> Challenge | None:
    """Return what a browser is asked to show; None where passkeys are not to be had."""
    place = place_of_passkeys(house)
    if place is None:
        return None
    challenge, token = new_challenge(house, site)
    return Challenge(request_options(place, challenge=challenge), token)


def sign_in_passkey(
    house: House, site: Site, shown: ShownPasskey, *, handover: Handover | None = None
) -> tuple[Author, str]:
    """Let the owner of a passkey in, confirm the hand-over that waits, and return the session's token.

    A passkey from another site of the group signs its owner in under the same name. Raises TooManyRequests,
    NameTaken where somebody else has that name here, and TokenInvalid, which is put on record and says the same of a passkey
    that nobody has and of one that is not true.
    """
    count_attempt(house, site, shown.address)
    with on_record(house, site, Method.PASSKEY):
        place = place_of_passkeys(house)
        if place is None:
            raise TokenInvalid("This server has no passkeys.", where="server")
        return _enter(house, site, shown, place, handover)


def _enter(
    house: House, site: Site, shown: ShownPasskey, place: Place, handover: Handover | None
) -> tuple[Author, str]:
    challenge = use_challenge(house, site, shown.token)
    found = read_shown(shown.credential)
    with house.database.read() as connection:
        known = passkeys.with_credential(connection, site.id, found.credential)
        owner = None if known else groups.of_passkey(connection, site.id, found.credential)
        if owner is not None:
            known = passkeys.with_credential(connection, owner.site_id, found.credential)
    if known is None or found.owner not in {"", known.author_id}:
        raise TokenInvalid("The passkey is not valid here.", where="unknown", hint=_HINT)
    uses = check_shown(found, place=place, challenge=challenge, public_key=known.public_key, uses=known.uses)

    def work(connection: Connection) -> tuple[Author, str]:
        author = authors.get(connection, known.site_id, known.author_id)
        if author is not None and author.site_id != site.id:
            author = author_here(connection, house, site, author)
        if author is None or not passkeys.use(connection, known, uses=uses, at=house.clock()):
            raise TokenInvalid("The passkey is not valid here.", where="unknown", hint=_HINT)
        token = let_in(connection, house, author, method=Method.PASSKEY)
        if handover is not None:
            confirm_in(connection, house, handover, author)
        return author, token

    return naming(lambda: house.database.write(work))
