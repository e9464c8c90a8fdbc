"""A rule that is judged by its examples starts in shadow, and rejects only on enough decisions."""

import pytest

from civiltongue.policyfile.load import load_policy, read_policy
from tests.policyfile.making import HEAD, the_problem
from tests.policyfile.making import RULE as MANNERS

RULE = """\
- id: no-spoilers
  number: 2
  title: No spoilers
  public: Do not tell how it ends.
  conditions: [{condition}]
  breaks: [In the end the gardener did it.]
"""


def with_condition(condition: str, *more: str) -> str:
    lines = "".join(f"  {line}\n" for line in more)
    return f"{HEAD}rules:\n{MANNERS}{RULE.replace('{condition}', condition)}{lines}"


@pytest.mark.parametrize(
    ("condition", "at"),
    [
        ("{signal: like:no-spoilers, reject: 0.9, hold: 0.5}", "reject: 0.9"),
        ("{when: 'scores[\"like:no-spoilers\"] > 0.8', then: reject}", "reject}"),
        ("{signal: insult, reject: 0.4, when: 'scores[\"like:no-spoilers\"] > 0.8'}", "reject: 0.4"),
    ],
)
def test_it_cannot_reject_before_moderators_decided(condition: str, at: str) -> None:
    place, problem = the_problem(with_condition(condition))

    assert place.startswith(at)
    assert "cannot reject" in problem.message
    assert "50 decisions" in problem.hint


@pytest.mark.parametrize(("count", "fine"), [(0, False), (49, False), (50, True)])
def test_it_can_reject_on_enough_decisions(count: int, fine: bool) -> None:
    text = with_condition("{signal: like:no-spoilers, reject: 0.9}")

    policy, problems = read_policy(text, decisions=lambda rule: count if rule == "no-spoilers" else 0)

    assert (policy is not None) == fine
    assert bool(problems) != fine


def test_it_starts_in_shadow_and_leaves_it_when_the_file_says_so() -> None:
    condition = "{signal: like:no-spoilers, hold: 0.5}"
    quiet, loud = (
        load_policy(with_condition(condition)),
        load_policy(with_condition(condition, "shadow: false")),
    )

    assert [rule.shadow for rule in quiet.rules] == [False, True]
    assert [rule.shadow for rule in loud.rules] == [False, False]
    assert [rule.id for rule in quiet.judged_by_examples] == ["no-spoilers"]


def test_a_rule_without_examples_cannot_be_judged_by_them() -> None:
    place, problem = the_problem(with_condition("{signal: like:manners, hold: 0.5}"))

    assert place.startswith("like:manners")
    assert "breaks" in problem.hint
