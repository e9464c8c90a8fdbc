"""Groups of sites, people who are authors on several of them, and bans that count on all."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0017"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("sites", sa.Column("group_name", sa.Text(), nullable=True))
    op.add_column("authors", sa.Column("person_id", _IDENTIFIER, nullable=True))
    op.create_index(op.f("ix_authors_person_id"), "authors", ["person_id"], unique=False)
    op.add_column("sanctions", sa.Column("everywhere", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("sanctions", "everywhere")
    op.drop_index(op.f("ix_authors_person_id"), table_name="authors")
    op.drop_column("authors", "person_id")
    op.drop_column("sites", "group_name")
