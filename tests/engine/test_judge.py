"""What the engine makes of what was noticed."""

import pytest

from civiltongue.domain.evidence import Span
from civiltongue.domain.policy import Condition
from civiltongue.domain.ruling import FIRST_COMMENTS, TOO_MANY_ATTEMPTS, UNJUDGED, UNREAD_LANGUAGE, Verdict
from civiltongue.domain.standing import Standing
from tests.engine.making import a_failure, a_policy, a_rule, a_ruling, a_signal, a_suspension, signed


def test_a_comment_that_nothing_speaks_against_is_published():
    ruling = a_ruling(a_signal("insult", 0.1), a_signal("words", 12.0))

    assert ruling.verdict is Verdict.PUBLISH
    assert ruling.reasons == ()
    assert ruling.words == 12


@pytest.mark.parametrize(
    ("score", "verdict"),
    [
        (0.39, Verdict.PUBLISH),
        (0.4, Verdict.NUDGE),
        (0.6, Verdict.HOLD),
        (0.8, Verdict.REJECT),
        (1.0, Verdict.REJECT),
    ],
)
def test_a_score_at_a_threshold_has_its_consequence(score, verdict):
    assert a_ruling(a_signal("insult", score)).verdict is verdict


def test_all_rules_are_judged_and_every_reason_is_kept_harshest_first():
    policy = a_policy(
        a_rule("mild", number=1, conditions=(Condition(signal="spam", hold=0.5),)),
        a_rule("harsh", number=3, conditions=(Condition(signal="threat", reject=0.5),)),
        a_rule("harsh-too", number=2, conditions=(Condition(signal="insult", reject=0.5),)),
    )

    ruling = a_ruling(a_signal("spam"), a_signal("threat"), a_signal("insult"), policy=policy)

    assert ruling.verdict is Verdict.REJECT
    assert ruling.rules == ("harsh-too", "harsh", "mild")


def test_a_reason_names_the_signals_and_the_words_that_count_and_no_others():
    policy = a_policy(
        a_rule(conditions=(Condition(signal="insult", reject=0.8), Condition(signal="threat", reject=0.8)))
    )

    ruling = a_ruling(
        a_signal("insult", 0.9, (4, 8), (6, 10)),
        a_signal("insult", 0.2, (20, 24)),
        a_signal("threat", 0.95, (0, 3)),
        a_signal("spam", 1.0, (30, 34)),
        policy=policy,
    )

    (reason,) = ruling.reasons
    assert reason.signals == ("insult", "threat")
    assert reason.spans == (Span(0, 3), Span(4, 10))
    assert reason.score == 0.95


def test_the_full_vector_and_the_versions_are_kept_in_the_ruling():
    ruling = a_ruling(a_signal("insult", 0.1), a_signal("spam", 0.2))

    assert [signal.kind for signal in ruling.signals] == ["insult", "spam"]
    assert ruling.versions == {"attacks": "1"}
    assert ruling.policy_version == "1"


def test_a_failed_detector_falls_back_to_what_the_policy_says():
    held = a_ruling(failures=[a_failure()])
    rejected = a_ruling(failures=[a_failure()], policy=a_policy(on_failure=Verdict.REJECT))
    published = a_ruling(failures=[a_failure()], policy=a_policy(on_failure=Verdict.PUBLISH))

    assert (held.verdict, held.rules) == (Verdict.HOLD, (UNJUDGED,))
    assert rejected.verdict is Verdict.REJECT
    assert (published.verdict, published.reasons) == (Verdict.PUBLISH, ())
    assert published.failures == (a_failure(),)


def test_a_failed_detector_does_not_hide_what_the_others_saw():
    ruling = a_ruling(a_signal("insult", 0.9), failures=[a_failure()])

    assert ruling.verdict is Verdict.REJECT
    assert ruling.rules == ("insults", UNJUDGED)


def test_a_language_that_nobody_reads_falls_back_to_what_the_policy_says_of_failures():
    held = a_ruling(a_signal("unread_language", 1.0))
    known_to_the_publication = a_ruling(a_signal("unread_language", 0.5))
    published = a_ruling(a_signal("unread_language", 1.0), policy=a_policy(on_failure=Verdict.PUBLISH))

    assert (held.verdict, held.rules) == (Verdict.HOLD, (UNREAD_LANGUAGE,))
    assert known_to_the_publication.verdict is Verdict.PUBLISH
    assert published.verdict is Verdict.PUBLISH


