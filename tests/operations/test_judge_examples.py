"""The examples in a policy file are judged by its own rules."""

from civiltongue.domain.evidence import Submission
from civiltongue.domain.policy import Condition
from civiltongue.operations.judge_examples import judge_examples
from tests.engine.making import a_policy, a_rule

LONG, SHORT = Submission("One two three four."), Submission("One.")
BRIEF = (Condition(signal="words", hold=3),)


def test_examples_that_come_out_as_the_file_says_are_as_said():
    tried = list(judge_examples(a_policy(a_rule(conditions=BRIEF, breaks=(LONG,), keeps=(SHORT,)))))

    assert [(each.example, each.should_break, each.as_said) for each in tried] == [
        (LONG, True, True),
        (SHORT, False, True),
    ]


def test_examples_that_come_out_otherwise_are_not_as_said():
    tried = list(judge_examples(a_policy(a_rule(conditions=BRIEF, breaks=(SHORT,), keeps=(LONG,)))))

    assert [each.as_said for each in tried] == [False, False]


def test_only_the_rule_itself_counts():
    other = a_rule("other", number=2, conditions=BRIEF)
    strict = a_rule("strict", conditions=(Condition(signal="words", reject=9),), keeps=(LONG,))

    (tried,) = judge_examples(a_policy(strict, other))

    assert tried.as_said
    assert tried.ruling.rules == ("other",)


def test_a_rule_that_only_people_apply_is_not_judged():
    (tried,) = judge_examples(a_policy(a_rule(conditions=(), breaks=(LONG,))))

    assert tried.ruling is None
    assert tried.as_said
