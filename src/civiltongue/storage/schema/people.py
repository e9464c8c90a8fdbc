"""What people ask of the house about themselves."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Document, Moment

erasures = Table(
    "erasures",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id")),
    Column("asked_by", String(10), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("cleared_at", Moment),
    Column("comments", Integer, nullable=False),
    UniqueConstraint("author_id"),
    Index(None, "due_at"),
)
"""Once it is done, nobody can tell whose erasure it was: ``author_id`` is empty then."""

former_names = Table(
    "former_names",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("until", Moment, nullable=False),
    Index(None, "author_id"),
)
"""What authors were called before, for moderators."""

withheld = Table(
    "withheld",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("verified_by", Text, nullable=False),
    Column("verified_at", Moment, nullable=False),
    UniqueConstraint("author_id"),
)
"""Who writes under a pseudonym; the server's secret opens it, the database alone does not."""

traces = Table(
    "traces",
    metadata,
    site_column(primary_key=True),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Index(None, "site_id", "key"),
)
"""Keyed hashes of network addresses, and of mailboxes that were erased, for some days."""

legal_holds = Table(
    "legal_holds",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("reference", Text, nullable=False),
    Column("imposed_by", Text, nullable=False),
    Column("imposed_at", Moment, nullable=False),
    Column("lifted_by", Text),
    Column("lifted_at", Moment),
    Index(None, "author_id"),
)
"""What may not be erased, though somebody asks for it or its time is over."""

news = Table(
    "news",
    metadata,
    site_column(primary_key=True),
    Column("author_id", IDENTIFIER, primary_key=True),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("letter_id", IDENTIFIER),
    Index(None, "letter_id"),
    Index(None, "comment_id"),
)
"""What authors are to be told, and the letter that tells it.

No foreign key names the author: on PostgreSQL two who answer each other at once would wait for each other's rows.
"""

inquiries = Table(
    "inquiries",
    metadata,
    id_column(),
    site_column(),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("answer", Text, nullable=False),
    Column("comments", Document, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Index(None, "site_id", "state", "created_at"),
)
"""What people ask who are named in comments, and the ids of those that they were shown."""

claims = Table(
    "claims",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("claimed_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("decided_at", Moment),
    UniqueConstraint("author_id", "claimed_id"),
    Index(None, "site_id", "state", "created_at"),
)
"""Who says that an author from before is them."""
