"""``policy calibrate`` says what decisions bear out, draws it, and writes a draft that can be adopted."""

from pathlib import Path

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.storage.database import Database
from civiltongue.storage.migration import migrate
from tests.cli.test_house_commands import Place
from tests.houses import Setting
from tests.operations.pasts import Given, a_paper, remember

RULE = "personal-attack"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give a place with a site under whose rules 200 comments were decided."""
    made = Place(tmp_path)
    made.setting = _filled(made)  # type: ignore[attr-defined]
    return made


def _filled(place: Place) -> Setting:
    database = Database(place.database)
    migrate(database)
    setting = a_paper(database)
    remember(
        setting,
        [
            *[Given(0.77, Verdict.HOLD, RULE)] * 80,
            *[Given(0.7, Verdict.HOLD, RULE if number % 2 else "") for number in range(60)],
            *[Given(0.65, Verdict.HOLD, "")] * 60,
            *[Given(0.1, Verdict.PUBLISH)] * 300,
        ],
    )
    database.close()
    return setting


def calibrate(place: Place, *arguments: str, code: int = 0) -> str:
    setting: Setting = place.setting  # type: ignore[attr-defined]
    return place.run("policy", "calibrate", "--site", setting.site.name, *arguments, code=code)


def test_it_says_what_the_decisions_bear_out_and_writes_nothing(place: Place) -> None:
    said = calibrate(place)

    assert "500 comments, 200 of them decided by moderators" in said
    assert "reject  0.8 → 0.77: 100.0% (95.4% to 100.0%) of 80 decisions" in said
    assert "threat" in said
    assert "too few decisions" in said
    assert "Nothing was written" in said
    assert not list(place.folder.glob("*.yaml"))


def test_the_draft_can_be_adopted(place: Place) -> None:
    draft = place.folder / "draft.yaml"

    said = calibrate(place, "--draft", str(draft))

    assert "version few-calibrated-1" in said
    assert "# as measured in May" in draft.read_text(encoding="utf-8")
    name = place.setting.site.name  # type: ignore[attr-defined]
    assert "few-calibrated-1 is in force" in place.run("policy", "adopt", name, str(draft))


def test_a_file_is_never_written_over(place: Place) -> None:
    draft = place.folder / "draft.yaml"
    draft.write_text("mine", encoding="utf-8")

    assert "there is a file already" in calibrate(place, "--draft", str(draft), code=1)
    assert draft.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("name", "begins"), [("curve.svg", "<svg"), ("curve.html", "<!doctype html>")])
def test_what_it_means_is_drawn(place: Place, name: str, begins: str) -> None:
    drawn = place.folder / name

    calibrate(place, "--rule", RULE, "--picture", str(drawn))

    text = drawn.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "personal-attack: insult" in text
    assert "<script" not in text


def test_a_picture_of_another_kind_is_refused(place: Place) -> None:
    assert ".svg or .html" in calibrate(place, "--picture", "curve.png", code=1)
