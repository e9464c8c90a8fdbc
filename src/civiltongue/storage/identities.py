"""People whom an issuer vouches for, by a keyed hash of what the issuer calls them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Author
from civiltongue.storage import schema
from civiltongue.storage.authors import as_author
from civiltongue.storage.database import Connection

_identities, _authors = schema.identities, schema.authors


@dataclass(frozen=True, slots=True)
class BoundIdentity:
    """A person of an issuer who is an author here; what the issuer calls them is kept as a hash alone."""

    id: str
    site_id: str
    author_id: str
    method: Method
    issuer: str
    subject_key: str
    created_at: datetime
    used_at: datetime


def bind(connection: Connection, identity: BoundIdentity) -> None:
    """Store whose the person is; the write raises Duplicate where they are somebody's already."""
    connection.execute(
        insert(_identities),
        {
            "id": identity.id,
            "site_id": identity.site_id,
            "author_id": identity.author_id,
            "method": identity.method.value,
            "issuer": identity.issuer,
            "subject_key": identity.subject_key,
            "created_at": identity.created_at,
            "used_at": identity.used_at,
        },
    )


def author_of(connection: Connection, site_id: str, subject_key: str) -> Author | None:
    """Return the author whom a person is."""
    row = connection.execute(
        select(_authors)
        .join(_identities, _identities.c.author_id == _authors.c.id)
        .where(_identities.c.site_id == site_id, _identities.c.subject_key == subject_key)
    ).one_or_none()
    return as_author(row) if row else None


def use(connection: Connection, site_id: str, subject_key: str, at: datetime) -> None:
    """Record that somebody signed in as this person."""
    connection.execute(
        update(_identities)
        .where(_identities.c.site_id == site_id, _identities.c.subject_key == subject_key)
        .values(used_at=at)
    )


def of_author(connection: Connection, site_id: str, author_id: str) -> tuple[BoundIdentity, ...]:
    """Return the people whom an author is, oldest first."""
    rows = connection.execute(
        select(_identities)
        .where(_identities.c.site_id == site_id, _identities.c.author_id == author_id)
        .order_by(_identities.c.id)
    )
    return tuple(
        BoundIdentity(
            id=row.id,
            site_id=row.site_id,
            author_id=row.author_id,
            method=Method(row.method),
            issuer=row.issuer,
            subject_key=row.subject_key,
            created_at=row.created_at,
            used_at=row.used_at,
        )
        for row in rows
    )


def remove(connection: Connection, site_id: str, author_id: str, identity_id: str) -> bool:
    """Forget that an author is a person; returns whether it was known."""
    changed = connection.execute(
        delete(_identities).where(
            _identities.c.site_id == site_id,
            _identities.c.author_id == author_id,
            _identities.c.id == identity_id,
        )
    )
    return changed.rowcount == 1
