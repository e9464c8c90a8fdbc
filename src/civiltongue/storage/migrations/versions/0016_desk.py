"""The desk: moderators' roles, their sessions, what they look at, and their notes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0018"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("moderators", sa.Column("role", sa.String(length=10), nullable=True))
    op.add_column("moderators", sa.Column("sections", sa.Text(), nullable=True))
    op.add_column("moderators", sa.Column("email", sa.Text(), nullable=True))
    # Whoever was a moderator could decide about appeals, notices and claims.
    op.execute("UPDATE moderators SET role = 'senior'")
    op.create_table(
        "desk_sessions",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("moderator_id", _IDENTIFIER, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["moderators.id"], name=op.f("fk_desk_sessions_moderator_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_desk_sessions_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_desk_sessions_token_hash")),
    )
    op.create_index(op.f("ix_desk_sessions_moderator_id"), "desk_sessions", ["moderator_id"], unique=False)
    op.create_index(op.f("ix_desk_sessions_expires_at"), "desk_sessions", ["expires_at"], unique=False)
    op.create_table(
        "desk_claims",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("moderator_id", _IDENTIFIER, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["moderators.id"], name=op.f("fk_desk_claims_moderator_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_desk_claims_site_id")),
        sa.PrimaryKeyConstraint("site_id", "item", name=op.f("pk_desk_claims")),
    )
    op.create_index(op.f("ix_desk_claims_moderator_id"), "desk_claims", ["moderator_id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_notes_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_notes_comment_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_notes_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_author_id"), "notes", ["author_id"], unique=False)
    op.create_index(op.f("ix_notes_comment_id"), "notes", ["comment_id"], unique=False)


def downgrade() -> None:
    op.drop_table("notes")
    op.drop_table("desk_claims")
    op.drop_table("desk_sessions")
    op.drop_column("moderators", "email")
    op.drop_column("moderators", "sections")
    op.drop_column("moderators", "role")
