"""Terms of use and privacy policies in every version, warnings that are acknowledged, letters one can end."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0009"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "texts",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.BigInteger(), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_texts_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("site_id", "kind", "version", name=op.f("uq_texts_site_id_kind_version")),
    )
    op.add_column("sites", sa.Column("terms_version", sa.Text(), nullable=True))
    op.add_column("sites", sa.Column("privacy_version", sa.Text(), nullable=True))
    op.add_column("sanctions", sa.Column("acknowledged_at", sa.BigInteger(), nullable=True))
    op.add_column("authors", sa.Column("unsubscribed_at", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("unsubscribe", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "unsubscribe")
    op.drop_column("authors", "unsubscribed_at")
    op.drop_column("sanctions", "acknowledged_at")
    op.drop_column("sites", "privacy_version")
    op.drop_column("sites", "terms_version")
    op.drop_table("texts")
