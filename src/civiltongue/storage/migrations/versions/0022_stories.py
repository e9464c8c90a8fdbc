"""What is set for single stories: when they close, and how slowly one comments."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("threads", sa.Column("slow", sa.Integer(), nullable=True))
    op.add_column("threads", sa.Column("closes_after", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("threads", "closes_after")
    op.drop_column("threads", "slow")
