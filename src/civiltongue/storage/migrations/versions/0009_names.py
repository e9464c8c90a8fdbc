"""Names that authors had before, and claims to be an author from before."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("names", sa.Column("reserved_until", sa.BigInteger(), nullable=True))
    op.add_column("authors", sa.Column("claimed_by", _IDENTIFIER, nullable=True))
    op.create_index(op.f("ix_authors_site_id_name"), "authors", ["site_id", "name"], unique=False)
    op.create_index(op.f("ix_authors_claimed_by"), "authors", ["claimed_by"], unique=False)
    op.create_table(
        "former_names",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_former_names_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_former_names_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
    )
    op.create_index(op.f("ix_former_names_author_id"), "former_names", ["author_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("claimed_id", _IDENTIFIER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_claims_author_id")),
        sa.ForeignKeyConstraint(["claimed_id"], ["authors.id"], name=op.f("fk_claims_claimed_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_claims_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("author_id", "claimed_id", name=op.f("uq_claims_author_id_claimed_id")),
    )
    op.create_index(
        op.f("ix_claims_site_id_state_created_at"),
        "claims",
        ["site_id", "state", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("claims")
    op.drop_table("former_names")
    op.drop_index(op.f("ix_authors_claimed_by"), table_name="authors")
    op.drop_index(op.f("ix_authors_site_id_name"), table_name="authors")
    op.drop_column("authors", "claimed_by")
    op.drop_column("names", "reserved_until")
