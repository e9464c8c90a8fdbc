"""Erasing an author leaves nothing of them: not in a table, an index, a letter, or a file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import Verdict
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.erase_author import (
    ask_erasure,
    erase_author,
    erase_due,
    keep_erasures,
    read_erasure,
    take_back_erasure,
)
from civiltongue.operations.read_thread import read_thread_by_id
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import audit, erasing, schema
from civiltongue.storage.database import Database
from tests.houses import Setting, a_setting, setting
from tests.operations.crowds import many_comments
from tests.operations.full_life import NAME, WORDS, a_full_life, sign_in_author

__all__ = ["setting"]
NEEDLES = (NAME, "quillfeather", "zephyrine", *WORDS)


def test_nothing_of_an_erased_author_is_left_anywhere(setting: Setting) -> None:
    author = a_full_life(setting)
    assert _found(setting.house.database) == set(map(str.lower, NEEDLES))

    erase_author(setting.house, setting.site, author.id)

    assert _found(setting.house.database) == set()


def test_an_author_of_five_thousand_comments_is_erased_with_all_of_them(setting: Setting) -> None:
    other = setting.an_author()
    author = sign_in_author(setting)
    wrote = many_comments(setting, author, other, number=5_000, text="A quincunx of lamps, number {}.")

    erased = erase_author(setting.house, setting.site, author.id)

    assert erased.comments == 5_000
    assert _found(setting.house.database) == set()
    first = read_thread_by_id(setting.house, setting.site, wrote.thread_id, order="oldest", number=1)
    assert first.shown == wrote.others
    assert [c.published for c in first.comments] == [True] + [True, False, True] * 33
    assert all(c.author_name != NAME and "quincunx" not in c.html for c in first.comments)


def test_replies_stay_below_an_empty_place_and_counts_are_right(setting: Setting) -> None:
    author, other = sign_in_author(setting), setting.an_author()
    root = setting.submit(author, "A quincunx of lamps would light the quay.").comment
    assert root is not None
    reply = setting.submit(other, parent_id=root.id).comment
    assert reply is not None
    setting.submit(author, "The thaumatrope at the museum is lit, after all.", parent_id=reply.id)
    setting.submit(author, "An ombrellino for every bench, please.")
    before = read_thread_by_id(setting.house, setting.site, root.thread_id, order="oldest", number=1)

    erase_author(setting.house, setting.site, author.id)

    page = read_thread_by_id(setting.house, setting.site, root.thread_id, order="oldest", number=1)
    assert [(c.id, c.published, c.author_name, c.html) for c in page.comments] == [
        (root.id, False, "", ""),
        (reply.id, True, other.name, page.comments[1].html),
    ]
    assert page.shown == 1
    assert page.versions[0] > before.versions[0]


def test_the_log_says_that_it_happened_and_not_to_whom(setting: Setting) -> None:
    author = a_full_life(setting)

    ask_erasure(setting.house, setting.site, author, at_once=True)
    erase_due(setting.house, setting.site)

    with setting.house.database.read() as connection:
        (entry,) = [e for e in audit.entries(connection, setting.site.id) if e.event is Event.AUTHOR_ERASE]
    assert entry.actor == "author"
    assert author.id not in {entry.subject, *entry.details.values()}
    assert not any(author.id in str(row) for row in _rows(setting.house.database, "erasures"))


def test_an_erasure_waits_for_its_day_and_can_be_taken_back_until_then(setting: Setting) -> None:
    author = sign_in_author(setting)
    ask_erasure(setting.house, setting.site, author)
    setting.clock.pass_by(days=6)
    keep_erasures(setting.house)
    take_back_erasure(setting.house, setting.site, author)
    setting.clock.pass_by(days=30)
    keep_erasures(setting.house)
    assert "quillfeather" in _found(setting.house.database)

    ask_erasure(setting.house, setting.site, author)
    setting.clock.pass_by(days=7)
    keep_erasures(setting.house)

    assert _found(setting.house.database) == set()
    with pytest.raises(NotFound):
        take_back_erasure(setting.house, setting.site, author)


def test_asking_again_can_bring_an_erasure_forward_and_never_puts_it_off(setting: Setting) -> None:
    author = sign_in_author(setting)
    ask_erasure(setting.house, setting.site, author)
    ask_erasure(setting.house, setting.site, author, at_once=True)
    ask_erasure(setting.house, setting.site, author)

    wish = read_erasure(setting.house, setting.site, author)

    assert wish is not None
    assert wish.due_at <= setting.clock()


def test_an_interrupted_erasure_is_finished(setting: Setting) -> None:
    author, other = sign_in_author(setting), setting.an_author()
    wrote = many_comments(setting, author, other, number=700, text="A quincunx of lamps, number {}.")
    ask_erasure(setting.house, setting.site, author, at_once=True)
    with pytest.raises(PowerCut):
        keep_erasures(replace(setting.house, clock=_failing(setting.clock, after=600)))

    keep_erasures(setting.house)

    assert _found(setting.house.database) == set()
    page = read_thread_by_id(setting.house, setting.site, wrote.thread_id, order="oldest", number=1)
    assert page.shown == wrote.others


def test_nobody_is_erased_twice(setting: Setting) -> None:
    author = sign_in_author(setting)
    erase_author(setting.house, setting.site, author.id)

    with pytest.raises(Conflict):
        erase_author(setting.house, setting.site, author.id)
    with pytest.raises(NotFound):
        erase_author(setting.house, setting.site, "nobody")


def test_no_moderator_brings_an_erased_comment_back(setting: Setting) -> None:
    author = sign_in_author(setting)
    comment = setting.submit(author, "A quincunx of lamps would light the quay.").comment
    assert comment is not None
    erase_author(setting.house, setting.site, author.id)

    with pytest.raises(Conflict):
        review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "operator"))


def test_whoever_is_erased_can_come_back_as_somebody_new(setting: Setting) -> None:
    author = sign_in_author(setting)
    erase_author(setting.house, setting.site, author.id)

    again = sign_in_author(setting)

    assert again.id != author.id


def test_what_was_being_written_while_its_author_was_erased_is_refused(setting: Setting) -> None:
    author = sign_in_author(setting)
    attempt = setting.an_attempt(author, "A quincunx of lamps would light the quay.")
    erase_author(setting.house, setting.site, author.id)

    with pytest.raises(Conflict):
        setting.submit(author, attempt.source)

    assert _found(setting.house.database) == set()


def test_every_table_is_either_emptied_or_said_to_hold_nothing_about_authors() -> None:
    tables = set(schema.metadata.tables)

    assert tables == erasing.ERASED | set(erasing.LEFT)
    assert not erasing.ERASED & set(erasing.LEFT)


def test_nothing_is_left_in_a_file_that_was_written_to_at_random(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    file = tmp_path / "house.sqlite"
    file.write_bytes(migrated_sqlite.read_bytes())
    database = Database(f"sqlite:///{file}")
    here = a_setting(database)
    author, other = sign_in_author(here), here.an_author()
    many_comments(
        here, author, other, number=600, text="A quincunx of lamps {}. " + "Velleity and more. " * 40
    )

    erase_author(here.house, here.site, author.id)

    left = {path.name: path.read_bytes().lower() for path in tmp_path.iterdir()}
    assert "house.sqlite" in left
    for name, content in left.items():
        assert [n for n in NEEDLES if n.lower().encode() in content] == [], name
    database.close()


class PowerCut(Exception):
    """Stop everything in the middle."""


def _failing(clock: Callable[[], datetime], *, after: int) -> Callable[[], datetime]:
    """Return a clock that stops everything after it was asked so often."""
    asked = count(1)

    def tell() -> datetime:
        if next(asked) > after:
            raise PowerCut
        return clock()

    return tell


def _rows(database: Database, table: str) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(schema.metadata.tables[table])).all())


def _found(database: Database) -> set[str]:
    """Return the needles that stand in a table, in statistics about columns, or in the file and its log."""
    kept = "\n".join(str(row) for table in schema.metadata.tables for row in _rows(database, table))
    if database.is_sqlite:
        file = Path(str(database.engine.url.database))
        for path in (file, Path(f"{file}-wal")):
            kept += path.read_bytes().decode("utf-8", "replace")
    else:
        with database.read() as connection:
            query = text("SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats")
            kept += "\n".join(str(row) for row in connection.execute(query))
    kept = kept.lower()
    return {needle.lower() for needle in NEEDLES if needle.lower() in kept}
