"""The desk's queue: decisions that can be taken back at once, and comments that editors feature."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("comments", sa.Column("featured_at", sa.BigInteger(), nullable=True))
    op.add_column("rulings", sa.Column("told", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("ruling_id", _IDENTIFIER, nullable=True))
    op.drop_index(op.f("ix_reasons_site_id_rule"), table_name="reasons")
    op.create_index(
        op.f("ix_reasons_site_id_rule_ruling_id"), "reasons", ["site_id", "rule", "ruling_id"], unique=False
    )
    op.create_table(
        "undos",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("ruling_id", _IDENTIFIER, nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ruling_id"], ["rulings.id"], name=op.f("fk_undos_ruling_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_undos_site_id")),
        sa.PrimaryKeyConstraint("ruling_id", name=op.f("pk_undos")),
    )
    op.create_index(op.f("ix_undos_until"), "undos", ["until"], unique=False)


def downgrade() -> None:
    op.drop_table("undos")
    op.drop_index(op.f("ix_reasons_site_id_rule_ruling_id"), table_name="reasons")
    op.create_index(op.f("ix_reasons_site_id_rule"), "reasons", ["site_id", "rule"], unique=False)
    op.drop_column("outbox", "ruling_id")
    op.drop_column("rulings", "told")
    op.drop_column("comments", "featured_at")
