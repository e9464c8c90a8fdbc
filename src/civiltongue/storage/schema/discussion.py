"""Threads, those who write in them, and what they wrote."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from civiltongue.storage.schema.columns import IDENTIFIER, PATH, id_column, metadata, site_column
from civiltongue.storage.types import Document, Fingerprint, Moment

threads = Table(
    "threads",
    metadata,
    id_column(),
    site_column(),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("people", Document, nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("site_id", "key"),
)

authors = Table(
    "authors",
    metadata,
    id_column(),
    site_column(),
    Column("name", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("staff", Boolean, nullable=False),
    Column("email", Text),
    Column("email_key", Text),
    Column("source_key", Text),
    Column("published", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("claimed_by", IDENTIFIER),
    UniqueConstraint("site_id", "email_key"),
    UniqueConstraint("site_id", "source_key"),
    Index(None, "site_id", "staff"),
    Index(None, "site_id", "name"),
    Index(None, "claimed_by"),
)

names = Table(
    "names",
    metadata,
    site_column(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("reserved_until", Moment),
    Index(None, "author_id"),
)
"""Names that are held, and those that are kept for who held them before, until a time."""

sanctions = Table(
    "sanctions",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("imposed_by", Text, nullable=False),
    Column("imposed_at", Moment, nullable=False),
    Column("until", Moment),
    Column("lifted_by", Text),
    Column("lifted_at", Moment),
    Index(None, "author_id"),
)

violations = Table(
    "violations",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("ground", Text, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("voided_by", Text),
    Column("voided_at", Moment),
    Index(None, "author_id"),
)

comments = Table(
    "comments",
    metadata,
    id_column(),
    site_column(),
    Column("thread_id", IDENTIFIER, ForeignKey("threads.id"), nullable=False),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("parent_id", IDENTIFIER, ForeignKey("comments.id")),
    Column("root_id", IDENTIFIER, nullable=False),
    Column("path", PATH, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("revision_id", IDENTIFIER),
    Column("ruling_id", IDENTIFIER),
    Column("shown_replies", Integer, nullable=False),
    Column("draft", Text),
    Column("source_system", Text),
    Column("source_id", Text),
    Column("created_at", Moment, nullable=False),
    Column("edited_at", Moment),
    UniqueConstraint("site_id", "author_id", "draft"),
    UniqueConstraint("site_id", "source_system", "source_id"),
    Index(None, "thread_id", "root_id", "path"),
    Index(None, "author_id", "created_at"),
    Index(None, "thread_id", "status", "created_at"),
    Index(None, "site_id", "id"),
    Index(None, "parent_id"),
)

revisions = Table(
    "revisions",
    metadata,
    id_column(),
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("format", String(10), nullable=False),
    Column("html", Text, nullable=False),
    Column("visible", Text, nullable=False),
    Column("links", Document, nullable=False),
    Column("words", Integer, nullable=False),
    Column("fingerprint", Fingerprint, nullable=False),
    Column("consent_version", Text),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("comment_id", "number"),
    Index("ix_revisions_lately", "site_id", "created_at", "fingerprint", "comment_id"),
)
