"""Appeals against decisions and sanctions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=True),
        sa.Column("ruling_id", _IDENTIFIER, nullable=True),
        sa.Column("sanction_id", _IDENTIFIER, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_appeals_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_appeals_comment_id")),
        sa.ForeignKeyConstraint(["ruling_id"], ["rulings.id"], name=op.f("fk_appeals_ruling_id")),
        sa.ForeignKeyConstraint(["sanction_id"], ["sanctions.id"], name=op.f("fk_appeals_sanction_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_appeals_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("ruling_id", name=op.f("uq_appeals_ruling_id")),
        sa.UniqueConstraint("sanction_id", name=op.f("uq_appeals_sanction_id")),
    )
    op.create_index(op.f("ix_appeals_author_id"), "appeals", ["author_id"], unique=False)
    op.create_index(op.f("ix_appeals_comment_id"), "appeals", ["comment_id"], unique=False)
    op.create_index(
        op.f("ix_appeals_site_id_state_created_at"),
        "appeals",
        ["site_id", "state", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_appeals_site_id_state_created_at"), table_name="appeals")
    op.drop_index(op.f("ix_appeals_comment_id"), table_name="appeals")
    op.drop_index(op.f("ix_appeals_author_id"), table_name="appeals")
    op.drop_table("appeals")
