"""What the desk asks SQLite for one item is looked up: no table that grows is read from end to end."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.operations.desk_decide import decide_item, undo_decision
from civiltongue.operations.desk_item import read_desk_item
from civiltongue.storage.database import Connection, Database
from tests.houses import Setting, a_setting
from tests.operations.test_desk import HELD, a_moderator, held, review
from tests.statements import heard, plan_of

OTHER = "Odile Marrow is a fraud and a liar, she forged the survey of the pier."
GROWING = ("comments", "revisions", "rulings", "reasons", "decided", "audit", "authors", "reports", "outbox")
SCANS = tuple(f"SCAN {table}" for table in GROWING)


@pytest.fixture
def on_sqlite(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Setting]:
    """Give a house with one site in a file of SQLite, whose plans can be read."""
    file = tmp_path / "house.sqlite"
    copyfile(migrated_sqlite, file)
    with closing(Database(f"sqlite:///{file}")) as database:
        yield a_setting(database)


def test_an_item_is_read_decided_and_taken_back_by_looking_things_up(on_sqlite: Setting) -> None:
    setting, moderator = on_sqlite, a_moderator(on_sqlite)
    earlier, comment = held(setting, HELD), held(setting, OTHER)
    decide_item(setting.house, setting.site, review(earlier, moderator), moderator)

    found: list[str] = []

    def note(connection: Connection, statement: str, parameters: Any) -> None:
        if statement.startswith("SELECT"):
            found.extend(
                f"{step}: {statement}"
                for step in plan_of(connection, statement, parameters)
                if step.startswith(SCANS)
            )

    with heard(setting, note):
        shown = read_desk_item(setting.house, setting.site, comment.id, moderator)
        decided = decide_item(setting.house, setting.site, review(comment, moderator), moderator)
        undo_decision(setting.house, setting.site, decided.ruling_id, moderator)

    assert [each.verdict for each in shown.past.of_rule] == [Verdict.REJECT]
    assert found == []
