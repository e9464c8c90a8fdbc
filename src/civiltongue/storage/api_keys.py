"""Keys with which other programs ask for scores, known by their hash."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_keys = schema.api_keys
_WITH_HASH = select(_keys).where(_keys.c.key_hash == bindparam("of_key"), _keys.c.revoked_at.is_(None))


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A program that may ask for scores on behalf of a site, so many times a minute."""

    id: str
    site_id: str
    name: str
    per_minute: int
    created_at: datetime


def add(connection: Connection, key: ApiKey, *, key_hash: str) -> None:
    """Store a key; the write raises Duplicate where the site has or had one of this name."""
    connection.execute(
        insert(_keys),
        {
            "id": key.id,
            "site_id": key.site_id,
            "name": key.name,
            "key_hash": key_hash,
            "per_minute": key.per_minute,
            "created_at": key.created_at,
        },
    )


def with_hash(connection: Connection, key_hash: str) -> ApiKey | None:
    """Return the key that has this hash, unless it was revoked."""
    row = connection.execute(_WITH_HASH, {"of_key": key_hash}).one_or_none()
    return _key(row) if row else None


def every(connection: Connection, site_id: str) -> list[ApiKey]:
    """Return the keys of a site that are not revoked, by name."""
    found = select(_keys).where(_keys.c.site_id == site_id, _keys.c.revoked_at.is_(None))
    return [_key(row) for row in connection.execute(found.order_by(_keys.c.name))]


def revoke(connection: Connection, site_id: str, name: str, at: datetime) -> str | None:
    """Revoke a key; returns its id, None where there was none of this name."""
    found = (_keys.c.site_id == site_id, _keys.c.name == name, _keys.c.revoked_at.is_(None))
    key_id: str | None = connection.execute(select(_keys.c.id).where(*found)).scalar()
    if key_id is not None:
        connection.execute(update(_keys).where(*found).values(revoked_at=at))
    return key_id


def _key(row: Row[tuple[object, ...]]) -> ApiKey:
    return ApiKey(row.id, row.site_id, row.name, row.per_minute, row.created_at)
