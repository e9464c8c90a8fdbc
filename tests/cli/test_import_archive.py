"""The commands that bring an archive in, and judge what it brought."""

import gzip
import re
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.importers.exports import a_post, a_reply, a_thread, an_export, state

LONG = "<![CDATA[<p>" + "The bridge will open in spring, said the council. " * 60 + "</p>]]>"


@pytest.fixture(autouse=True)
def a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a database with one site."""
    monkeypatch.setenv("CIVILTONGUE_DATABASE", f"sqlite:///{tmp_path / 'house.sqlite'}")
    monkeypatch.setenv("CIVILTONGUE_SECRET_FILE", str(tmp_path / "house.secret"))
    assert run("site", "add", "lantern", "--origin", "https://lantern.example").exit_code == 0


@pytest.fixture
def export(tmp_path: Path) -> Path:
    posts = [
        a_post("p1"),
        a_post("p1"),
        a_reply("p2", "gone", message=LONG),
        a_post("p3", message="<p>Buy it now.</p>", state=state(spam="true")),
    ]
    file = tmp_path / "export.xml.gz"
    file.write_bytes(gzip.compress(an_export(a_thread(), *posts).encode()))
    return file


def _rows(output: str) -> dict[str, str]:
    """Return the rest of each row of a table by its first column."""
    return dict(
        re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in output.splitlines() if "  " in line.strip()
    )


def test_the_report_accounts_for_everything(export: Path) -> None:
    result = run("import", "disqus", str(export), "--site", "lantern")

    assert result.exit_code == 0
    report = _rows(result.output)
    assert report["imported"].split() == ["1", "3"]
    assert report["skipped"].split() == ["0", "1"]
    assert report["has the id of an earlier one"].split() == ["0", "1"]
    assert report["read"].split() == ["1", "4"]
    assert report["replies to a comment that is not in the file, which now begin a conversation"] == "1"
    assert report["comments longer than the house rules allow, imported whole"] == "1"


def test_a_second_run_finds_everything_there_already(export: Path) -> None:
    run("import", "disqus", str(export), "--site", "lantern")

    report = _rows(run("import", "disqus", str(export), "--site", "lantern").output)

    assert report["imported"].split() == ["0", "0"]
    assert report["already there"].split() == ["1", "3"]


def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text("`" + an_export(a_thread(), a_post()), encoding="utf-8")

    refused = run("import", "disqus", str(file), "--site", "lantern")
    mended = run("import", "disqus", str(file), "--site", "lantern", "--mend")

    assert refused.exit_code == 1
    assert "archive-invalid: export.xml, line 1, column 1:" in refused.output
    assert "Nothing was imported." in refused.output
    assert mended.exit_code == 0
    assert _rows(mended.output)["imported"].split() == ["1", "1"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("disqus", "nothing.xml", "--site", "lantern"), "archive-invalid"),
        (("disqus", "nothing.xml", "--site", "harbour"), "not-found"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(arguments: tuple[str, ...], code: str) -> None:
    result = run("import", *arguments)

    assert result.exit_code == 1
    assert result.output.startswith(code)


def test_an_unknown_system_is_refused_with_those_that_are_known(export: Path) -> None:
    result = run("import", "gazette", str(export), "--site", "lantern")

    assert result.exit_code == 2
    assert "'disqus'" in result.output


def test_what_was_imported_is_judged_and_listed_by_rule(export: Path) -> None:
    run("import", "disqus", str(export), "--site", "lantern")

    result = run("judge", "--imported", "lantern")

    assert result.exit_code == 0
    assert "3 comments judged now, 3 in all" in result.output
    assert _rows(result.output)["length"].split()[0] == "1"
    assert sum(map(int, _rows(result.output)["comments"].split())) == 3


@pytest.mark.parametrize("others", [("comments.jsonl",), ("--policy", __file__)])
def test_what_was_imported_is_judged_by_its_sites_rules_alone(
    others: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "comments.jsonl").write_text("")

    given = [str(tmp_path / name) if name.endswith(".jsonl") else name for name in others]
    result = run("judge", "--imported", "lantern", *given)

    assert result.exit_code == 2
    assert "takes neither FILE nor --policy" in result.output


def test_advice_is_looked_at_and_accepted(export: Path) -> None:
    run("import", "disqus", str(export), "--site", "lantern")
    run("judge", "--imported", "lantern")

    listed = run("review", "advised", "lantern", "--rule", "length")
    comment = listed.output.split()[0]
    accepted = run("review", "accept", "lantern", comment)

    assert "length (reject" in listed.output
    assert accepted.output == f"{comment} is rejected.\n"
    assert run("review", "advised", "lantern", "--rule", "length").output == ""
