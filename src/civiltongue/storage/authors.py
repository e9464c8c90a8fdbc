"""Authors of a site, their names and their sanctions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update

from civiltongue.domain.ruling import RulingKind
from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.domain.thread import Author, AuthorKind
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_authors, _names, _sanctions = schema.authors, schema.names, schema.sanctions
_OF_SITE = _authors.c.site_id == bindparam("of_site")
_THIS = _OF_SITE & (_authors.c.id == bindparam("of_id"))
_HOLDER = select(_names.c.author_id).where(
    _names.c.site_id == bindparam("of_site"),
    _names.c.key == bindparam("of_key"),
    _names.c.reserved_until.is_(None),
)

_ADD = insert(_authors)
_GET = select(_authors).where(_THIS)
_WITH_EMAIL = select(_authors).where(_OF_SITE, _authors.c.email_key == bindparam("of_key"))
_FROM_SOURCE = select(_authors).where(_OF_SITE, _authors.c.source_key == bindparam("of_key"))
_NAMED = select(_authors).where(_OF_SITE, _authors.c.id == _HOLDER.scalar_subquery())
_LOCK = select(_authors.c.id).where(_THIS).with_for_update()
_STAFF_NAMES = select(_authors.c.name).where(
    _OF_SITE, _authors.c.staff.is_(True), _authors.c.id != bindparam("besides")
)
_NAMES_ALIKE = select(_names.c.name).where(
    _names.c.site_id == bindparam("of_site"),
    _names.c.key.in_(bindparam("keys", expanding=True)),
    _names.c.author_id != bindparam("besides"),
)
_PUBLISHED = select(_authors.c.published).where(_THIS)
_COUNT_PUBLISHED = update(_authors).where(_THIS).values(published=_authors.c.published + bindparam("more"))
_SANCTIONS = (
    select(_sanctions)
    .where(_sanctions.c.site_id == bindparam("of_site"), _sanctions.c.author_id == bindparam("author"))
    .order_by(_sanctions.c.imposed_at, _sanctions.c.id)
)


def add(
    connection: Connection,
    author: Author,
    *,
    email: str | None = None,
    email_key: str | None = None,
    source_key: str | None = None,
) -> None:
    """Store a new author; the write raises Duplicate where the site knows the e-mail or the source already."""
    connection.execute(
        _ADD,
        {
            "id": author.id,
            "site_id": author.site_id,
            "name": author.name,
            "kind": author.kind.value,
            "verified": author.verified,
            "staff": author.staff,
            "email": email,
            "email_key": email_key,
            "source_key": source_key,
            "published": 0,
            "created_at": author.created_at,
        },
    )


def get(connection: Connection, site_id: str, author_id: str) -> Author | None:
    """Return an author of the site by id."""
    return _one(connection, _GET, of_site=site_id, of_id=author_id)


def site_of(connection: Connection, author_id: str) -> str | None:
    """Return the site that an author's public id belongs to."""
    return connection.execute(select(_authors.c.site_id).where(_authors.c.id == author_id)).scalar()


def with_email(connection: Connection, site_id: str, email_key: str) -> Author | None:
    """Return the author whose e-mail has this keyed hash."""
    return _one(connection, _WITH_EMAIL, of_site=site_id, of_key=email_key)


def from_source(connection: Connection, site_id: str, source_key: str) -> Author | None:
    """Return the imported author of a source key."""
    return _one(connection, _FROM_SOURCE, of_site=site_id, of_key=source_key)


def named(connection: Connection, site_id: str, name_key: str) -> Author | None:
    """Return the author who holds a name, by its key."""
    return _one(connection, _NAMED, of_site=site_id, of_key=name_key)


def email(connection: Connection, site_id: str, author_id: str) -> str | None:
    """Return where mail to the author goes."""
    return connection.execute(
        select(_authors.c.email).where(_authors.c.site_id == site_id, _authors.c.id == author_id)
    ).scalar()


def lock(connection: Connection, site_id: str, author_id: str) -> None:
    """Keep others from changing the author until the transaction ends.

    On SQLite the one writer holds the whole database already.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(_LOCK, {"of_site": site_id, "of_id": author_id}).all()


def take_name(connection: Connection, site_id: str, author_id: str, *, name: str, key: str) -> None:
    """Give the author a name; the write raises Duplicate where somebody else holds its key."""
    connection.execute(delete(_names).where(_names.c.site_id == site_id, _names.c.author_id == author_id))
    connection.execute(insert(_names), {"site_id": site_id, "key": key, "name": name, "author_id": author_id})
    rename(connection, site_id, author_id, name)


def rename(connection: Connection, site_id: str, author_id: str, name: str) -> None:
    """Change what the author is called, without holding the name."""
    connection.execute(
        update(_authors).where(_authors.c.site_id == site_id, _authors.c.id == author_id).values(name=name)
    )


def set_staff(connection: Connection, site_id: str, author_id: str, *, staff: bool) -> None:
    """Give or take the staff badge."""
    connection.execute(
        update(_authors).where(_authors.c.site_id == site_id, _authors.c.id == author_id).values(staff=staff)
    )


def staff_names(connection: Connection, site_id: str, *, besides: str) -> tuple[str, ...]:
    """Return the names of the site's staff other than one author."""
    return tuple(connection.execute(_STAFF_NAMES, {"of_site": site_id, "besides": besides}).scalars())


