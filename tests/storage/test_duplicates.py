"""Which unique index refused a row is told alike on both databases."""

from itertools import count
from typing import Any

import pytest
from sqlalchemy import Column, Table, UniqueConstraint, insert

from civiltongue.domain.appeal import Appeal
from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.domain.thread import Comment
from civiltongue.storage import api_keys, appeals, authors, comments, moderators
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.schema import metadata
from civiltongue.storage.types import Document, Fingerprint, Moment
from tests.storage.making import NOW, a_comment, a_record, an_author, an_id, new_revision, tell

UNIQUE = [
    (table, [column.name for column in columns])
    for table in metadata.tables.values()
    for columns in (
        list(table.primary_key),
        *(list(index.columns) for index in table.constraints if isinstance(index, UniqueConstraint)),
    )
]
_numbers = count(1_000)


def test_a_row_that_is_there_already_is_refused_by_the_name_of_its_index(
    database, site, thread, author
) -> None:
    told = {}
    for table, columns in UNIQUE:
        first = _row(table, _known(database, site, thread, author))
        twin = _row(table, _known(database, site, thread, author))
        twin |= {column: first[column] for column in columns}
        tell(database, _insert, table, first)
        with pytest.raises(Duplicate) as refusal:
            tell(database, _insert, table, twin)
        told[table.name, *columns] = (refusal.value.table, *sorted(refusal.value.columns))

    assert told == {(table.name, *columns): (table.name, *sorted(columns)) for table, columns in UNIQUE}
    assert len(told) == len(UNIQUE) > 30


def test_a_duplicate_says_what_it_is_about() -> None:
    assert (
        str(Duplicate("names", frozenset({"site_id", "key"})))
        == "names has such a row already (key, site_id)"
    )


def _known(database, site, thread, author) -> dict[str, Any]:
    """Return what rows may refer to, by table."""
    comment: Comment = a_comment(database, thread, author)
    sanction = Sanction(an_id(), SanctionKind.WARNING, "insults", NOW, None)
    tell(database, authors.impose, author.site_id, author.id, sanction, by="operator")
    key = api_keys.ApiKey(an_id(), author.site_id, f"key {next(_numbers)}", 60, NOW)
    tell(database, api_keys.add, key, key_hash=key.id)
    record = a_record(database, comment)
    unsearched = new_revision(comment, number=2, text="")
    tell(database, comments.add_revision, unsearched, fingerprint=0)
    moderator = moderators.Moderator(an_id(), author.site_id, f"moderator {next(_numbers)}", NOW)
    tell(database, moderators.add, moderator, key_hash=moderator.id)
    appeal = Appeal(an_id(), author.site_id, author.id, None, None, None, "Why?", NOW)
    tell(database, appeals.add, appeal)
    return {
        "sites": thread.site_id,
        "threads": thread.id,
        "authors": an_author(database, site).id,
        "comments": comment.id,
        "revisions": unsearched.id,
        "rulings": record.id,
        "appeals": appeal.id,
        "sanctions": sanction.id,
        "api_keys": key.id,
        "moderators": moderator.id,
    }


def _row(table: Table, known: dict[str, Any]) -> dict[str, Any]:
    """Return a row like no other; what refers to a table refers to the known row of it."""
    return {column.name: _value(column, known) for column in table.columns}


def _value(column: Column[Any], known: dict[str, Any]) -> Any:
    for key in column.foreign_keys:
        return known[key.column.table.name]
    if isinstance(column.type, Moment):
        return NOW
    if isinstance(column.type, Document):
        return []
    number = next(_numbers)
    if isinstance(column.type, Fingerprint):
        return number
    return {str: f"{number:x}", int: number, float: float(number), bool: True, bytes: b""}[
        column.type.python_type
    ]


def _insert(connection, table: Table, row: dict[str, Any]) -> None:
    connection.execute(insert(table).values(**row))
