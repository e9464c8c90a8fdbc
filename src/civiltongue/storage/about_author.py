"""Everything that stands in the database about an author, read table by table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, func, or_, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.looking_up import is_of

_OF_AUTHOR = (
    schema.names,
    schema.former_names,
    schema.claims,
    schema.sessions,
    schema.handovers,
    schema.identities,
    schema.passkeys,
    schema.withheld,
    schema.traces,
    schema.legal_holds,
    schema.sanctions,
    schema.violations,
    schema.reports,
    schema.appeals,
    schema.remarks,
    schema.erasures,
    schema.news,
    schema.notes,
    schema.votes,
)
"""Tables whose rows say in a column whose they are."""
_OF_COMMENT = (schema.revisions, schema.rulings, schema.queue, schema.searchable)
"""Tables whose rows are about a comment."""
_LEFT_OUT = frozenset({"token_hash", "request_hash", "sealed", "site_id", "author_id"})
"""Columns that are left out: hashes of secrets, and what is the same in every row."""
TABLES = frozenset(table.name for table in (*_OF_AUTHOR, *_OF_COMMENT)) | {
    "audit",
    "authors",
    "buckets",
    "comments",
    "idempotency",
    "inquiries",
    "links",
    "notices",
    "outbox",
    "reasons",
    "shadowed",
}
"""Every table that is read here."""

Facts = dict[str, Any]


def everything(connection: Connection, site_id: str, author_id: str) -> dict[str, list[Facts]]:
    """Return the rows about an author by table, each as its columns; comments have a function of their own."""
    email = connection.execute(
        select(schema.authors.c.email).where(
            schema.authors.c.site_id == site_id, schema.authors.c.id == author_id
        )
    ).scalar()
    found = {
        "authors": _rows(connection, schema.authors, site_id, schema.authors.c.id == author_id),
        **{
            table.name: _rows(connection, table, site_id, table.c.author_id == author_id)
            for table in _OF_AUTHOR
        },
        "claimed": _rows(connection, schema.authors, site_id, schema.authors.c.claimed_by == author_id),
        "idempotency": _rows(
            connection, schema.idempotency, site_id, schema.idempotency.c.actor == author_id
        ),
        "buckets": _rows(
            connection,
            schema.buckets,
            site_id,
            schema.buckets.c.key.endswith(f":{author_id}", autoescape=True),
        ),
        "audit": _rows(
            connection,
            schema.audit,
            site_id,
            or_(schema.audit.c.subject == author_id, schema.audit.c.actor == f"author:{author_id}"),
        ),
    }
    for table, column in (
        (schema.links, "email"),
        (schema.outbox, "recipient"),
        (schema.notices, "email"),
        (schema.inquiries, "email"),
    ):
        mine = func.lower(table.c[column]) == (email or "").lower()
        found[table.name] = _rows(connection, table, site_id, mine) if email else []
    return found


def comments(connection: Connection, site_id: str, author_id: str, *, most: int = 500) -> Iterator[Facts]:
    """Yield an author's comments, oldest first, each with its story, and its rows in other tables."""
    table, after = schema.comments, ""
    while True:
        batch = _rows(
            connection,
            table,
            site_id,
            (table.c.author_id == author_id) & (table.c.id > after),
            most=most,
        )
        yield from _completed(connection, site_id, batch)
        if len(batch) < most:
            return
        after = batch[-1]["id"]


def _completed(connection: Connection, site_id: str, batch: Sequence[Facts]) -> list[Facts]:
    ids = [comment["id"] for comment in batch]
    threads = {comment["thread_id"] for comment in batch}
    stories = {row["id"]: row for row in _of(connection, schema.threads.c.id, site_id, threads)}
    about: dict[str, dict[str, list[Facts]]] = {comment_id: {} for comment_id in ids}
    for table in _OF_COMMENT:
        for row in _of(connection, table.c.comment_id, site_id, ids):
            about[row["comment_id"]].setdefault(table.name, []).append(row)
    rulings = {row["id"]: row for facts in about.values() for row in facts.get("rulings", ())}
    for table in (schema.reasons, schema.shadowed):
        for row in _of(connection, table.c.ruling_id, site_id, rulings):
            rulings[row["ruling_id"]].setdefault(table.name, []).append(row)
    return [{**comment, "story": stories[comment["thread_id"]], **about[comment["id"]]} for comment in batch]


def _rows(
    connection: Connection, table: Table, site_id: str, which: ColumnElement[bool], *, most: int | None = None
) -> list[Facts]:
    query = select(table).where(table.c.site_id == site_id, which).order_by(*table.primary_key).limit(most)
    return _facts(connection, query)


def _of(connection: Connection, column: Column[str], site_id: str, ids: Iterable[str]) -> list[Facts]:
    """Return the rows of a table that have one of these ids in a column."""
    table = column.table
    query = select(table).where(is_of(table.c.site_id, site_id), column.in_(list(ids)))
    return _facts(connection, query.order_by(*table.primary_key))


def _facts(connection: Connection, query: Select[Any]) -> list[Facts]:
    return [
        {
            key: value
            for key, value in row._mapping.items()
            if key not in _LEFT_OUT and not isinstance(value, bytes)
        }
        for row in connection.execute(query)
    ]
