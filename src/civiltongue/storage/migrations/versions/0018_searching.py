"""Full-text search over comments, and rulings in the order of time."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from civiltongue.text.searching import searched_words

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None

_IDENTIFIER = sa.String(26).with_variant(sa.String(26, collation="C"), "postgresql")
_BATCH = 500
_ON_SQLITE = (
    "CREATE VIRTUAL TABLE searched USING fts5("
    "words, content='searchable', content_rowid='number', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
    "CREATE TRIGGER searched_add AFTER INSERT ON searchable BEGIN "
    "INSERT INTO searched(rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER searched_drop AFTER DELETE ON searchable BEGIN "
    "INSERT INTO searched(searched, rowid, words) VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER searched_change AFTER UPDATE ON searchable BEGIN "
    "INSERT INTO searched(searched, rowid, words) VALUES ('delete', old.number, old.words); "
    "INSERT INTO searched(rowid, words) VALUES (new.number, new.words); END",
)
_ON_POSTGRESQL = "CREATE INDEX searched ON searchable USING gin (to_tsvector('simple', words))"


def upgrade() -> None:
    table = op.create_table(
        "searchable",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("site_id", _IDENTIFIER, nullable=False),
        sa.Column("comment_id", _IDENTIFIER, nullable=False),
        sa.Column("revision_id", _IDENTIFIER, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_searchable_comment_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_searchable_revision_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_searchable_site_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_searchable")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_searchable_revision_id")),
    )
    op.create_index(op.f("ix_searchable_comment_id"), "searchable", ["comment_id"], unique=False)
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in _ON_SQLITE if on_sqlite else (_ON_POSTGRESQL,):
        op.execute(statement)
    for batch in _known(connection):
        connection.execute(sa.insert(table), batch)
    op.create_index(op.f("ix_rulings_site_id_created_at"), "rulings", ["site_id", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_rulings_site_id_created_at"), "rulings")
    op.drop_table("searchable")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE searched")


def _known(connection: sa.Connection) -> Iterator[list[dict[str, str]]]:
    """Yield the rows of all texts that are there, site by site, in the order in which they were written."""
    sites = sa.table("sites", sa.column("id"))
    for site_id in connection.execute(sa.select(sites.c.id)).scalars().all():
        yield from _of_site(connection, site_id)


def _of_site(connection: sa.Connection, site_id: str) -> Iterator[list[dict[str, str]]]:
    columns: list[sa.ColumnClause[str]] = [
        sa.column(name) for name in ("id", "site_id", "comment_id", "visible")
    ]
    revisions, after = sa.table("revisions", *columns), ""
    while True:
        query = sa.select(*columns).where(revisions.c.site_id == site_id, revisions.c.id > after)
        found = connection.execute(query.order_by(revisions.c.id).limit(_BATCH)).all()
        if not found:
            return
        after = found[-1].id
        rows = [
            {
                "site_id": site_id,
                "comment_id": row.comment_id,
                "revision_id": row.id,
                "words": searched_words(row.visible),
            }
            for row in found
            if row.visible
        ]
        if rows:
            yield rows
