"""Who is signed in at the desk; only hashes of tokens are kept."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.moderators import Moderator, as_moderator

_sessions, _moderators = schema.desk_sessions, schema.moderators

_WITH_TOKEN = (
    select(_moderators)
    .join(_sessions, _sessions.c.moderator_id == _moderators.c.id)
    .where(
        _sessions.c.token_hash == bindparam("of_token"),
        _sessions.c.revoked_at.is_(None),
        _sessions.c.expires_at > bindparam("now", type_=_sessions.c.expires_at.type),
        _moderators.c.revoked_at.is_(None),
    )
)


def add(
    connection: Connection,
    moderator: Moderator,
    *,
    session_id: str,
    token_hash: str,
    at: datetime,
    until: datetime,
) -> None:
    """Store a session of a moderator."""
    connection.execute(
        insert(_sessions),
        {
            "id": session_id,
            "site_id": moderator.site_id,
            "moderator_id": moderator.id,
            "token_hash": token_hash,
            "created_at": at,
            "expires_at": until,
        },
    )


def with_token(connection: Connection, token_hash: str, now: datetime) -> Moderator | None:
    """Return whose session this is, None where it has ended or they are no moderator any more."""
    row = connection.execute(_WITH_TOKEN, {"of_token": token_hash, "now": now}).one_or_none()
    return as_moderator(row) if row else None


def revoke(connection: Connection, site_id: str, token_hash: str, at: datetime) -> bool:
    """End a session; returns whether it had not ended before."""
    changed = connection.execute(
        update(_sessions)
        .where(
            _sessions.c.site_id == site_id,
            _sessions.c.token_hash == token_hash,
            _sessions.c.revoked_at.is_(None),
        )
        .values(revoked_at=at)
    )
    return changed.rowcount == 1
