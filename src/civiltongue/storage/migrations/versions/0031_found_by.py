"""Reasons say which detectors noticed what they rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reasons", sa.Column("found_by", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("reasons", "found_by")
