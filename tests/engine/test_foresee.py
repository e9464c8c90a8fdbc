"""What another policy would make of comments that were judged before."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.policy import Condition
from civiltongue.domain.ruling import FIRST_COMMENTS, Reason, Verdict
from civiltongue.engine.calibration import Way
from civiltongue.engine.foresee import Past, foresee, verdict_under
from tests.engine.making import a_policy, a_rule


def a_past(score: float = 0.0, *reasons: Reason, way: Way = Way.PUBLISHED, broke: str | None = None) -> Past:
    return Past({"insult": score}, reasons, way, broke)


def test_thresholds_are_applied_to_the_scores_of_the_past() -> None:
    past = [a_past(0.9), a_past(0.7), a_past(0.5), a_past(0.1)]

    found = foresee(past, a_policy())

    assert (found.published, found.held, found.rejected) == (2, 1, 1)


def test_a_rule_in_shadow_moves_nothing() -> None:
    assert verdict_under(a_policy(a_rule(shadow=True)), a_past(0.9)) is Verdict.PUBLISH


def test_what_the_engine_held_stays_held() -> None:
    held = Reason(FIRST_COMMENTS, Verdict.HOLD, 1.0)

    assert verdict_under(a_policy(), a_past(0.1, held)) is Verdict.HOLD


def test_a_condition_with_when_is_met_where_it_was_met_then() -> None:
    rule = a_rule(conditions=(Condition(signal="insult", hold=0.6, when="links > 0"),))
    met = Reason("insults", Verdict.HOLD, 0.7, signals=("insult",))

    assert verdict_under(a_policy(rule), a_past(0.7)) is Verdict.PUBLISH
    assert verdict_under(a_policy(rule), a_past(0.7, met)) is Verdict.HOLD


def test_nothing_is_expected_where_nobody_looked() -> None:
    found = foresee([a_past(0.2)] * 100, a_policy())

    assert (found.found, found.expected) == (0, None)


def test_violations_are_expected_to_follow_the_trend_of_the_scores() -> None:
    held = [a_past(0.75, way=Way.HELD, broke="insults" if n % 4 else "") for n in range(80)]
    held += [a_past(0.65, way=Way.HELD, broke="insults" if n % 2 else "") for n in range(80)]
    unseen = [a_past(0.3) for _ in range(1000)]

    found = foresee([*held, *unseen], a_policy())

    assert found.found == 0
    assert found.expected is not None
    assert 0 < found.expected < 500


def test_reported_comments_are_like_other_reported_ones() -> None:
    looked_at = [a_past(0.5, way=Way.REPORTED, broke="insults" if n < 10 else "") for n in range(40)]
    unseen = [a_past(0.5, way=Way.REPORTED) for _ in range(60)]

    found = foresee([*looked_at, *unseen], a_policy())

    assert found.found == 10
    assert found.expected is not None
    assert round(found.expected, 6) == 10 + 60 * 0.25


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_higher_threshold_never_rejects_more(scores: list[float], one: float, other: float) -> None:
    past = [a_past(score) for score in scores]
    low, high = sorted((one, other))
    found = [
        foresee(past, a_policy(replace(a_rule(), conditions=(Condition(signal="insult", reject=at),))))
        for at in (low, high)
    ]

    assert found[1].rejected <= found[0].rejected
    assert all(each.comments == len(scores) for each in found)
