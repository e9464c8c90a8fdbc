"""``civiltongue statement`` and ``civiltongue report``: what was decided, in files."""

import csv
import json

from jsonschema import Draft202012Validator

from tests.cli.test_house_commands import Place, place
from tests.houses import SWEARING

__all__ = ["place"]


def test_statements_are_exported_as_json_and_csv(place: Place) -> None:
    place.submit(SWEARING)
    target = place.folder / "statements.csv"

    found = json.loads(place.run("statement", "export", "lantern", "--since", "2020-01-01"))
    place.run(
        "statement", "export", "lantern", "--since", "2020-01-01", "--format", "csv", "--output", str(target)
    )

    (told,) = found["statements"]
    (row,) = csv.DictReader(target.read_text("utf-8").splitlines())
    schema = json.loads(place.run("statement", "schema"))
    Draft202012Validator(schema).validate(told)
    assert list(row) == list(schema["properties"])
    assert row["puid"] == told["puid"]
    assert json.loads(row["content_type"]) == told["content_type"]
    assert row["end_date_visibility_restriction"] == ""
    assert list(place.folder.glob("*.partial")) == []


def test_a_period_without_decisions_is_an_empty_list(place: Place) -> None:
    printed = place.run("statement", "export", "lantern", "--since", "2020-01-01", "--until", "2020-01-31")

    assert json.loads(printed) == {"statements": []}


def test_a_wrong_period_is_refused_and_no_file_is_left(place: Place) -> None:
    target = place.folder / "statements.json"

    said = place.run(
        "statement", "export", "lantern", "--since", "2020-02-01", "--until", "2020-01-31",
        "--output", str(target), code=1,
    )  # fmt: skip

    assert "The period ends before it begins." in said
    assert list(place.folder.glob("statements*")) == []


def test_a_report_is_a_page_that_stands_alone_or_numbers(place: Place) -> None:
    place.submit(SWEARING)
    page = place.folder / "report.html"

    place.run("report", "lantern", "--since", "2020-01-01", "--output", str(page))
    numbers = json.loads(place.run("report", "lantern", "--since", "2020-01-01", "--format", "json"))
    table = place.run("report", "lantern", "--since", "2020-01-01", "--format", "csv")

    text = page.read_text("utf-8")
    assert "<style>" in text
    assert 'href="/' not in text
    assert numbers["decisions"]["by_rule"][0]["id"] == "profanity"
    assert "rules,profanity,No swearing,1,0,0,1" in table
