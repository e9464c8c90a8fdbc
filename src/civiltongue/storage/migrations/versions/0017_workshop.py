"""Adoptions with notes, rules in shadow, brakes, replays."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0023"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    adoptions = op.create_table(
        "adoptions",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_adoptions_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoptions")),
    )
    op.create_index(
        op.f("ix_adoptions_site_id_adopted_at"), "adoptions", ["site_id", "adopted_at"], unique=False
    )
    op.create_table(
        "shadowed",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("ruling_id", _IDENTIFIER, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["ruling_id"], ["rulings.id"], name=op.f("fk_shadowed_ruling_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_shadowed_site_id")),
        sa.PrimaryKeyConstraint("ruling_id", "rule", name=op.f("pk_shadowed")),
    )
    op.create_index(op.f("ix_shadowed_site_id_rule"), "shadowed", ["site_id", "rule"], unique=False)
    op.create_table(
        "brakes",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("stopped", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Float(), nullable=False),
        sa.Column("pulled_by", sa.Text(), nullable=False),
        sa.Column("pulled_at", sa.BigInteger(), nullable=False),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_brakes_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brakes")),
    )
    op.create_index(op.f("ix_brakes_site_id_pulled_at"), "brakes", ["site_id", "pulled_at"], unique=False)
    op.create_table(
        "replays",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
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
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_replays_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
    )
    op.create_index(op.f("ix_replays_site_id_created_at"), "replays", ["site_id", "created_at"], unique=False)
    op.add_column("sites", sa.Column("braked", sa.Text(), nullable=True))
    _remember(adoptions)


def _remember(adoptions: sa.Table) -> None:
    """Read from the audit log what was adopted before."""
    audit = sa.table(
        "audit", *(sa.column(name) for name in ("id", "site_id", "event", "actor", "details", "at"))
    )
    connection = op.get_bind()
    sites = connection.execute(sa.select(sa.table("sites", sa.column("id")))).scalars().all()
    adopted = audit.c.event == "policy:adopt"
    found = [
        row
        for site_id in sites
        for row in connection.execute(sa.select(audit).where(audit.c.site_id == site_id, adopted))
    ]
    rows = [
        {
            "id": row.id,
            "site_id": row.site_id,
            "version": json.loads(row.details)["version"],
            "note": "",
            "adopted_by": row.actor,
            "adopted_at": row.at,
        }
        for row in found
    ]
    if rows:
        op.bulk_insert(adoptions, rows)


def downgrade() -> None:
    op.drop_column("sites", "braked")
    for table in ("replays", "brakes", "shadowed", "adoptions"):
        op.drop_table(table)
