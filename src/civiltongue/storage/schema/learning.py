"""What rules in a publisher's own words have learnt from moderators' decisions."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text, UniqueConstraint

from civiltongue.storage.schema.columns import id_column, metadata, site_column
from civiltongue.storage.types import Document, Moment

lessons = Table(
    "lessons",
    metadata,
    id_column(),
    site_column(),
    Column("policy_version", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("broke", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("weights", LargeBinary, nullable=False),
    Column("held_out", Document, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("site_id", "policy_version", "rule"),
)
