"""Rulings of a period are found by their time, so that those of one comment are found by the comment.

SQLite took the index that begins with the site for both, and read every ruling of a site for one comment.
"""

from alembic import op

revision = "0025"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_rulings_site_id_created_at"), table_name="rulings")
    op.create_index(op.f("ix_rulings_created_at_site_id"), "rulings", ["created_at", "site_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_rulings_created_at_site_id"), table_name="rulings")
    op.create_index(op.f("ix_rulings_site_id_created_at"), "rulings", ["site_id", "created_at"], unique=False)
