"""Dropping what has been kept for long enough."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, select, update

from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.legal_holds import held_authors
from civiltongue.storage.looking_up import is_of

_comments, _revisions = schema.comments, schema.revisions


def blank_texts(connection: Connection, site_id: str, status: Status, *, before: datetime, most: int) -> int:
    """Empty the texts of comments in a status that were last revised before a time.

    Returns how many; rulings, offsets and dates stay.
    """
    found = (
        connection.execute(
            select(_revisions.c.id)
            .join(_comments, _comments.c.id == _revisions.c.comment_id)
            .where(
                _revisions.c.site_id == site_id,
                _comments.c.status == status.value,
                _revisions.c.created_at < before,
                _revisions.c.source != "",
                _comments.c.author_id.not_in(held_authors(site_id)),
            )
            .limit(most)
        )
        .scalars()
        .all()
    )
    if found:
        connection.execute(
            update(_revisions)
            .where(is_of(_revisions.c.site_id, site_id), _revisions.c.id.in_(found))
            .values(source="", html="", visible="", links=[], fingerprint=0)
        )
        searchable = schema.searchable
        _drop(connection, searchable, site_id, searchable.c.revision_id.in_(found))
    return len(found)


def blank_reports(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Empty readers' own words in reports that are older than a time; returns how many."""
    reports = schema.reports
    return connection.execute(
        update(reports)
        .where(reports.c.site_id == site_id, reports.c.created_at < before, reports.c.text != "")
        .values(text="")
    ).rowcount


def drop_letters(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Delete letters that were written before a time, sent or not; returns how many."""
    outbox = schema.outbox
    return _drop(connection, outbox, site_id, outbox.c.created_at < before)


def drop_buckets(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Delete token buckets, whose keys hold hashes of addresses, unused since a time; returns how many."""
    buckets = schema.buckets
    return _drop(connection, buckets, site_id, buckets.c.updated_at < before)


def drop_expired(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Delete sessions, links, hand-overs, used tokens and idempotency keys over before a time."""
    sessions, links, handovers = schema.sessions, schema.links, schema.handovers
    tokens, keys = schema.used_tokens, schema.idempotency
    return sum(
        _drop(connection, table, site_id, moment < before)
        for table, moment in (
            (sessions, sessions.c.expires_at),
            (links, links.c.expires_at),
            (handovers, handovers.c.expires_at),
            (tokens, tokens.c.used_at),
            (keys, keys.c.created_at),
        )
    )


def _drop(connection: Connection, table: Table, site_id: str, old: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(table.c.site_id == site_id, old)).rowcount
