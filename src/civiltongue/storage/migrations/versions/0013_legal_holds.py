"""Legal holds."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "legal_holds",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("imposed_by", sa.Text(), nullable=False),
        sa.Column("imposed_at", sa.BigInteger(), nullable=False),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_legal_holds_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_legal_holds_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )
    op.create_index(op.f("ix_legal_holds_author_id"), "legal_holds", ["author_id"], unique=False)


def downgrade() -> None:
    op.drop_table("legal_holds")
