"""Moderators of a site, known by the hash of their key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, insert, select, update

from civiltongue.domain.moderation import Right
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_moderators = schema.moderators


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may decide about comments of a site; ``rights`` are what they may do beside it."""

    id: str
    site_id: str
    name: str
    created_at: datetime
    rights: frozenset[Right] = frozenset()


def add(connection: Connection, moderator: Moderator, *, key_hash: str) -> None:
    """Store a moderator; the write raises Duplicate where the site has one of this name."""
    connection.execute(
        insert(_moderators),
        {
            "id": moderator.id,
            "site_id": moderator.site_id,
            "name": moderator.name,
            "key_hash": key_hash,
            "created_at": moderator.created_at,
            "rights": sorted(right.value for right in moderator.rights),
        },
    )


_WITH_KEY = select(_moderators).where(
    _moderators.c.key_hash == bindparam("of_key"), _moderators.c.revoked_at.is_(None)
)


def with_key(connection: Connection, key_hash: str) -> Moderator | None:
    """Return the moderator whose key has this hash, unless it was revoked."""
    row = connection.execute(_WITH_KEY, {"of_key": key_hash}).one_or_none()
    return _moderator(row) if row else None


def every(connection: Connection, site_id: str) -> list[Moderator]:
    """Return the moderators of a site who are not revoked, by name."""
    rows = connection.execute(
        select(_moderators)
        .where(_moderators.c.site_id == site_id, _moderators.c.revoked_at.is_(None))
        .order_by(_moderators.c.name)
    )
    return [_moderator(row) for row in rows]


def set_rights(connection: Connection, site_id: str, name: str, rights: Collection[Right]) -> bool:
    """Give a moderator these rights and no others; returns whether there is one of this name."""
    changed = connection.execute(
        update(_moderators)
        .where(
            _moderators.c.site_id == site_id,
            _moderators.c.name == name,
            _moderators.c.revoked_at.is_(None),
        )
        .values(rights=sorted(right.value for right in rights))
    )
    return changed.rowcount == 1


def revoke(connection: Connection, site_id: str, name: str, at: datetime) -> bool:
    """Take a moderator's rights; returns whether there was one of this name."""
    changed = connection.execute(
        update(_moderators)
        .where(
            _moderators.c.site_id == site_id,
            _moderators.c.name == name,
            _moderators.c.revoked_at.is_(None),
        )
        .values(revoked_at=at)
    )
    return changed.rowcount == 1


def _moderator(row: Row[tuple[object, ...]]) -> Moderator:
    rights = frozenset(Right(right) for right in row.rights or ())
    return Moderator(row.id, row.site_id, row.name, row.created_at, rights)
