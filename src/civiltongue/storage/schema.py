"""Every table, declared once for both databases.

Every row belongs to a site: ``site_id`` stands in every table, and every query names it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from civiltongue.storage.types import Document, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_Identifier = String(26).with_variant(String(26, collation="C"), "postgresql")
"""Ids sort by code point on both databases, whatever the locale."""
_Path = Text().with_variant(Text(collation="C"), "postgresql")


def _id() -> Column[str]:
    return Column("id", _Identifier, primary_key=True)


def _site(*, primary_key: bool = False) -> Column[str]:
    return Column("site_id", _Identifier, ForeignKey("sites.id"), nullable=False, primary_key=primary_key)


sites = Table(
    "sites",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("policy_version", Text),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    _site(primary_key=True),
    Column("origin", Text, primary_key=True),
)

policies = Table(
    "policies",
    metadata,
    _id(),
    _site(),
    Column("version", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("adopted_at", Moment, nullable=False),
    Column("adopted_by", Text, nullable=False),
    UniqueConstraint("site_id", "version"),
)

threads = Table(
    "threads",
    metadata,
    _id(),
    _site(),
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
    _id(),
    _site(),
    Column("name", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("staff", Boolean, nullable=False),
    Column("email", Text),
    Column("email_key", Text),
    Column("source_key", Text),
    Column("published", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("site_id", "email_key"),
    UniqueConstraint("site_id", "source_key"),
)

names = Table(
    "names",
    metadata,
    _site(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("author_id", _Identifier, ForeignKey("authors.id"), nullable=False),
    Index(None, "author_id"),
)

moderators = Table(
    "moderators",
    metadata,
    _id(),
    _site(),
    Column("name", Text, nullable=False),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("site_id", "name"),
)

comments = Table(
    "comments",
    metadata,
    _id(),
    _site(),
    Column("thread_id", _Identifier, ForeignKey("threads.id"), nullable=False),
    Column("author_id", _Identifier, ForeignKey("authors.id"), nullable=False),
    Column("parent_id", _Identifier, ForeignKey("comments.id")),
    Column("root_id", _Identifier, nullable=False),
    Column("path", _Path, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("revision_id", _Identifier),
    Column("ruling_id", _Identifier),
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
    Index(None, "site_id", "status", "created_at"),
    Index(None, "parent_id"),
)

revisions = Table(
    "revisions",
    metadata,
    _id(),
    _site(),
    Column("comment_id", _Identifier, ForeignKey("comments.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("format", String(10), nullable=False),
    Column("html", Text, nullable=False),
    Column("visible", Text, nullable=False),
    Column("links", Document, nullable=False),
    Column("words", Integer, nullable=False),
    Column("fingerprint", BigInteger, nullable=False),
    Column("consent_version", Text),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("comment_id", "number"),
    Index(None, "site_id", "created_at"),
)

rulings = Table(
    "rulings",
    metadata,
    _id(),
    _site(),
    Column("comment_id", _Identifier, ForeignKey("comments.id"), nullable=False),
    Column("revision_id", _Identifier, ForeignKey("revisions.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("insisted", Boolean, nullable=False),
    Column("signals", Document, nullable=False),
    Column("failures", Document, nullable=False),
    Column("versions", Document, nullable=False),
    Column("note", Text, nullable=False),
    Column("supersedes", _Identifier, unique=True),
    Column("created_at", Moment, nullable=False),
    Index(None, "comment_id", "created_at"),
)

reasons = Table(
    "reasons",
    metadata,
    _site(),
    Column("ruling_id", _Identifier, ForeignKey("rulings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("score", Float, nullable=False),
    Column("signals", Document, nullable=False),
    Column("spans", Document, nullable=False),
    Index(None, "site_id", "rule"),
)

queue = Table(
    "queue",
    metadata,
    _site(),
    Column("comment_id", _Identifier, ForeignKey("comments.id"), primary_key=True),
    Column("cause", String(10), nullable=False),
    Column("since", Moment, nullable=False),
    Index(None, "site_id", "since"),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _site(),
    Column("comment_id", _Identifier, ForeignKey("comments.id"), nullable=False),
    Column("author_id", _Identifier, ForeignKey("authors.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("comment_id", "author_id"),
)

sanctions = Table(
    "sanctions",
    metadata,
    _id(),
    _site(),
    Column("author_id", _Identifier, ForeignKey("authors.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("imposed_by", Text, nullable=False),
    Column("imposed_at", Moment, nullable=False),
    Column("until", Moment),
    Column("lifted_by", Text),
    Column("lifted_at", Moment),
    Index(None, "author_id"),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _site(),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Document, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "site_id", "at"),
    Index(None, "subject"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _site(),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("fault", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("sent_at", Moment),
    Index(None, "sent_at", "not_before"),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    _site(),
    Column("author_id", _Identifier, ForeignKey("authors.id"), nullable=False),
    Column("family", _Identifier, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("origin", Text, nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "family"),
    Index(None, "expires_at"),
)

handovers = Table(
    "handovers",
    metadata,
    _id(),
    _site(),
    Column("origin", Text, nullable=False),
    Column("challenge", Text, nullable=False),
    Column("code", String(8), nullable=False),
    Column("author_id", _Identifier, ForeignKey("authors.id")),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("redeemed_at", Moment),
)

links = Table(
    "links",
    metadata,
    _id(),
    _site(),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("email", Text, nullable=False),
    Column("handover_id", _Identifier),
    Column("next_path", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

used_tokens = Table(
    "used_tokens",
    metadata,
    _site(primary_key=True),
    Column("token", Text, primary_key=True),
    Column("used_at", Moment, nullable=False),
)

idempotency = Table(
    "idempotency",
    metadata,
    _site(primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

buckets = Table(
    "buckets",
    metadata,
    _site(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("tokens", Float, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    _id(),
    _site(),
    Column("system", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("report", Document, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    UniqueConstraint("site_id", "system", "fingerprint"),
)
