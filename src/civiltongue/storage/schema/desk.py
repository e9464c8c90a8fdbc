"""The desk: who is signed in there, who is looking at what, and what moderators noted."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Moment

desk_sessions = Table(
    "desk_sessions",
    metadata,
    id_column(),
    site_column(),
    Column("moderator_id", IDENTIFIER, ForeignKey("moderators.id"), nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index(None, "moderator_id"),
    Index(None, "expires_at"),
)

desk_claims = Table(
    "desk_claims",
    metadata,
    site_column(primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("moderator_id", IDENTIFIER, ForeignKey("moderators.id"), nullable=False),
    Column("until", Moment, nullable=False),
    Index(None, "moderator_id"),
)
"""Who is looking at an item of the queue, until when; the item is a comment's id."""

undos = Table(
    "undos",
    metadata,
    site_column(),
    Column("ruling_id", IDENTIFIER, ForeignKey("rulings.id"), primary_key=True),
    Column("cause", String(10)),
    Column("since", Moment),
    Column("until", Moment, nullable=False),
    Index(None, "until"),
)
"""Decisions that can be taken back at once, and how the comment waited before, empty where it did not."""

notes = Table(
    "notes",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id")),
    Column("written_by", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index(None, "author_id"),
    Index(None, "comment_id"),
)
"""What moderators noted about an author, or about a comment of theirs."""
