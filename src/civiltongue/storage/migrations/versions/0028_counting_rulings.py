"""Rulings of a period are counted by kind and verdict without reading them."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_NEW = "ix_rulings_created_at_site_id_kind_verdict"


def upgrade() -> None:
    op.drop_index(op.f("ix_rulings_created_at_site_id"), table_name="rulings")
    op.create_index(op.f(_NEW), "rulings", ["created_at", "site_id", "kind", "verdict"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f(_NEW), table_name="rulings")
    op.create_index(op.f("ix_rulings_created_at_site_id"), "rulings", ["created_at", "site_id"], unique=False)
