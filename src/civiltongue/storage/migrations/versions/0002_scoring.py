"""Keys for programs that ask for scores, and the scores that they suggest."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_api_keys_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_keys_key_hash")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_api_keys_site_id_name")),
    )
    op.create_table(
        "suggestions",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("api_key_id", _IDENTIFIER, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("suggested", sa.Float(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_keys.id"], name=op.f("fk_suggestions_api_key_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_suggestions_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sa.UniqueConstraint(
            "site_id", "subject", "attribute", name=op.f("uq_suggestions_site_id_subject_attribute")
        ),
    )
    op.create_index(
        op.f("ix_suggestions_site_id_created_at"), "suggestions", ["site_id", "created_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_suggestions_site_id_created_at"), table_name="suggestions")
    op.drop_table("suggestions")
    op.drop_table("api_keys")
