"""Every detector, then the engine."""

from datetime import UTC, datetime

from civiltongue.domain.evidence import Submission
from civiltongue.domain.policy import Condition
from civiltongue.domain.ruling import FIRST_COMMENTS, Verdict
from civiltongue.domain.standing import Standing
from civiltongue.operations.judge_submission import Judge
from tests.engine.making import a_policy, a_rule

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SHORT = a_rule("length", conditions=(Condition(signal="words", reject=4),))


def test_a_submission_is_seen_by_the_detectors_and_judged_by_the_rules():
    judge = Judge(a_policy(SHORT))

    ruling = judge(Submission("One two three four five."), now=NOW)

    assert (ruling.verdict, ruling.rules, ruling.words) == (Verdict.REJECT, ("length",), 5)
    assert "length" in ruling.versions
    assert judge(Submission("One two three."), now=NOW).verdict is Verdict.PUBLISH


def test_standing_and_insistence_are_passed_on():
    rule = a_rule(conditions=(Condition(signal="words", nudge=4),), insisted=Verdict.PUBLISH)
    judge = Judge(a_policy(rule, hold_first=1))
    text = Submission("One two three four five.")

    new = judge(text, now=NOW)
    regular = judge(text, standing=Standing(published=5), now=NOW)
    insisting = judge(text, standing=Standing(published=5), now=NOW, insisted=True)
    unknown = judge(text, standing=None, now=NOW, insisted=True)

    assert FIRST_COMMENTS in new.rules
    assert regular.verdict is Verdict.NUDGE
    assert insisting.verdict is Verdict.PUBLISH
    assert unknown.verdict is Verdict.PUBLISH


def test_what_the_detectors_see_can_be_had_alone():
    observation = Judge(a_policy(SHORT)).observe(Submission("One two."))

    assert observation.score("words") == 2
    assert observation.failures == ()
