"""Replays become one kind of run: calibrations and reversals go on in the background as well."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")
_KEPT = "id, site_id, draft, scope, asked_by, state, done, total, stop, found, fault, created_at, heard_at"


def upgrade() -> None:
    _create("runs", sa.Column("kind", sa.String(length=10), nullable=False))
    op.execute(f"INSERT INTO runs ({_KEPT}, kind) SELECT {_KEPT}, 'replay' FROM replays")
    op.drop_table("replays")


def downgrade() -> None:
    _create("replays")
    op.execute(f"INSERT INTO replays ({_KEPT}) SELECT {_KEPT} FROM runs WHERE kind = 'replay'")
    op.drop_table("runs")


def _create(name: str, *kind: sa.Column[str]) -> None:
    op.create_table(
        name,
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        *kind,
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f(f"fk_{name}_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_site_id_created_at"), name, ["site_id", "created_at"], unique=False)
