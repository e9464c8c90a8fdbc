"""What editors do with the house rules: adopt, try, watch and brake them."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from civiltongue.storage.schema.columns import IDENTIFIER, id_column, metadata, site_column
from civiltongue.storage.types import Document, Moment

adoptions = Table(
    "adoptions",
    metadata,
    id_column(),
    site_column(),
    Column("version", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("adopted_by", Text, nullable=False),
    Column("adopted_at", Moment, nullable=False),
    Index(None, "site_id", "adopted_at"),
)
"""Each time that a version was put in force, with why."""

shadowed = Table(
    "shadowed",
    metadata,
    site_column(),
    Column("ruling_id", IDENTIFIER, ForeignKey("rulings.id"), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("score", Float, nullable=False),
    Index(None, "site_id", "rule"),
)
"""What rules in shadow would have said; nothing follows from it."""

brakes = Table(
    "brakes",
    metadata,
    id_column(),
    site_column(),
    Column("rule", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("stopped", Integer, nullable=False),
    Column("comments", Integer, nullable=False),
    Column("usual", Float, nullable=False),
    Column("pulled_by", Text, nullable=False),
    Column("pulled_at", Moment, nullable=False),
    Column("released_by", Text),
    Column("released_at", Moment),
    Index(None, "site_id", "pulled_at"),
)
"""Rules that hold instead of rejecting since they stopped too many comments, until somebody releases them."""

runs = Table(
    "runs",
    metadata,
    id_column(),
    site_column(),
    Column("kind", String(10), nullable=False),
    Column("draft", Text, nullable=False),
    Column("scope", Document, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("stop", Boolean, nullable=False),
    Column("found", Document),
    Column("fault", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("heard_at", Moment, nullable=False),
    Index(None, "site_id", "created_at"),
)
"""Replays, calibrations and reversals that the desk was asked for; ``heard_at`` is when their progress was last told."""
