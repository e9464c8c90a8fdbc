"""Sessions: who is asking, for how long, and from which page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import NotSignedIn, TokenInvalid
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.tokens import random_token, token_hash
from civiltongue.storage import asking, authors, sessions
from civiltongue.storage.database import Connection
from civiltongue.storage.sessions import Session

ACCESS, REFRESH, PAGE = "access", "refresh", "page"
"""Kinds of session: the embed's token, the one that renews it, and the cookie of our own pages."""

LOST_ANSWER = timedelta(seconds=20)
"""For how long a used refresh token may be sent once more: a page that was left may never have had the answer."""
LIFETIMES = {ACCESS: timedelta(minutes=15), REFRESH: timedelta(days=30), PAGE: timedelta(days=30)}


@dataclass(frozen=True, slots=True)
class Asking:
    """Say who is asking: an author of a site, in a session."""

    author: Author
    site: Site
    session: Session


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What an embed holds: an access token, and a refresh token that works once."""

    access: str
    access_expires_at: datetime
    refresh: str


def open_session(
    connection: Connection, house: House, author: Author, *, kind: str, origin: str, family: str
) -> tuple[str, Session]:
    """Store a session of a kind and return its token with it; only the token's hash is kept."""
    now = house.clock()
    token = random_token(house)
    session = Session(
        id=house.id_at(now),
        site_id=author.site_id,
        author_id=author.id,
        family=family,
        kind=kind,
        origin=origin,
        created_at=now,
        expires_at=now + LIFETIMES[kind],
    )
    sessions.add(connection, session, token_hash=token_hash(token))
    return token, session


def open_pair(
    connection: Connection, house: House, author: Author, *, origin: str, family: str = ""
) -> TokenPair:
    """Store what an embed needs to speak for an author on pages of one origin."""
    family = family or house.new_id()
    access, session = open_session(connection, house, author, kind=ACCESS, origin=origin, family=family)
    refresh, _ = open_session(connection, house, author, kind=REFRESH, origin=origin, family=family)
    return TokenPair(access, session.expires_at, refresh)


def who_asks(house: House, token: str, *, kind: str, origin: str) -> Asking:
    """Return whose token this is; raises NotSignedIn where it is not valid here and now.

    ``origin`` is that of the page that asks; an access token holds for one origin alone.
    """
    with house.database.read() as connection:
        found = asking.with_token(connection, token_hash(token))
    if found is None or found[0].kind != kind or not _is_valid(found[0], house.clock()):
        raise NotSignedIn("The session has ended.", hint="Sign in again.")
    session, author, site = found
    if session.origin != origin:
        raise NotSignedIn("The session belongs to another site.", hint="Sign in here.")
    return Asking(author, site, session)


def refresh_session(house: House, token: str, *, origin: str) -> TokenPair:
    """Exchange a refresh token for a new pair.

    Sent again within 20 seconds, since the answer was lost, it takes back what it gave before. A
    token that was used earlier, or was taken back, ends every session of its sign-in: somebody
    copied it. Raises TokenInvalid.
    """

    def work(connection: Connection) -> TokenPair | None:
        now = house.clock()
        session = sessions.with_token(connection, token_hash(token))
        if session is None or session.kind != REFRESH or session.origin != origin:
            raise TokenInvalid("The session cannot be renewed.", hint="Sign in again.")
        if session.used_at is None and session.revoked_at is None and now >= session.expires_at:
            raise TokenInvalid("The session has ended.", hint="Sign in again.")
        first = session.revoked_at is None and sessions.use_once(connection, session, now)
        if not first and not _take_back(connection, session, now):
            _revoke(connection, house, session, cause="reuse")
            return None
        author = authors.get(connection, session.site_id, session.author_id)
        assert author is not None
        return open_pair(connection, house, author, origin=origin, family=session.family)

    pair = house.database.write(work)
    if pair is None:
        raise TokenInvalid("The session was renewed before with this token.", hint="Sign in again.")
    return pair


def _take_back(connection: Connection, session: Session, now: datetime) -> bool:
    """End what a refresh token gave a moment ago; returns False where it may not be sent again."""
    if session.revoked_at or session.used_at is None or now - session.used_at > LOST_ANSWER:
        return False
    return sessions.revoke_unused_since(connection, session, now)


def end_session(house: House, asking: Asking) -> None:
    """End every session that came from the same sign-in."""
    house.database.write(lambda connection: _revoke(connection, house, asking.session, cause="sign-out"))


def _revoke(connection: Connection, house: House, session: Session, *, cause: str) -> None:
    if not sessions.revoke_family(connection, session.site_id, session.family, house.clock()):
        return
    record(
        house,
        connection,
        session.site_id,
        Event.SESSION_REVOKE,
        actor=f"author:{session.author_id}",
        subject=session.family,
        cause=cause,
    )


def _is_valid(session: Session, now: datetime) -> bool:
    return session.revoked_at is None and now < session.expires_at
