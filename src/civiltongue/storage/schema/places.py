"""Sites, what is decided for each of them, and what happened there."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, UniqueConstraint

from civiltongue.storage.schema.columns import id_column, metadata, site_column
from civiltongue.storage.types import Document, Moment

sites = Table(
    "sites",
    metadata,
    id_column(),
    Column("name", Text, nullable=False, unique=True),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("policy_version", Text),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("terms_version", Text),
    Column("privacy_version", Text),
    Column("braked", Document),
    Column("group_name", Text),
)

origins = Table(
    "origins",
    metadata,
    site_column(primary_key=True),
    Column("origin", Text, primary_key=True),
)

policies = Table(
    "policies",
    metadata,
    id_column(),
    site_column(),
    Column("version", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("adopted_at", Moment, nullable=False),
    Column("adopted_by", Text, nullable=False),
    UniqueConstraint("site_id", "version"),
)

texts = Table(
    "texts",
    metadata,
    id_column(),
    site_column(),
    Column("kind", String(10), nullable=False),
    Column("version", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("adopted_at", Moment, nullable=False),
    Column("adopted_by", Text, nullable=False),
    UniqueConstraint("site_id", "kind", "version"),
)

moderators = Table(
    "moderators",
    metadata,
    id_column(),
    site_column(),
    Column("name", Text, nullable=False),
    Column("key_hash", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("rights", Document),
    Column("role", String(10)),
    Column("sections", Document),
    Column("email", Text),
    Column("digest", String(10)),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("digested_at", Moment),
    UniqueConstraint("site_id", "name"),
)

imports = Table(
    "imports",
    metadata,
    id_column(),
    site_column(),
    Column("system", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("report", Document, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    UniqueConstraint("site_id", "system", "fingerprint"),
)

audit = Table(
    "audit",
    metadata,
    id_column(),
    site_column(),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Document, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "site_id", "at"),
    Index(None, "subject"),
)
