"""A rule in shadow watches: its signals are on record, and no verdict moves."""

from civiltongue.domain.policy import Condition
from civiltongue.domain.ruling import Verdict
from tests.engine.making import a_policy, a_rule, a_ruling, a_signal


def test_a_rule_in_shadow_is_no_reason_and_its_signal_is_on_record() -> None:
    ruling = a_ruling(a_signal("insult", 0.9), policy=a_policy(a_rule(shadow=True)))

    assert ruling.verdict is Verdict.PUBLISH
    assert ruling.reasons == ()
    assert [(signal.kind, signal.score) for signal in ruling.signals] == [("insult", 0.9)]


def test_other_rules_about_the_same_signal_still_count() -> None:
    policy = a_policy(a_rule(shadow=True), a_rule("other", number=2))

    assert a_ruling(a_signal("insult", 0.9), policy=policy).rules == ("other",)


def test_a_limit_of_words_in_shadow_limits_nothing() -> None:
    rule = a_rule(conditions=(Condition(signal="words", reject=401),), shadow=True)

    assert a_policy(rule).word_limit is None
