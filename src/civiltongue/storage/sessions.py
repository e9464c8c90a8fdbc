"""Sessions, sign-in links and hand-overs; only hashes of tokens are kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, case, func, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_sessions, _links, _handovers = schema.sessions, schema.links, schema.handovers
_ADD = insert(_sessions)
_WITH_TOKEN = select(_sessions).where(_sessions.c.token_hash == bindparam("of_token"))


@dataclass(frozen=True, slots=True)
class Session:
    """One token of a signed-in author. ``kind`` is ``access``, ``refresh`` or ``page``."""

    id: str
    site_id: str
    author_id: str
    family: str
    kind: str
    origin: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """All sessions that came from one sign-in, on our own pages or on pages of an origin.

    ``seen_at`` is when it was last renewed.
    """

    family: str
    is_page: bool
    origin: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SignInLink:
    """A link that was mailed. ``next_path`` is where its page leads afterwards."""

    id: str
    site_id: str
    email: str
    handover_id: str | None
    next_path: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """An embed's wish for a session: ``challenge`` is the base64url SHA-256 of its verifier."""

    id: str
    site_id: str
    origin: str
    challenge: str
    code: str
    author_id: str | None
    created_at: datetime
    expires_at: datetime
    redeemed_at: datetime | None = None


def add(connection: Connection, session: Session, *, token_hash: str) -> None:
    """Store a session."""
    connection.execute(
        _ADD,
        {
            "id": session.id,
            "site_id": session.site_id,
            "author_id": session.author_id,
            "family": session.family,
            "kind": session.kind,
            "origin": session.origin,
            "token_hash": token_hash,
            "created_at": session.created_at,
            "expires_at": session.expires_at,
        },
    )


def with_token(connection: Connection, token_hash: str) -> Session | None:
    """Return the session of a token, whatever its state."""
    row = connection.execute(_WITH_TOKEN, {"of_token": token_hash}).one_or_none()
    return as_session(row) if row else None


def use_once(connection: Connection, session: Session, at: datetime) -> bool:
    """Mark a refresh token as used; returns False where it was used before."""
    changed = connection.execute(
        update(_sessions)
        .where(
            _sessions.c.site_id == session.site_id,
            _sessions.c.id == session.id,
            _sessions.c.used_at.is_(None),
        )
        .values(used_at=at)
    )
    return changed.rowcount == 1


def revoke_unused_since(connection: Connection, session: Session, at: datetime) -> bool:
    """End what came of a used refresh token; returns False, and ends nothing, where that was used to renew."""
    since = (
        _sessions.c.site_id == session.site_id,
        _sessions.c.family == session.family,
        _sessions.c.created_at >= session.used_at,
        _sessions.c.id != session.id,
    )
    if connection.execute(select(_sessions.c.id).where(*since, _sessions.c.used_at.is_not(None))).first():
        return False
    connection.execute(update(_sessions).where(*since).values(revoked_at=at))
    return True


def revoke_family(connection: Connection, site_id: str, family: str, at: datetime) -> int:
    """End every session that came from one sign-in; returns how many there still were."""
    return connection.execute(
        update(_sessions)
        .where(_sessions.c.site_id == site_id, _sessions.c.family == family, _sessions.c.revoked_at.is_(None))
        .values(revoked_at=at)
    ).rowcount


def open_sign_ins(connection: Connection, site_id: str, author_id: str, now: datetime) -> tuple[SignIn, ...]:
    """Return an author's sign-ins that are still good for something, the latest used first."""
    good = _sessions.c.revoked_at.is_(None) & _sessions.c.used_at.is_(None) & (_sessions.c.expires_at > now)
    seen = func.max(_sessions.c.created_at).label("seen_at")
    rows = connection.execute(
        select(
            _sessions.c.family,
            func.max(_sessions.c.kind).label("kind"),
            func.max(_sessions.c.origin).label("origin"),
            func.min(_sessions.c.created_at).label("created_at"),
            seen,
        )
        .where(_sessions.c.site_id == site_id, _sessions.c.author_id == author_id)
        .group_by(_sessions.c.family)
        .having(func.sum(case((good, 1), else_=0)) > 0)
        .order_by(seen.desc(), _sessions.c.family)
    )
    return tuple(
        SignIn(row.family, row.kind == "page", row.origin, row.created_at, row.seen_at) for row in rows
    )


