"""Every example program comes out as it says."""

from pathlib import Path

import pytest

from civiltongue.domain.ruling import Verdict
from tests.policies.programs import Program, program_files, programs_in, refreshed, the_judge

FILES = program_files()
PROGRAMS = [program for file in FILES for program in programs_in(file)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_is_expected_is_written_anew_when_asked(file: Path, refresh_expected: bool):
    if refresh_expected:
        text = refreshed(file)
        file.write_text(text, encoding="utf-8")
        programs_in.cache_clear()

    assert not refresh_expected or refreshed(file) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_comment_is_judged_as_its_program_says(program: Program, refresh_expected: bool):
    text, ruling = program.run()

    if not refresh_expected:
        assert (ruling.verdict.word, sorted(ruling.rules)) == program.expected
    assert not ruling.failures
    for reason in ruling.reasons:
        assert all(0 <= span.start < span.end <= len(text) for span in reason.spans)


def test_every_program_has_a_name_of_its_own():
    names = [program.name for program in PROGRAMS]

    assert len(names) == len(set(names))


def test_every_rule_of_the_newsroom_has_at_least_twelve_programs_that_break_it_and_twelve_that_keep_it():
    rules = {rule.id for rule in the_judge("newsroom").policy.rules}
    breaking = dict.fromkeys(rules, 0)
    keeping = dict.fromkeys(rules, 0)
    for program in PROGRAMS:
        if program.policy == "newsroom" and program.rule in rules:
            counted = breaking if program.rule in program.expected[1] else keeping
            counted[program.rule] += 1

    assert {rule: count for rule, count in breaking.items() if count < 12} == {}
    assert {rule: count for rule, count in keeping.items() if count < 12} == {}


def test_what_is_expected_names_verdicts_and_rules_that_there_are():
    for program in PROGRAMS:
        verdict, rules = program.expected
        policy = the_judge(program.policy).policy

        assert (Verdict.of(verdict) is Verdict.PUBLISH) == (not rules), program.name
        assert all(policy.rule(rule) for rule in rules), program.name


def test_to_refresh_changes_what_is_expected_and_nothing_else(tmp_path: Path):
    file = tmp_path / "newsroom" / "length.yaml"
    file.parent.mkdir()
    before = (
        "# A comment stays.\n"
        "cases:\n"
        "  - id: a   # so does this\n"
        '    repeat: {text: "word ", times: 401}\n'
        "    verdict: publish   # and this\n"
        "    rules: []\n"
        "  - {id: b, text: A quiet word., verdict: publish, rules: []}\n"
        "  - id: c\n"
        "    rules:\n"
        "      - length\n"
        "    verdict: reject\n"
        "    text: Good morning, Ostley.\n"
    )
    file.write_text(before)

    text = refreshed(file)

    assert text == (
        "# A comment stays.\n"
        "cases:\n"
        "  - id: a   # so does this\n"
        '    repeat: {text: "word ", times: 401}\n'
        "    verdict: reject   # and this\n"
        f"    rules: [{', '.join(programs_in(file)[0].run()[1].rules)}]\n"
        "  - {id: b, text: A quiet word., verdict: publish, rules: []}\n"
        "  - id: c\n"
        "    rules:\n"
        "      []\n"
        "    verdict: publish\n"
        "    text: Good morning, Ostley.\n"
    )
