"""What rules in a publisher's own words have learnt."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("broke", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("held_out", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_lessons_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint(
            "site_id", "policy_version", "rule", name=op.f("uq_lessons_site_id_policy_version_rule")
        ),
    )


def downgrade() -> None:
    op.drop_table("lessons")
