"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")
_PATH = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sites_key_hash")),
        sa.UniqueConstraint("name", name=op.f("uq_sites_name")),
    )
    op.create_table(
        "audit",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_audit_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_site_id_at"), "audit", ["site_id", "at"], unique=False)
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)
    op.create_table(
        "authors",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_authors_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authors")),
        sa.UniqueConstraint("site_id", "email_key", name=op.f("uq_authors_site_id_email_key")),
        sa.UniqueConstraint("site_id", "source_key", name=op.f("uq_authors_site_id_source_key")),
    )
    op.create_index(op.f("ix_authors_site_id_staff"), "authors", ["site_id", "staff"], unique=False)
    op.create_table(
        "buckets",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_buckets_site_id")),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("pk_buckets")),
    )
    op.create_table(
        "idempotency",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_idempotency_site_id")),
        sa.PrimaryKeyConstraint("site_id", "actor", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "imports",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_imports_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint(
            "site_id", "system", "fingerprint", name=op.f("uq_imports_site_id_system_fingerprint")
        ),
    )
    op.create_table(
        "links",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("handover_id", _IDENTIFIER, nullable=True),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_links_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_links_token_hash")),
    )
    op.create_index(
        op.f("ix_links_site_id_email_created_at"), "links", ["site_id", "email", "created_at"], unique=False
    )
    op.create_table(
        "moderators",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_moderators_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderators")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_moderators_key_hash")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_moderators_site_id_name")),
    )
    op.create_table(
        "origins",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_origins_site_id")),
        sa.PrimaryKeyConstraint("site_id", "origin", name=op.f("pk_origins")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_outbox_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_sent_at_not_before"), "outbox", ["sent_at", "not_before"], unique=False)
    op.create_table(
        "policies",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.BigInteger(), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_policies_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("site_id", "version", name=op.f("uq_policies_site_id_version")),
    )
    op.create_table(
        "threads",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_threads_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.UniqueConstraint("site_id", "key", name=op.f("uq_threads_site_id_key")),
    )
    op.create_table(
        "used_tokens",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_used_tokens_site_id")),
        sa.PrimaryKeyConstraint("site_id", "token", name=op.f("pk_used_tokens")),
    )
    op.create_table(
        "comments",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("thread_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("parent_id", _IDENTIFIER, nullable=True),
        sa.Column("root_id", _IDENTIFIER, nullable=False),
        sa.Column("path", _PATH, nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("revision_id", _IDENTIFIER, nullable=True),
        sa.Column("ruling_id", _IDENTIFIER, nullable=True),
        sa.Column("shown_replies", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("source_system", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_comments_author_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_comments_site_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name=op.f("fk_comments_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint(
            "site_id", "author_id", "draft", name=op.f("uq_comments_site_id_author_id_draft")
        ),
        sa.UniqueConstraint(
            "site_id", "source_system", "source_id", name=op.f("uq_comments_site_id_source_system_source_id")
        ),
    )
    op.create_index(
        op.f("ix_comments_author_id_created_at"), "comments", ["author_id", "created_at"], unique=False
    )
    op.create_index(op.f("ix_comments_parent_id"), "comments", ["parent_id"], unique=False)
    op.create_index(op.f("ix_comments_site_id_id"), "comments", ["site_id", "id"], unique=False)
    op.create_index(
        op.f("ix_comments_thread_id_root_id_path"), "comments", ["thread_id", "root_id", "path"], unique=False
    )
    op.create_index(
        op.f("ix_comments_thread_id_status_created_at"),
        "comments",
        ["thread_id", "status", "created_at"],
        unique=False,
    )
    op.create_table(
        "handovers",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("redeemed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_handovers_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_handovers_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_table(
        "names",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_names_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_names_site_id")),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("pk_names")),
    )
    op.create_index(op.f("ix_names_author_id"), "names", ["author_id"], unique=False)
    op.create_table(
        "sanctions",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("imposed_by", sa.Text(), nullable=False),
        sa.Column("imposed_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_sanctions_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_sanctions_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanctions")),
    )
    op.create_index(op.f("ix_sanctions_author_id"), "sanctions", ["author_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("family", _IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_sessions_author_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_sessions_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
    )
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sessions_family"), "sessions", ["family"], unique=False)
    op.create_table(
        "queue",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_queue_comment_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_queue_site_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_queue")),
    )
    op.create_index(op.f("ix_queue_site_id_since"), "queue", ["site_id", "since"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("author_id", _IDENTIFIER, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_reports_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_reports_comment_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_reports_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("comment_id", "author_id", name=op.f("uq_reports_comment_id_author_id")),
    )
    op.create_index(op.f("ix_reports_author_id"), "reports", ["author_id"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("visible", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.Column("consent_version", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_revisions_comment_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_revisions_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_revisions_comment_id_number")),
    )
    op.create_index(
        "ix_revisions_lately",
        "revisions",
        ["site_id", "created_at", "fingerprint", "comment_id"],
        unique=False,
    )
    op.create_table(
        "rulings",
        sa.Column("id", _IDENTIFIER, nullable=False),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("revision_id", _IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("insisted", sa.Boolean(), nullable=False),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.Column("failures", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("supersedes", _IDENTIFIER, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_rulings_comment_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_rulings_revision_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_rulings_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_rulings_supersedes")),
    )
    op.create_index(
        op.f("ix_rulings_comment_id_created_at"), "rulings", ["comment_id", "created_at"], unique=False
    )
    op.create_index(
        "ix_rulings_rejections",
        "rulings",
        ["site_id", "created_at"],
        unique=False,
        sqlite_where=sa.text("kind = 'engine' AND verdict = 'reject'"),
        postgresql_where=sa.text("kind = 'engine' AND verdict = 'reject'"),
    )
    op.create_table(
        "reasons",
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("ruling_id", _IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ruling_id"], ["rulings.id"], name=op.f("fk_reasons_ruling_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_reasons_site_id")),
        sa.PrimaryKeyConstraint("ruling_id", "position", name=op.f("pk_reasons")),
    )
    op.create_index(op.f("ix_reasons_site_id_rule"), "reasons", ["site_id", "rule"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_reasons_site_id_rule"), table_name="reasons")
    op.drop_table("reasons")
    op.drop_index(
        "ix_rulings_rejections",
        table_name="rulings",
        sqlite_where=sa.text("kind = 'engine' AND verdict = 'reject'"),
        postgresql_where=sa.text("kind = 'engine' AND verdict = 'reject'"),
    )
    op.drop_index(op.f("ix_rulings_comment_id_created_at"), table_name="rulings")
    op.drop_table("rulings")
    op.drop_index("ix_revisions_lately", table_name="revisions")
    op.drop_table("revisions")
    op.drop_index(op.f("ix_reports_author_id"), table_name="reports")
    op.drop_table("reports")
    op.drop_index(op.f("ix_queue_site_id_since"), table_name="queue")
    op.drop_table("queue")
    op.drop_index(op.f("ix_sessions_family"), table_name="sessions")
    op.drop_index(op.f("ix_sessions_expires_at"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_index(op.f("ix_sanctions_author_id"), table_name="sanctions")
    op.drop_table("sanctions")
    op.drop_index(op.f("ix_names_author_id"), table_name="names")
    op.drop_table("names")
    op.drop_table("handovers")
    op.drop_index(op.f("ix_comments_thread_id_status_created_at"), table_name="comments")
    op.drop_index(op.f("ix_comments_thread_id_root_id_path"), table_name="comments")
    op.drop_index(op.f("ix_comments_site_id_id"), table_name="comments")
    op.drop_index(op.f("ix_comments_parent_id"), table_name="comments")
    op.drop_index(op.f("ix_comments_author_id_created_at"), table_name="comments")
    op.drop_table("comments")
    op.drop_table("used_tokens")
    op.drop_table("threads")
    op.drop_table("policies")
    op.drop_index(op.f("ix_outbox_sent_at_not_before"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("origins")
    op.drop_table("moderators")
    op.drop_index(op.f("ix_links_site_id_email_created_at"), table_name="links")
    op.drop_table("links")
    op.drop_table("imports")
    op.drop_table("idempotency")
    op.drop_table("buckets")
    op.drop_index(op.f("ix_authors_site_id_staff"), table_name="authors")
    op.drop_table("authors")
    op.drop_index(op.f("ix_audit_subject"), table_name="audit")
    op.drop_index(op.f("ix_audit_site_id_at"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("sites")
