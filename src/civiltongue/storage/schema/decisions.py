"""What was decided about comments, and what waits to be decided."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Document, Moment

REJECTED_BY_THE_ENGINE = "kind = 'engine' AND verdict = 'reject'"
"""What the index of rejected attempts holds: little, and only what is asked for at every attempt."""

rulings = Table(
    "rulings",
    metadata,
    id_column(),
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), nullable=False),
    Column("revision_id", IDENTIFIER, ForeignKey("revisions.id"), nullable=False),
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
    Column("supersedes", IDENTIFIER, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("told", Text),
    Index(None, "comment_id", "created_at"),
    Index(None, "created_at", "site_id", "kind", "verdict"),
    Index(
        "ix_rulings_rejections",
        "site_id",
        "created_at",
        sqlite_where=text(REJECTED_BY_THE_ENGINE),
        postgresql_where=text(REJECTED_BY_THE_ENGINE),
    ),
)

reasons = Table(
    "reasons",
    metadata,
    site_column(),
    Column("ruling_id", IDENTIFIER, ForeignKey("rulings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("score", Float, nullable=False),
    Column("signals", Document, nullable=False),
    Column("spans", Document, nullable=False),
    Column("found_by", Document),
    Index(None, "site_id", "rule", "ruling_id"),
)

queue = Table(
    "queue",
    metadata,
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), primary_key=True),
    Column("cause", String(10), nullable=False),
    Column("since", Moment, nullable=False),
    Index(None, "site_id", "since"),
)

reports = Table(
    "reports",
    metadata,
    id_column(),
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), nullable=False),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("comment_id", "author_id"),
    Index(None, "author_id"),
)

votes = Table(
    "votes",
    metadata,
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), primary_key=True),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), primary_key=True),
    Column("created_at", Moment, nullable=False),
    Index(None, "author_id"),
)
"""Who recommends which comment."""

appeals = Table(
    "appeals",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id")),
    Column("ruling_id", IDENTIFIER, ForeignKey("rulings.id"), unique=True),
    Column("sanction_id", IDENTIFIER, ForeignKey("sanctions.id"), unique=True),
    Column("text", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("answer", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Index(None, "author_id"),
    Index(None, "comment_id"),
    Index(None, "site_id", "state", "created_at"),
)

remarks = Table(
    "remarks",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("appeal_id", IDENTIFIER, ForeignKey("appeals.id"), nullable=False),
    Column("said_by", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index(None, "author_id"),
    Index(None, "appeal_id"),
)
"""What was asked and answered about an appeal; ``author_id`` is whose appeal it is."""

notices = Table(
    "notices",
    metadata,
    id_column(),
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), nullable=False),
    Column("ground", String(20), nullable=False),
    Column("is_subject", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("answer", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("asked_until", Moment),
    Column("author_text", Text),
    Column("appeal_text", Text),
    Column("appeal_state", String(10)),
    Column("appeal_answer", Text),
    Column("appeal_decided_by", Text),
    Column("appealed_at", Moment),
    Column("appeal_decided_at", Moment),
    Column("reminded_at", Moment),
    Index(None, "comment_id"),
    Index(None, "site_id", "state", "created_at"),
)
"""Notices from anybody that a comment is against the law; ``reminded_at`` is when its being overdue was told."""
