"""Names that the newsroom withholds, and rights of single moderators."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("authors", sa.Column("withheld_at", sa.BigInteger(), nullable=True))
    op.add_column("moderators", sa.Column("rights", sa.Text(), nullable=True))
    op.create_table(
        "withheld",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("verified_by", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_withheld_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_withheld_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld")),
        sa.UniqueConstraint("author_id", name=op.f("uq_withheld_author_id")),
    )


def downgrade() -> None:
    op.drop_table("withheld")
    op.drop_column("moderators", "rights")
    op.drop_column("authors", "withheld_at")