def test_first_comments_wait_for_a_person_until_enough_are_published():
    policy = a_policy(hold_first=2)

    first = a_ruling(policy=policy, standing=Standing(published=1))
    third = a_ruling(policy=policy, standing=Standing(published=2))
    unknown = a_ruling(policy=policy, standing=None)

    assert (first.verdict, first.rules) == (Verdict.HOLD, (FIRST_COMMENTS,))
    assert third.verdict is Verdict.PUBLISH
    assert unknown.verdict is Verdict.PUBLISH


@pytest.mark.parametrize("score", [0.5, 0.7, 0.9])
def test_after_five_rejected_attempts_the_next_is_held(score):
    ruling = a_ruling(a_signal("insult", score), standing=Standing(published=9, recent_rejections=5))

    assert ruling.verdict is Verdict.HOLD
    assert set(ruling.rules) == {"insults", TOO_MANY_ATTEMPTS}
    assert all(reason.verdict is Verdict.HOLD for reason in ruling.reasons)


def test_after_four_rejected_attempts_the_next_is_still_explained():
    ruling = a_ruling(a_signal("insult", 0.9), standing=Standing(published=9, recent_rejections=4))

    assert (ruling.verdict, ruling.rules) == (Verdict.REJECT, ("insults",))


def test_after_many_rejected_attempts_a_good_comment_is_published():
    ruling = a_ruling(standing=Standing(published=9, recent_rejections=50))

    assert ruling.verdict is Verdict.PUBLISH


def test_an_author_who_insists_gets_what_the_rule_says_comes_after_a_nudge():
    held = a_ruling(a_signal("insult", 0.5), insisted=True)
    published = a_ruling(
        a_signal("insult", 0.5), insisted=True, policy=a_policy(a_rule(insisted=Verdict.PUBLISH))
    )

    assert (held.verdict, held.rules) == (Verdict.HOLD, ("insults",))
    assert (published.verdict, published.reasons) == (Verdict.PUBLISH, ())


def test_to_insist_does_not_soften_a_rejection():
    assert a_ruling(a_signal("insult", 0.9), insisted=True).verdict is Verdict.REJECT


def test_a_suspended_author_is_rejected_by_the_rule_about_repeat_violations():
    policy = a_policy(a_rule(), a_rule("repeat", number=13, conditions=()))

    suspended = a_ruling(policy=policy, standing=Standing(sanctions=(a_suspension(),), recent_rejections=9))
    banned = a_ruling(policy=policy, standing=Standing(sanctions=(a_suspension(ends_in=None),)))

    assert (suspended.verdict, suspended.rules) == (Verdict.REJECT, ("repeat",))
    assert banned.verdict is Verdict.REJECT


def test_a_condition_counts_only_when_its_expression_holds():
    policy = a_policy(a_rule(conditions=(Condition(signal="insult", reject=0.8, when="words < 5"),)))

    short = a_ruling(a_signal("insult", 0.9), a_signal("words", 3.0), policy=policy)
    long = a_ruling(a_signal("insult", 0.9), a_signal("words", 30.0), policy=policy)

    assert short.verdict is Verdict.REJECT
    assert long.verdict is Verdict.PUBLISH


def test_an_expression_alone_is_a_condition():
    policy = a_policy(a_rule(conditions=(Condition(hold=1.0, when="!verified"),)))

    unverified = a_ruling(policy=policy, signature=signed("Ada", verified=False))
    verified = a_ruling(policy=policy, signature=signed("Ada", verified=True))

    assert unverified.verdict is Verdict.HOLD
    assert unverified.reasons[0].signals == ()
    assert verified.verdict is Verdict.PUBLISH


def test_what_is_unknown_fires_no_rule():
    policy = a_policy(a_rule(conditions=(Condition(hold=1.0, when="!verified"),)))

    assert a_ruling(policy=policy, signature=None).verdict is Verdict.PUBLISH
    assert a_ruling(policy=policy, signature=signed("Ada")).verdict is Verdict.PUBLISH


def test_an_expression_that_fails_is_answered_like_a_failed_detector():
    policy = a_policy(a_rule(conditions=(Condition(reject=1.0, when="100 / words > 3"),)))

    ruling = a_ruling(a_signal("words", 0.0), policy=policy)

    assert (ruling.verdict, ruling.rules) == (Verdict.HOLD, (UNJUDGED,))
    assert [failure.detector for failure in ruling.failures] == ["rule:insults"]
