"""When moderators get a letter about what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("moderators", sa.Column("digest", sa.String(length=10), nullable=True))
    op.add_column("moderators", sa.Column("quiet_from", sa.Integer(), nullable=True))
    op.add_column("moderators", sa.Column("quiet_until", sa.Integer(), nullable=True))
    op.add_column("moderators", sa.Column("digested_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for column in ("digested_at", "quiet_until", "quiet_from", "digest"):
        op.drop_column("moderators", column)
