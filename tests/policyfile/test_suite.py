"""HouseRulesCheck is a suite that can be trusted: readable, contrastive and without two of a kind."""

from collections import Counter
from collections.abc import Hashable, Iterable

import pytest

from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.record import read_record
from civiltongue.policyfile.suite import Case, suite

JUDGED = [rule.id for rule in load_policy(default()).rules]
LEAST = 40
LEAST_EACH_WAY = 15


@pytest.mark.parametrize("rule", JUDGED)
def test_every_rule_that_judges_a_comment_has_forty_cases_both_ways(rule: str) -> None:
    cases = [case for case in suite() if case.rule == rule]

    breaking = sum(case.breaks for case in cases)
    assert len(cases) >= LEAST
    assert min(breaking, len(cases) - breaking) >= LEAST_EACH_WAY


def test_no_other_rule_has_cases() -> None:
    assert {case.rule for case in suite()} == set(JUDGED)


def test_every_case_is_a_record_and_no_slot_is_left_open() -> None:
    for case in suite():
        submission = read_record(case.record).submission
        assert "{" not in submission.text, case.id


def test_no_two_cases_are_the_same() -> None:
    assert not _twice(case.id for case in suite())
    assert not _twice((case.rule, repr(case.record)) for case in suite())


def test_a_functionality_goes_one_way() -> None:
    ways: dict[tuple[str, str], set[bool]] = {}
    for case in suite():
        ways.setdefault((case.rule, case.functionality), set()).add(case.breaks)

    assert all(len(found) == 1 for found in ways.values())


def test_slots_are_filled_in_turn() -> None:
    threats = [_text(case) for case in suite() if case.id.startswith("harassment/direct-threat/")]

    assert threats[:3] == ["I will kill you.", "I will kill him.", "I will kill that woman."]


def _text(case: Case) -> str:
    return str(case.record["text"])


def _twice(things: Iterable[Hashable]) -> list[Hashable]:
    return [thing for thing, times in Counter(things).items() if times > 1]
