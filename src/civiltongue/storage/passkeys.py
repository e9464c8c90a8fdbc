"""Passkeys of authors: a public key each, and how often its authenticator says it was used."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_passkeys = schema.passkeys


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey. ``credential`` is its id in base64url, ``uses`` the authenticator's counter."""

    id: str
    site_id: str
    author_id: str
    name: str
    credential: str
    public_key: bytes
    uses: int
    created_at: datetime
    used_at: datetime | None = None


def add(connection: Connection, passkey: Passkey) -> None:
    """Store a passkey; the write raises Duplicate where the site knows it already."""
    connection.execute(
        insert(_passkeys),
        {
            "id": passkey.id,
            "site_id": passkey.site_id,
            "author_id": passkey.author_id,
            "name": passkey.name,
            "credential": passkey.credential,
            "public_key": passkey.public_key,
            "uses": passkey.uses,
            "created_at": passkey.created_at,
        },
    )


def with_credential(connection: Connection, site_id: str, credential: str) -> Passkey | None:
    """Return the passkey with an id."""
    row = connection.execute(
        select(_passkeys).where(_passkeys.c.site_id == site_id, _passkeys.c.credential == credential)
    ).one_or_none()
    return _as_passkey(row) if row else None


def use(connection: Connection, passkey: Passkey, *, uses: int, at: datetime) -> bool:
    """Record that a passkey was used; returns False where somebody else was first, or it is gone."""
    changed = connection.execute(
        update(_passkeys)
        .where(
            _passkeys.c.site_id == passkey.site_id,
            _passkeys.c.id == passkey.id,
            _passkeys.c.uses == passkey.uses,
        )
        .values(uses=uses, used_at=at)
    )
    return changed.rowcount == 1


def of_author(connection: Connection, site_id: str, author_id: str) -> tuple[Passkey, ...]:
    """Return the passkeys of an author, oldest first."""
    rows = connection.execute(
        select(_passkeys)
        .where(_passkeys.c.site_id == site_id, _passkeys.c.author_id == author_id)
        .order_by(_passkeys.c.id)
    )
    return tuple(_as_passkey(row) for row in rows)


def remove(connection: Connection, site_id: str, author_id: str, passkey_id: str) -> bool:
    """Forget an author's passkey; returns whether there was one."""
    changed = connection.execute(
        delete(_passkeys).where(
            _passkeys.c.site_id == site_id,
            _passkeys.c.author_id == author_id,
            _passkeys.c.id == passkey_id,
        )
    )
    return changed.rowcount == 1


def _as_passkey(row: Row[tuple[object, ...]]) -> Passkey:
    return Passkey(
        id=row.id,
        site_id=row.site_id,
        author_id=row.author_id,
        name=row.name,
        credential=row.credential,
        public_key=row.public_key,
        uses=row.uses,
        created_at=row.created_at,
        used_at=row.used_at,
    )
