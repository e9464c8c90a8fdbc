"""The hand-over: an embed asks for a session, its author signs in on our origin, the embed redeems."""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from datetime import timedelta

from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput, NotFound, TokenInvalid
from civiltongue.operations.guard import HANDOVERS_PER_ADDRESS, draw
from civiltongue.operations.house import House
from civiltongue.operations.sessions import TokenPair, open_pair
from civiltongue.storage import authors, sessions
from civiltongue.storage.database import Connection
from civiltongue.storage.sessions import Handover

LIFETIME = timedelta(minutes=20)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def begin_handover(house: House, site: Site, *, challenge: str, origin: str, address: str) -> Handover:
    """Store an embed's wish for a session.

    ``challenge`` is the base64url SHA-256 of a verifier that the embed keeps, as in RFC 7636.
    The code is shown on both sides, so that nobody signs in for somebody else's page.
    Raises BadInput and TooManyRequests.
    """
    if not _CHALLENGE.fullmatch(challenge):
        raise BadInput("The challenge is no base64url SHA-256.", where="challenge")
    now = house.clock()
    made = Handover(
        id=house.id_at(now),
        site_id=site.id,
        origin=origin,
        challenge=challenge,
        code="".join(_CODE_LETTERS[house.random_bits(32) % len(_CODE_LETTERS)] for _ in range(4)),
        author_id=None,
        created_at=now,
        expires_at=now + LIFETIME,
    )

    def work(connection: Connection) -> None:
        draw(connection, site.id, f"handover:address:{address}", HANDOVERS_PER_ADDRESS, now=now)
        sessions.add_handover(connection, made)

    house.database.write(work)
    return made


def open_handover(house: House, handover_id: str) -> Handover:
    """Return a hand-over that still waits; raises NotFound, and TokenInvalid where it is over."""
    with house.database.read() as connection:
        found = sessions.handover(connection, handover_id)
    if found is None:
        raise NotFound("There is no such sign-in.", where="handover", hint="Start again on the page.")
    if found.redeemed_at is not None or house.clock() >= found.expires_at:
        raise TokenInvalid("This sign-in is over.", where="handover", hint="Start again on the page.")
    return found


def confirm_handover(house: House, handover: Handover, author: Author) -> None:
    """Let an author who is signed in on our origin hand a session to the embed.

    Raises TokenInvalid where the hand-over is for another site, over, or somebody else's.
    """

    def work(connection: Connection) -> None:
        confirm_in(connection, house, handover, author)

    house.database.write(work)


def confirm_in(connection: Connection, house: House, handover: Handover, author: Author) -> None:
    """Confirm a hand-over inside a write."""
    fits = handover.site_id == author.site_id and house.clock() < handover.expires_at
    if not fits or not sessions.confirm_handover(connection, handover, author.id):
        raise TokenInvalid("This sign-in is over.", where="handover", hint="Start again on the page.")


def redeem_handover(house: House, handover_id: str, *, verifier: str, origin: str) -> TokenPair | None:
    """Return the embed's tokens once its author has confirmed, None before.

    Raises NotFound, BadInput, and TokenInvalid where the verifier or the origin does not fit, or
    the hand-over is over or was redeemed.
    """
    if not _VERIFIER.fullmatch(verifier):
        raise BadInput("The verifier has another form.", where="verifier")
    found = open_handover(house, handover_id)
    digest = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    if not hmac.compare_digest(digest, found.challenge) or found.origin != origin:
        raise TokenInvalid("The verifier does not fit.", where="verifier", hint="Start again.")
    author_id = found.author_id
    if author_id is None:
        return None

    def work(connection: Connection) -> TokenPair:
        if not sessions.redeem_handover(connection, found, house.clock()):
            raise TokenInvalid("This sign-in was redeemed before.", where="handover", hint="Start again.")
        author = authors.get(connection, found.site_id, author_id)
        assert author is not None
        return open_pair(connection, house, author, origin=origin)

    return house.database.write(work)
