"""``civiltongue backup`` and ``civiltongue restore``."""

from contextlib import closing
from pathlib import Path

import pytest

from civiltongue.storage import sites
from civiltongue.storage.database import Database
from tests.cli.running import run
from tests.storage.making import a_site, ask


@pytest.fixture
def house(tmp_path, migrated_sqlite, monkeypatch) -> Path:
    """Make a database that the settings name, and stand in an empty folder."""
    file = tmp_path / "house.sqlite"
    file.write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CIVILTONGUE_DATABASE", f"sqlite:///{file}")
    return file


def test_a_backup_is_made_and_put_back(house) -> None:
    _found(house, "lantern")

    made = run("backup", "copy.sqlite")
    _found(house, "mercury")
    refused = run("restore", "copy.sqlite")
    restored = run("restore", "copy.sqlite", "--replace")

    assert made.exit_code == 0
    assert "copy.sqlite holds" in made.stdout
    assert refused.exit_code == 1
    assert "conflict: " in refused.stderr
    assert "--replace" in refused.stderr
    assert restored.exit_code == 0, restored.stderr
    assert _names(house) == ["lantern"]


def test_a_backup_overwrites_only_when_that_is_said(house) -> None:
    _found(house, "lantern")
    run("backup", "copy.sqlite")
    _found(house, "mercury")

    refused = run("backup", "copy.sqlite")
    overwritten = run("backup", "copy.sqlite", "--overwrite")

    assert refused.exit_code == 1
    assert "--overwrite" in refused.stderr
    assert overwritten.exit_code == 0
    assert _names(Path("copy.sqlite")) == ["lantern", "mercury"]


def test_a_backup_of_nothing_is_refused_in_one_line(house) -> None:
    house.unlink()

    result = run("backup", "copy.sqlite")

    assert result.exit_code == 1
    assert result.stderr.startswith("setup-invalid: ")
    assert not Path("copy.sqlite").exists()


def test_for_postgresql_the_command_names_the_right_tool(house, monkeypatch) -> None:
    monkeypatch.setenv("CIVILTONGUE_DATABASE", "postgresql://ada@db.example/house")

    result = run("backup", "copy.sqlite")

    assert result.exit_code == 1
    assert "pg_dump" in result.stderr


def _found(house: Path, name: str) -> None:
    with closing(Database(f"sqlite:///{house}")) as database:
        a_site(database, name)


def _names(file: Path) -> list[str]:
    with closing(Database(f"sqlite:///{file}")) as database:
        return [site.name for site in ask(database, sites.every)]
