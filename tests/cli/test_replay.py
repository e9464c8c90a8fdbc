"""``replay`` says what a draft would have done, for people and for programs."""

import json
from pathlib import Path

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.storage.database import Database
from civiltongue.storage.migration import migrate
from tests.cli.test_house_commands import Place
from tests.operations.pasts import RULES, Given, a_paper, remember

STRICTER = RULES.replace("reject: 0.8, hold: 0.6", "reject: 0.7, hold: 0.5")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def a_site(place: Place) -> str:
    database = Database(place.database)
    migrate(database)
    setting = a_paper(database)
    decided = [Given(0.75, Verdict.HOLD, "personal-attack"), Given(0.75, Verdict.HOLD, "")]
    remember(setting, [*decided, *[Given(0.75, Verdict.HOLD)] * 28, Given(0.1, Verdict.PUBLISH)])
    database.close()
    return setting.site.name


def a_draft(place: Place, text: str = STRICTER) -> str:
    file = place.folder / "draft.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_it_says_what_would_change_and_how_that_agrees_with_decisions(place: Place) -> None:
    said = place.run("replay", a_draft(place), "--site", a_site(place))

    assert "31 comments, 30 would change." in said
    assert "31 reused, 0 with words and patterns looked for again" in said
    assert "hold → reject" in said
    assert "personal-attack: hold → reject" in said
    assert "of 2 that people decided" in said
    assert "1 are towards what people decided and 1 away from it." in said
    assert "… and 10 more" in said


def test_programs_get_json_and_a_file_with_every_change(place: Place) -> None:
    site, file = a_site(place), place.folder / "changed.jsonl"

    said = json.loads(
        place.run("replay", a_draft(place), "--site", site, "--json", "--last", "9", "--changed", str(file))
    )

    assert (said["read"], said["changed"], said["partial"]) == (9, 8, False)
    assert said["scores"] == {"reused": 9, "rerun": 0, "rescored": 0}
    assert said["verdicts"]["reject"] == {"in_force": 0, "draft": 8}
    changes = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert changes == said["listed"]
    assert changes[0]["rules"] == ["personal-attack"]
    assert "already" in place.run("replay", a_draft(place), "--site", site, "--changed", str(file), code=1)


def test_a_period_may_be_named(place: Place) -> None:
    site = a_site(place)

    assert "0 comments" in place.run("replay", a_draft(place), "--site", site, "--until", "2020-01-01")
    assert "31 comments" in place.run("replay", a_draft(place), "--site", site, "--since", "2020-01-01")
    backwards = ("--since", "2026-02-02", "--until", "2026-01-01")
    assert "ends before it begins" in place.run("replay", a_draft(place), "--site", site, *backwards, code=1)


def test_a_bad_draft_is_shown_with_its_problems(place: Place) -> None:
    said = place.run(
        "replay", a_draft(place, RULES.replace("0.9", "often", 1)), "--site", a_site(place), code=1
    )

    assert "draft.yaml:" in said
    assert "^" in said
