"""Votes: who recommends which comment."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_votes_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_votes_comment_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_votes_site_id")),
        sa.PrimaryKeyConstraint("comment_id", "author_id", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_author_id"), "votes", ["author_id"], unique=False)


def downgrade() -> None:
    op.drop_table("votes")
