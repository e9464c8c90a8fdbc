"""What people ask of the house about themselves."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Moment

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
