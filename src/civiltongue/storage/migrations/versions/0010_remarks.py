"""What is asked and answered about an appeal."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("appeal_id", _IDENTIFIER, nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeals.id"], name=op.f("fk_remarks_appeal_id")),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_remarks_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_remarks_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index(op.f("ix_remarks_appeal_id"), "remarks", ["appeal_id"], unique=False)
    op.create_index(op.f("ix_remarks_author_id"), "remarks", ["author_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_remarks_author_id"), table_name="remarks")
    op.drop_index(op.f("ix_remarks_appeal_id"), table_name="remarks")
    op.drop_table("remarks")
