"""What authors say to notices, and appeals by whoever gave one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0024"
branch_labels = None
depends_on = None

_COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "asked_until": sa.BigInteger(),
    "author_text": sa.Text(),
    "appeal_text": sa.Text(),
    "appeal_state": sa.String(length=10),
    "appeal_answer": sa.Text(),
    "appeal_decided_by": sa.Text(),
    "appealed_at": sa.BigInteger(),
    "appeal_decided_at": sa.BigInteger(),
    "reminded_at": sa.BigInteger(),
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("notices", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("notices", name)