def names_alike(
    connection: Connection, site_id: str, keys: Sequence[str], *, besides: str
) -> tuple[str, ...]:
    """Return the names held by other authors under one of these keys."""
    values = {"of_site": site_id, "keys": list(keys), "besides": besides}
    return tuple(connection.execute(_NAMES_ALIKE, values).scalars())


def published(connection: Connection, site_id: str, author_id: str) -> int:
    """Return how many of the author's comments were published."""
    found = connection.execute(_PUBLISHED, {"of_site": site_id, "of_id": author_id}).scalar()
    return int(found or 0)


def count_published(connection: Connection, site_id: str, author_id: str, change: int) -> None:
    """Add to the author's number of published comments."""
    connection.execute(_COUNT_PUBLISHED, {"of_site": site_id, "of_id": author_id, "more": change})


def impose(connection: Connection, site_id: str, author_id: str, sanction: Sanction, *, by: str) -> None:
    """Record a sanction."""
    connection.execute(
        insert(_sanctions),
        {
            "id": sanction.id,
            "site_id": site_id,
            "author_id": author_id,
            "kind": sanction.kind.value,
            "reason": sanction.reason,
            "imposed_by": by,
            "imposed_at": sanction.imposed_at,
            "until": sanction.until,
            "everywhere": sanction.everywhere or None,
        },
    )


def lift(connection: Connection, site_id: str, sanction_id: str, *, by: str, at: datetime) -> bool:
    """End a sanction; returns whether there was one to end."""
    changed = connection.execute(
        update(_sanctions)
        .where(
            _sanctions.c.site_id == site_id,
            _sanctions.c.id == sanction_id,
            _sanctions.c.lifted_at.is_(None),
        )
        .values(lifted_by=by, lifted_at=at)
    )
    return changed.rowcount == 1


def is_unsubscribed(connection: Connection, site_id: str, author_id: str) -> bool:
    """Say whether an author has ended the letters that are no statements."""
    query = select(_authors.c.unsubscribed_at).where(
        _authors.c.site_id == site_id, _authors.c.id == author_id
    )
    return connection.execute(query).scalar() is not None


def unsubscribe(connection: Connection, site_id: str, author_id: str, *, at: datetime | None) -> None:
    """Record when an author ended such letters, None where they are wanted."""
    connection.execute(
        update(_authors)
        .where(_authors.c.site_id == site_id, _authors.c.id == author_id)
        .values(unsubscribed_at=at)
    )


def acknowledge(
    connection: Connection, site_id: str, author_id: str, sanction_id: str, *, at: datetime
) -> bool:
    """Record that an author has read a warning of theirs; returns whether there was one to acknowledge."""
    changed = connection.execute(
        update(_sanctions)
        .where(
            _sanctions.c.site_id == site_id,
            _sanctions.c.author_id == author_id,
            _sanctions.c.id == sanction_id,
            _sanctions.c.kind == SanctionKind.WARNING.value,
            _sanctions.c.acknowledged_at.is_(None),
        )
        .values(acknowledged_at=at)
    )
    return changed.rowcount == 1


def imposed_by(connection: Connection, site_id: str, sanction_id: str) -> str | None:
    """Return who imposed a sanction."""
    return connection.execute(
        select(_sanctions.c.imposed_by).where(_sanctions.c.site_id == site_id, _sanctions.c.id == sanction_id)
    ).scalar()


def sanctions(connection: Connection, site_id: str, author_id: str) -> tuple[Sanction, ...]:
    """Return every sanction of the author, oldest first."""
    rows = connection.execute(_SANCTIONS, {"of_site": site_id, "author": author_id})
    return tuple(as_sanction(row) for row in rows)


def _one(connection: Connection, query: Select[Any], **values: str) -> Author | None:
    row = connection.execute(query, values).one_or_none()
    return as_author(row) if row else None


def as_author(row: Row[tuple[object, ...]], prefix: str = "") -> Author:
    """Return the author in a row, whose columns may carry a prefix."""
    mapping = row._mapping
    return Author(
        id=mapping[f"{prefix}id"],
        site_id=mapping[f"{prefix}site_id"],
        name=mapping[f"{prefix}name"],
        kind=AuthorKind(mapping[f"{prefix}kind"]),
        verified=mapping[f"{prefix}verified"],
        staff=mapping[f"{prefix}staff"],
        created_at=mapping[f"{prefix}created_at"],
        withheld=mapping[f"{prefix}withheld_at"] is not None,
    )


def as_sanction(row: Row[tuple[object, ...]], prefix: str = "") -> Sanction:
    """Return the sanction in a row, whose columns may carry a prefix."""
    mapping = row._mapping
    return Sanction(
        id=mapping[f"{prefix}id"],
        kind=SanctionKind(mapping[f"{prefix}kind"]),
        reason=mapping[f"{prefix}reason"],
        imposed_at=mapping[f"{prefix}imposed_at"],
        until=mapping[f"{prefix}until"],
        lifted_at=mapping[f"{prefix}lifted_at"],
        acknowledged_at=mapping[f"{prefix}acknowledged_at"],
        by_engine=mapping[f"{prefix}imposed_by"] == RulingKind.ENGINE.value,
        everywhere=bool(mapping[f"{prefix}everywhere"]),
    )
