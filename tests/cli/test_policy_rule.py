"""``policy rule`` says how often a rule is right; ``policy learn`` lets it learn."""

from pathlib import Path

import pytest

from civiltongue.storage.database import Database
from civiltongue.storage.migration import migrate
from tests.cli.test_house_commands import Place
from tests.operations.pasts import a_paper, remember
from tests.operations.test_learn_rules import RULE, a_past

REJECTING = RULE.replace("hold: 0.6", "reject: 0.95, hold: 0.6").replace("    shadow: false\n", "")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def a_site(place: Place, *, decided: int, more: str = RULE) -> str:
    database = Database(place.database)
    migrate(database)
    setting = a_paper(database, more=more)
    remember(setting, a_past(decided))
    database.close()
    return setting.site.name


def test_it_says_how_often_a_rule_is_right(place: Place) -> None:
    site = a_site(place, decided=30)

    assert "no-spoilers: 30 comments broke it and 30 kept it." in place.run("policy", "learn", "--site", site)
    said = place.run("policy", "rule", "no-spoilers", "--site", site)

    assert "No spoilers (no-spoilers), in force." in said
    assert "Moderators rejected 30 comments under it and published 30." in said
    assert "by 3 examples and by 60 decisions" in said
    assert "0.6    hold" in said
    assert "may nudge and hold" not in said


def test_a_rule_in_shadow_without_decisions_says_so(place: Place) -> None:
    site = a_site(place, decided=0, more=RULE.replace("    shadow: false\n", ""))

    said = place.run("policy", "rule", "no-spoilers", "--site", site)

    assert "in shadow: nothing follows from it" in said
    assert "by no decisions yet" in said
    assert "It may nudge and hold; from 50 decisions on" in said
    assert "no decisions" in said


def test_a_file_is_checked_with_the_decisions_of_a_site(place: Place) -> None:
    site = a_site(place, decided=30)
    file = place.folder / "rules.yaml"
    text = place.run("policy", "init", str(place.folder / "start.yaml"))
    text = (place.folder / "start.yaml").read_text(encoding="utf-8")
    file.write_text(text.rstrip("\n") + "\n" + REJECTING.replace("number: 3", "number: 99"), encoding="utf-8")

    assert "cannot reject" in place.run("policy", "check", str(file), code=1)
    assert "no problems" in place.run("policy", "check", "--site", site, str(file))


def test_a_rule_that_there_is_not_is_refused(place: Place) -> None:
    site = a_site(place, decided=0)

    assert "no such rule" in place.run("policy", "rule", "no-ghosts", "--site", site, code=1)


def test_a_site_without_such_rules_has_nothing_to_learn(place: Place) -> None:
    site = a_site(place, decided=0, more="")

    assert "None of the rules" in place.run("policy", "learn", "--site", site)
