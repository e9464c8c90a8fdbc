"""``civiltongue policy``."""

import pytest

from civiltongue.policyfile import KINDS, default
from tests.cli.running import run

HEAD = "publication: P\nversion: 1\nconsent: Yes.\nrules:\n"
RULE = "- {id: brief, number: 1, title: Brief, public: Be brief., conditions: [{signal: words, hold: 3}]"


@pytest.mark.parametrize("kind", KINDS)
def test_init_writes_a_file_that_check_finds_nothing_wrong_with(tmp_path, kind):
    path = tmp_path / "policy.yaml"

    written = run("policy", "init", "--kind", kind, path)
    checked = run("policy", "check", path)

    assert (written.exit_code, checked.exit_code) == (0, 0)
    assert path.read_text(encoding="utf-8") == default(kind)
    assert "no problems" in checked.stdout


def test_init_never_writes_over_a_file(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text("mine")

    result = run("policy", "init", path)

    assert result.exit_code == 1
    assert "there is a file already" in result.stderr
    assert path.read_text() == "mine"


def test_init_says_where_it_cannot_write(tmp_path):
    result = run("policy", "init", tmp_path / "nowhere" / "policy.yaml")

    assert result.exit_code == 1
    assert result.stderr.startswith("setup-invalid:")


def test_check_prints_every_problem_with_its_line(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + RULE + ", then: never}\n")

    result = run("policy", "check", path)

    assert result.exit_code == 1
    assert result.stderr.startswith("policy-invalid:")
    assert f"{path}:5:" in result.stderr
    assert f"2 problems in {path}" in result.stderr


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"\xff\xfe", ":1: the file is not UTF-8"),
        (b"a: b\nc: \xe9\n", ":2: the file is not UTF-8"),
        (b"x" * 1_000_000, "larger than 512 kB"),
        ("é".encode() * 500_000, "larger than 512 kB"),
        (b"", "the file is empty"),
    ],
)
def test_check_refuses_what_is_no_house_rules_file(tmp_path, source, says):
    path = tmp_path / "policy.yaml"
    path.write_bytes(source)

    result = run("policy", "check", path)

    assert result.exit_code == 1
    assert says in result.stderr


def test_test_says_which_examples_do_not_come_out(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + RULE + ", breaks: [one two three, one], keeps: [one two, one two three four]}\n")

    result = run("policy", "test", path)

    assert result.exit_code == 1
    assert "“one” should break it and does not (verdict: publish, for: nothing)" in result.stdout
    assert "“one two three four” should keep it and does not (verdict: hold, for: brief)" in result.stdout
    assert "4 examples judged, 2 not as the file says" in result.stdout


def test_test_is_content_when_all_examples_come_out(tmp_path):
    path = tmp_path / "policy.yaml"
    by_people = "- {id: kind, number: 2, title: Kind, public: Be kind., breaks: [A long example]}\n"
    path.write_text(HEAD + RULE + ", breaks: [one two three], keeps: [one]}\n" + by_people)

    result = run("policy", "test", path)

    assert result.exit_code == 0
    assert "1 example not judged: only people apply these rules." in result.stdout
    assert "2 examples judged, 0 not as the file says" in result.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_the_shipped_policies_come_out(tmp_path, kind):
    path = tmp_path / "policy.yaml"
    path.write_text(default(kind), encoding="utf-8")

    result = run("policy", "test", path)

    assert result.exit_code == 0, result.stdout


def test_show_prints_the_page_that_readers_see(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + RULE + "}\n")

    result = run("policy", "show", path)

    assert result.exit_code == 0
    assert result.stdout.startswith("# House rules of P\n")
    assert "## 1. Brief\n\nBe brief.\n" in result.stdout


def test_the_commands_for_sites_are_listed_beside_those_for_files():
    listed = run("policy", "--help").stdout

    assert all(f"  {name} " in listed for name in ("init", "check", "test", "show", "adopt", "versions"))
