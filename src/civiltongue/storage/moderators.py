"""Moderators of a site, known by the hash of their key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, func, insert, select, update

from civiltongue.domain.moderation import Right, Role, in_sections
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_moderators = schema.moderators


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may do at the desk of a site what their ``role`` permits, and beside it their ``rights``.

    Without ``sections`` they see every story. ``email`` is where a link to sign in is sent.
    """

    id: str
    site_id: str
    name: str
    created_at: datetime
    rights: frozenset[Right] = frozenset()
    role: Role = Role.SENIOR
    sections: tuple[str, ...] = ()
    email: str = ""

    def sees(self, url: str) -> bool:
        """Say whether a story of this address is one of theirs."""
        return in_sections(url, self.sections)


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
            "role": moderator.role.value,
            "sections": list(moderator.sections),
            "email": moderator.email or None,
        },
    )


_WITH_KEY = select(_moderators).where(
    _moderators.c.key_hash == bindparam("of_key"), _moderators.c.revoked_at.is_(None)
)


def with_key(connection: Connection, key_hash: str) -> Moderator | None:
    """Return the moderator whose key has this hash, unless it was revoked."""
    row = connection.execute(_WITH_KEY, {"of_key": key_hash}).one_or_none()
    return as_moderator(row) if row else None


def every(connection: Connection, site_id: str) -> list[Moderator]:
    """Return the moderators of a site who are not revoked, by name."""
    rows = connection.execute(
        select(_moderators)
        .where(_moderators.c.site_id == site_id, _moderators.c.revoked_at.is_(None))
        .order_by(_moderators.c.name)
    )
    return [as_moderator(row) for row in rows]


def get(connection: Connection, site_id: str, moderator_id: str) -> Moderator | None:
    """Return a moderator, whether they still are one or not."""
    row = connection.execute(
        select(_moderators).where(_moderators.c.site_id == site_id, _moderators.c.id == moderator_id)
    ).one_or_none()
    return as_moderator(row) if row else None


def with_email(connection: Connection, site_id: str, email: str) -> Moderator | None:
    """Return the moderator of the site with this address, None where none has it."""
    row = connection.execute(
        select(_moderators)
        .where(
            _moderators.c.site_id == site_id,
            func.lower(_moderators.c.email) == email.lower(),
            _moderators.c.revoked_at.is_(None),
        )
        .order_by(_moderators.c.created_at)
        .limit(1)
    ).one_or_none()
    return as_moderator(row) if row else None


def change(connection: Connection, moderator: Moderator) -> None:
    """Store a moderator's role, sections and address."""
    connection.execute(
        update(_moderators)
        .where(_moderators.c.site_id == moderator.site_id, _moderators.c.id == moderator.id)
        .values(role=moderator.role.value, sections=list(moderator.sections), email=moderator.email or None)
    )


def lock_every(connection: Connection, site_id: str) -> list[Moderator]:
    """Return the moderators of a site who are not revoked, kept from changing until the transaction ends."""
    rows = connection.execute(
        select(_moderators)
        .where(_moderators.c.site_id == site_id, _moderators.c.revoked_at.is_(None))
        .order_by(_moderators.c.id)
        .with_for_update()
    )
    return [as_moderator(row) for row in rows]


def names(connection: Connection, site_id: str) -> dict[str, str]:
    """Return what everybody is called who ever was a moderator of a site, by their ids."""
    rows = connection.execute(
        select(_moderators.c.id, _moderators.c.name).where(_moderators.c.site_id == site_id)
    )
    return {row.id: row.name for row in rows}


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
        .values(revoked_at=at, email=None)
    )
    return changed.rowcount == 1


def as_moderator(row: Row[tuple[object, ...]]) -> Moderator:
    """Return the moderator in a row that holds their columns."""
    return Moderator(
        id=row.id,
        site_id=row.site_id,
        name=row.name,
        created_at=row.created_at,
        rights=frozenset(Right(right) for right in row.rights or ()),
        role=Role(row.role),
        sections=tuple(row.sections or ()),
        email=row.email or "",
    )
