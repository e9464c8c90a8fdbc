"""Who may ask for scores as Perspective's clients do, and what scores they suggested."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Document, Moment

api_keys = Table(
    "api_keys",
    metadata,
    id_column(),
    site_column(),
    Column("name", Text, nullable=False),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("per_minute", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("site_id", "name"),
)

suggestions = Table(
    "suggestions",
    metadata,
    id_column(),
    site_column(),
    Column("api_key_id", IDENTIFIER, ForeignKey("api_keys.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("attribute", Text, nullable=False),
    Column("suggested", Float, nullable=False),
    Column("language", String(35), nullable=False),
    Column("scores", Document, nullable=False),
    Column("versions", Document, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("site_id", "subject", "attribute"),
    Index(None, "site_id", "created_at"),
)
