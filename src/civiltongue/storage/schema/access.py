"""Who is signed in, what was mailed, and what keeps requests in bounds."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Moment

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    site_column(),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id"), nullable=False),
    Column("family", IDENTIFIER, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("origin", Text, nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "author_id"),
    Index(None, "family"),
    Index(None, "expires_at"),
)

handovers = Table(
    "handovers",
    metadata,
    id_column(),
    site_column(),
    Column("origin", Text, nullable=False),
    Column("challenge", Text, nullable=False),
    Column("code", String(8), nullable=False),
    Column("author_id", IDENTIFIER, ForeignKey("authors.id")),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("redeemed_at", Moment),
)

links = Table(
    "links",
    metadata,
    id_column(),
    site_column(),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("email", Text, nullable=False),
    Column("handover_id", IDENTIFIER),
    Column("next_path", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "site_id", "email", "created_at"),
)

outbox = Table(
    "outbox",
    metadata,
    id_column(),
    site_column(),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("fault", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("unsubscribe", Text),
    Column("ruling_id", IDENTIFIER),
    Index(None, "sent_at", "not_before"),
)

used_tokens = Table(
    "used_tokens",
    metadata,
    site_column(primary_key=True),
    Column("token", Text, primary_key=True),
    Column("used_at", Moment, nullable=False),
)

idempotency = Table(
    "idempotency",
    metadata,
    site_column(primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

buckets = Table(
    "buckets",
    metadata,
    site_column(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("tokens", Float, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
