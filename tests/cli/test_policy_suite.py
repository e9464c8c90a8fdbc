"""HouseRulesCheck on the command line."""

import json

from civiltongue.policyfile.suite import suite
from tests.cli.running import run

HEAD = "publication: P\nversion: 1\nconsent: Yes.\nrules:\n"
LENGTH = (
    "- {id: length, number: 1, title: Brief, public: Be brief., conditions: [{signal: words, reject: 401}]}\n"
)
SHORTER = LENGTH.replace("401", "400")
NONE = "- {id: manners, number: 1, title: Manners, public: Be polite.}\n"


def test_the_suite_counts_what_came_out_right_by_functionality_and_rule(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + LENGTH)

    result = run("policy", "test", "--suite", path)

    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["length/at-the-limit", "keep", "7", "7"] in lines
    assert "length: 100.0% of 44 right (breaking 20/20, keeping 24/24)" in result.stdout
    assert "profanity" not in result.stdout


def test_the_cases_that_came_out_wrong_are_printed_on_request(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + SHORTER)

    result = run("policy", "test", "--suite", "--wrong", path)

    assert "length/at-the-limit/1: “word word" in result.stdout
    assert "should keep it (verdict: reject, for: length)" in result.stdout


def test_a_policy_without_any_of_the_rules_is_told_so(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + NONE)

    result = run("policy", "test", "--suite", path)

    assert result.exit_code == 1
    assert "none of its rules" in result.stderr


def test_the_cases_can_be_written_out_for_other_engines():
    result = run("policy", "suite")

    cases = [json.loads(line) for line in result.stdout.splitlines()]
    assert [case["id"] for case in cases] == [case.id for case in suite()]
    assert set(cases[0]) == {"id", "rule", "functionality", "breaks", "record"}
