"""News for authors: what they are to be told, and when they want it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("authors", sa.Column("news", sa.String(length=10), nullable=True))
    op.create_table(
        "news",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", _IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_news_comment_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_news_site_id")),
        sa.PrimaryKeyConstraint("site_id", "author_id", "comment_id", name=op.f("pk_news")),
    )
    op.create_index(op.f("ix_news_letter_id"), "news", ["letter_id"], unique=False)
    op.create_index(op.f("ix_news_comment_id"), "news", ["comment_id"], unique=False)


def downgrade() -> None:
    op.drop_table("news")
    op.drop_column("authors", "news")
