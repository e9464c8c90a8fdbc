"""Searching, statistics, the audit log and stories on the command line."""

import json
from pathlib import Path

import pytest

from civiltongue.bootstrap import open_house
from civiltongue.operations.add_site import site_named
from tests.cli.running import answers, run
from tests.houses import ORIGIN, Setting


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setting:
    monkeypatch.setenv("CIVILTONGUE_DATABASE", f"sqlite:///{tmp_path / 'house.sqlite'}")
    monkeypatch.setenv("CIVILTONGUE_SECRET_FILE", str(tmp_path / "secret"))
    assert run("site", "add", "lantern", "--origin", ORIGIN).exit_code == 0
    opened = open_house()
    setting = Setting(opened, site_named(opened, "lantern"), opened.clock)  # type: ignore[arg-type]
    setting.submit(text="The ferry is late again, and nobody says why.")
    setting.submit(text="A ferry at night would be used by everybody on the late shift.")
    return setting


def test_a_search_writes_lines_or_objects_and_says_that_there_is_more(house: Setting) -> None:
    lines = run("search", "lantern", "ferry", "late")
    objects = answers(run("search", "lantern", '"late shift"', "--json"))
    first = run("search", "lantern", "ferr*", "--most", "1")

    assert len(lines.stdout.splitlines()) == 2
    assert "The ferry is late again" in lines.stdout
    assert [found["status"] for found in objects] == ["published"]
    after = first.stderr.split("--after ")[1].strip()
    assert "The ferry is late again" in run("search", "lantern", "ferry", "--after", after).stdout


def test_statistics_are_sentences_or_one_object(house: Setting) -> None:
    said = run("statistics", "lantern").stdout
    found = json.loads(run("statistics", "lantern", "--json").stdout)

    assert "2 published, 0 held, 0 rejected" in said
    assert found["days"][-1]["published"] == 2


def test_the_log_is_written_out(house: Setting, tmp_path: Path) -> None:
    lines = answers(run("audit", "lantern", "--event", "comment:submit"))
    file = tmp_path / "log.csv"
    run("audit", "lantern", "--format", "csv", "--output", str(file))

    assert [entry["actor"].partition(":")[0] for entry in lines] == ["author", "author"]
    assert file.read_text().splitlines()[0] == "at,event,actor,subject,details"


def test_a_story_is_set_and_shown(house: Setting) -> None:
    shown = run("thread", "set", "lantern", "harbour-lamps")
    changed = run("thread", "set", "lantern", "harbour-lamps", "--state", "pre", "--slow", "30")
    back = run("thread", "set", "lantern", "harbour-lamps", "--slow", "rules", "--close-after", "7")
    wrong = run("thread", "set", "lantern", "harbour-lamps", "--slow", "fast")

    assert "open  slow mode: as the house rules say" in shown.stdout
    assert "pre  slow mode: 30s" in changed.stdout
    assert "pre  slow mode: as the house rules say  closes after: 7 days" in back.stdout
    assert wrong.exit_code == 2
