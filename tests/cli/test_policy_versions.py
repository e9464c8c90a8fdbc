"""Versions with notes, rolling back, rules in shadow, brakes, and what a rule decided taken back: on the command line."""

from pathlib import Path

import pytest

from civiltongue.policyfile import default
from tests.cli.test_house_commands import Place
from tests.houses import ORIGIN, SWEARING


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.run("site", "add", "lantern", "--origin", ORIGIN)
    return made


def a_file(place: Place, text: str) -> str:
    file = place.folder / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_versions_are_listed_with_their_notes_and_one_rolls_back(place: Place) -> None:
    second = a_file(place, default().replace('version: "1"', 'version: "2"'))

    place.run("policy", "adopt", "lantern", second, "--note", "For spring.")
    assert "For spring." in place.run("policy", "versions", "lantern")
    assert "Version 1 is in force again." in place.run(
        "policy", "roll-back", "lantern", "--note", "Too soon."
    )

    listed = place.run("policy", "versions", "lantern").splitlines()
    assert [line.split("\t")[0] for line in listed] == ["* 1", "  2", "* 1"]
    assert "never had" in place.run("policy", "roll-back", "lantern", "9", code=1)


def test_a_rule_is_braked_listed_and_released(place: Place) -> None:
    assert "No rule was ever braked." in place.run("policy", "brake", "--site", "lantern")
    assert "holds instead" in place.run("policy", "brake", "--site", "lantern", "--pull", "profanity")

    assert place.submit(SWEARING).ruling.verdict.word == "hold"
    assert "profanity\tbraked" in place.run("policy", "brake", "--site", "lantern")
    assert "rejects again" in place.run("policy", "brake", "--site", "lantern", "--release", "profanity")
    assert "profanity\treleased" in place.run("policy", "brake", "--site", "lantern")


def test_what_a_rule_decided_is_taken_back_after_asking(place: Place) -> None:
    place.submit(SWEARING)
    command = ("policy", "revert", "profanity", "--site", "lantern", "--since", "2020-01-01")

    assert "1 comments are held or rejected" in place.run(*command, code=1)
    assert "0 comments are published" in place.run(*command, "--whose", "people", "--yes")
    assert "1 comments are published again" in place.run(*command, "--yes", "--note", "Too keen.")
    assert "0 comments are published again" in place.run(*command, "--yes")


def test_a_rule_in_shadow_says_what_it_would_have_done(place: Place) -> None:
    watching = default().replace('version: "1"', 'version: "2"')
    watching = watching.replace("    title: No swearing\n", "    title: No swearing\n    shadow: true\n")
    place.run("policy", "adopt", "lantern", a_file(place, watching))

    assert place.submit(SWEARING).ruling.verdict.word == "publish"

    said = place.run("policy", "rule", "profanity", "--site", "lantern")
    assert "In shadow it would have said of comments: reject 1." in said