def add_link(connection: Connection, link: SignInLink, *, token_hash: str) -> None:
    """Store a sign-in link."""
    connection.execute(
        insert(_links),
        {
            "id": link.id,
            "site_id": link.site_id,
            "token_hash": token_hash,
            "email": link.email,
            "handover_id": link.handover_id,
            "next_path": link.next_path,
            "created_at": link.created_at,
            "expires_at": link.expires_at,
        },
    )


def link_with_token(connection: Connection, token_hash: str) -> SignInLink | None:
    """Return the sign-in link of a token, whatever its state."""
    row = connection.execute(select(_links).where(_links.c.token_hash == token_hash)).one_or_none()
    if row is None:
        return None
    return SignInLink(
        id=row.id,
        site_id=row.site_id,
        email=row.email,
        handover_id=row.handover_id,
        next_path=row.next_path,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )


def use_link(connection: Connection, link: SignInLink, at: datetime) -> bool:
    """Mark a link as used; returns False where it was used before."""
    changed = connection.execute(
        update(_links)
        .where(_links.c.site_id == link.site_id, _links.c.id == link.id, _links.c.used_at.is_(None))
        .values(used_at=at)
    )
    return changed.rowcount == 1


def links_since(connection: Connection, site_id: str, email: str, since: datetime) -> int:
    """Return how many links were made for an address since a time."""
    found = connection.execute(
        select(func.count()).where(
            _links.c.site_id == site_id, _links.c.email == email, _links.c.created_at >= since
        )
    ).scalar()
    return int(found or 0)


def add_handover(connection: Connection, handover: Handover) -> None:
    """Store a hand-over that waits for its author."""
    connection.execute(
        insert(_handovers),
        {
            "id": handover.id,
            "site_id": handover.site_id,
            "origin": handover.origin,
            "challenge": handover.challenge,
            "code": handover.code,
            "created_at": handover.created_at,
            "expires_at": handover.expires_at,
        },
    )


def handover(connection: Connection, handover_id: str) -> Handover | None:
    """Return a hand-over by its id, whatever its state."""
    row = connection.execute(select(_handovers).where(_handovers.c.id == handover_id)).one_or_none()
    if row is None:
        return None
    return Handover(
        id=row.id,
        site_id=row.site_id,
        origin=row.origin,
        challenge=row.challenge,
        code=row.code,
        author_id=row.author_id,
        created_at=row.created_at,
        expires_at=row.expires_at,
        redeemed_at=row.redeemed_at,
    )


def confirm_handover(connection: Connection, handover: Handover, author_id: str) -> bool:
    """Say who it is for; returns False where somebody else was first."""
    changed = connection.execute(
        update(_handovers)
        .where(
            _handovers.c.site_id == handover.site_id,
            _handovers.c.id == handover.id,
            (_handovers.c.author_id.is_(None)) | (_handovers.c.author_id == author_id),
            _handovers.c.redeemed_at.is_(None),
        )
        .values(author_id=author_id)
    )
    return changed.rowcount == 1


def redeem_handover(connection: Connection, handover: Handover, at: datetime) -> bool:
    """Mark a hand-over as redeemed; returns False where it was before."""
    changed = connection.execute(
        update(_handovers)
        .where(
            _handovers.c.site_id == handover.site_id,
            _handovers.c.id == handover.id,
            _handovers.c.redeemed_at.is_(None),
        )
        .values(redeemed_at=at)
    )
    return changed.rowcount == 1


def as_session(row: Row[tuple[object, ...]]) -> Session:
    """Return the session in a row that holds its columns."""
    return Session(
        id=row.id,
        site_id=row.site_id,
        author_id=row.author_id,
        family=row.family,
        kind=row.kind,
        origin=row.origin,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
