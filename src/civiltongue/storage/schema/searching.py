"""The words of comments, as they are searched for, and the full-text index that each database keeps of them."""

from typing import cast

from sqlalchemy import DDL, BigInteger, Column, ForeignKey, Index, Integer, Table, Text, event
from sqlalchemy.schema import DDLElement

from civiltongue.storage.schema.columns import IDENTIFIER, metadata, site_column

searchable = Table(
    "searchable",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    site_column(),
    Column("comment_id", IDENTIFIER, ForeignKey("comments.id"), nullable=False),
    Column("revision_id", IDENTIFIER, ForeignKey("revisions.id"), nullable=False, unique=True),
    Column("words", Text, nullable=False),
    Index(None, "comment_id"),
)
"""One row a revision that has a text; what is emptied has none. The index follows by itself."""

ON_SQLITE = (
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
ON_POSTGRESQL = ("CREATE INDEX searched ON searchable USING gin (to_tsvector('simple', words))",)


def _run(statement: str, dialect: str) -> DDLElement:
    return cast(DDLElement, DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


for _dialect, _statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRESQL)):
    for _statement in _statements:
        event.listen(searchable, "after_create", _run(_statement, _dialect))
event.listen(searchable, "after_drop", _run("DROP TABLE IF EXISTS searched", "sqlite"))
