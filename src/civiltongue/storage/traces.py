"""Keyed hashes by which somebody who is barred can be recognised for some days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, or_, select

from civiltongue.domain.standing import SanctionKind
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present

_traces, _sanctions, _authors = schema.traces, schema.sanctions, schema.authors
ADDRESS: Final = "address"
MAILBOX: Final = "mailbox"
IDENTITY: Final = "identity"
"""What a trace is a hash of: a network address on one day, the mailbox of somebody who was erased, or a person
of an issuer whom an author no longer is."""


@dataclass(frozen=True, slots=True)
class Barred:
    """An author who may not comment now; ``email`` is None where there is none, or it was erased."""

    author_id: str
    name: str
    email: str | None


def leave(connection: Connection, site_id: str, author_id: str, *, kind: str, key: str, at: datetime) -> None:
    """Record a hash of an author, once."""
    values = {"site_id": site_id, "author_id": author_id, "kind": kind, "key": key, "at": at}
    insert_unless_present(connection, _traces, **values)


def barred(connection: Connection, site_id: str, now: datetime) -> list[Barred]:
    """Return the authors under a suspension or a ban that is in force."""
    rows = connection.execute(
        select(_authors.c.id, _authors.c.name, _authors.c.email)
        .join(_sanctions, _sanctions.c.author_id == _authors.c.id)
        .where(
            _authors.c.site_id == site_id,
            _sanctions.c.site_id == site_id,
            _sanctions.c.kind != SanctionKind.WARNING.value,
            _sanctions.c.lifted_at.is_(None),
            or_(_sanctions.c.until.is_(None), _sanctions.c.until > now),
        )
        .distinct()
        .order_by(_authors.c.id)
    )
    return [Barred(row.id, row.name, row.email) for row in rows]


def of_author(connection: Connection, site_id: str, author_id: str) -> set[tuple[str, str]]:
    """Return the kinds and hashes that an author left."""
    rows = connection.execute(
        select(_traces.c.kind, _traces.c.key).where(
            _traces.c.site_id == site_id, _traces.c.author_id == author_id
        )
    )
    return {(row.kind, row.key) for row in rows}


def left_by(
    connection: Connection, site_id: str, author_ids: Iterable[str], found: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Return which of these authors left which kinds of some kinds and hashes, as (author, kind)."""
    keys = {key for _, key in found}
    rows = connection.execute(
        select(_traces.c.author_id, _traces.c.kind, _traces.c.key).where(
            _traces.c.site_id == site_id,
            _traces.c.key.in_(sorted(keys)),
            _traces.c.author_id.in_(list(author_ids)),
        )
    )
    return {(row.author_id, row.kind) for row in rows}


def drop(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Delete the hashes that were left before a time; returns how many."""
    return connection.execute(
        delete(_traces).where(_traces.c.site_id == site_id, _traces.c.at < before)
    ).rowcount
