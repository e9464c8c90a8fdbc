"""Keyed hashes by which somebody who is barred is recognised."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "traces",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_traces_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_traces_site_id")),
        sa.PrimaryKeyConstraint("site_id", "author_id", "kind", "key", name=op.f("pk_traces")),
    )
    op.create_index(op.f("ix_traces_site_id_key"), "traces", ["site_id", "key"], unique=False)


def downgrade() -> None:
    op.drop_table("traces")
