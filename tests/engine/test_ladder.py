"""From strikes to sanctions: the fold says what a slow and plain reading of the policy says."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiltongue.domain.ladder import Ladder, Step
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import Sanction, SanctionKind, Standing, Strike
from civiltongue.engine.escalate import REPEAT
from civiltongue.engine.ladder import barred, dues, rung, weight
from tests.engine.making import NOW, a_policy, a_rule, a_ruling

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
LADDER = Ladder(
    steps=(
        Step(2.0, SanctionKind.WARNING),
        Step(4.0, SanctionKind.SUSPENSION, DAY),
        Step(6.0, SanctionKind.SUSPENSION, 7 * DAY),
        Step(10.0, SanctionKind.BAN),
    ),
    strikes_last=30 * DAY,
)
HISTORIES = 10_000
WEIGHTS = (0.0, 0.1, 0.5, 1.0, 2.0, 3.0)


def a_strike(weighing: float = 4.0, *, ago: timedelta = HOUR, overturned: bool = False) -> Strike:
    return Strike("insults", NOW - ago, weighing, overturned)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Strike, ...]:
    """Draw violations of two months around now, many of them of the same second."""
    drawn = draw(
        st.lists(
            st.tuples(st.integers(-40 * 24, 20 * 24), st.sampled_from(WEIGHTS), st.booleans()), max_size=9
        )
    )
    return tuple(
        Strike("insults", NOW + hours * HOUR, weighing, overturned and weighing > 1)
        for hours, weighing, overturned in drawn
    )


def slowly(strikes: tuple[Strike, ...], ladder: Ladder, now: datetime) -> Verdict:
    """Work out what bars an author by trying every moment that anything could have begun at."""
    valid = [strike for strike in strikes if not strike.overturned]

    def weighs(at: datetime) -> float:
        tenths = sum(
            round(each.weight * 10) for each in valid if each.at <= at and at - each.at < ladder.strikes_last
        )
        return tenths / 10

    verdict = Verdict.PUBLISH
    for begun in {strike.at for strike in valid if strike.weight and strike.at <= now}:
        reached = [step for step in ladder.steps if step.at <= weighs(begun)]
        step = reached[-1] if reached else None
        if step is None or step.kind is SanctionKind.WARNING:
            continue
        elapsed = now - begun
        if elapsed < ladder.alone and (step.lasting is None or elapsed < step.lasting):
            verdict = max(verdict, Verdict.REJECT)
        elif (elapsed < step.lasting) if step.lasting else weighs(now) >= step.at:
            verdict = max(verdict, Verdict.HOLD)
    return verdict


@settings(max_examples=HISTORIES, deadline=None)
@given(strikes=histories(), order=st.randoms(use_true_random=False))
def test_standing_is_the_fold_done_the_slow_way_in_any_order(strikes, order) -> None:
    shuffled = list(strikes)
    order.shuffle(shuffled)

    assert barred(Standing(strikes=tuple(shuffled)), LADDER, now=NOW) is slowly(strikes, LADDER, NOW)
    assert weight(shuffled, LADDER, now=NOW) == weight(strikes, LADDER, now=NOW)


@settings(max_examples=1_000, deadline=None)
@given(strikes=histories())
def test_what_is_overturned_is_as_if_it_had_never_been(strikes) -> None:
    without = tuple(strike for strike in strikes if not strike.overturned)

    assert dues(strikes, LADDER, now=NOW) == dues(without, LADDER, now=NOW)
    assert rung(strikes, LADDER, now=NOW) == rung(without, LADDER, now=NOW)


@settings(max_examples=1_000, deadline=None)
@given(strikes=histories(), hours=st.integers(0, 24))
def test_the_engine_alone_never_refuses_for_longer_than_it_may(strikes, hours) -> None:
    ladder = Ladder(LADDER.steps, LADDER.strikes_last, alone=hours * HOUR)
    last = max((each.at for each in strikes if not each.overturned and each.at <= NOW), default=NOW)

    refused = barred(Standing(strikes=strikes), ladder, now=NOW) is Verdict.REJECT

    assert not refused or NOW - last < hours * HOUR


@settings(max_examples=1_000, deadline=None)
@given(strikes=histories())
def test_what_has_not_happened_yet_changes_nothing(strikes) -> None:
    past = tuple(strike for strike in strikes if strike.at <= NOW)

    assert barred(Standing(strikes=strikes), LADDER, now=NOW) is barred(
        Standing(strikes=past), LADDER, now=NOW
    )


def test_a_strike_counts_to_the_second() -> None:
    strikes = [a_strike(1.5, ago=timedelta(0))]

    assert weight(strikes, LADDER, now=NOW - SECOND) == 0
    assert weight(strikes, LADDER, now=NOW) == 1.5
    assert weight(strikes, LADDER, now=NOW + 30 * DAY - SECOND) == 1.5
    assert weight(strikes, LADDER, now=NOW + 30 * DAY) == 0


def test_tenths_add_up_whatever_their_order() -> None:
    weights = [0.1] * 10 + [3.0]

    assert weight([a_strike(each) for each in weights], LADDER, now=NOW) == 4.0
    assert weight([a_strike(each) for each in reversed(weights)], LADDER, now=NOW) == 4.0


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (timedelta(0), Verdict.REJECT),
        (DAY - SECOND, Verdict.REJECT),
        (DAY, Verdict.HOLD),
        (7 * DAY - SECOND, Verdict.HOLD),
        (7 * DAY, Verdict.PUBLISH),
    ],
)
def test_a_suspension_longer_than_the_engine_may_impose_holds_for_a_person(after, verdict) -> None:
    standing = Standing(strikes=(a_strike(6.0, ago=timedelta(0)),))

    assert barred(standing, LADDER, now=NOW + after) is verdict


def test_a_ban_waits_for_a_person_as_long_as_the_strikes_count() -> None:
    standing = Standing(strikes=(a_strike(10.0, ago=timedelta(0)),))

    assert barred(standing, LADDER, now=NOW + HOUR) is Verdict.REJECT
    assert barred(standing, LADDER, now=NOW + 30 * DAY - SECOND) is Verdict.HOLD
    assert barred(standing, LADDER, now=NOW + 30 * DAY) is Verdict.PUBLISH


def test_a_person_s_sanction_answers_the_steps_before_it() -> None:
    warned = Sanction("s", SanctionKind.WARNING, "insults", imposed_at=NOW - HOUR, until=None)

    answered = Standing(strikes=(a_strike(10.0, ago=2 * HOUR),), sanctions=(warned,))
    again = Standing(strikes=(a_strike(10.0, ago=HOUR / 2),), sanctions=(warned,))

    assert barred(answered, LADDER, now=NOW) is Verdict.PUBLISH
    assert barred(again, LADDER, now=NOW) is Verdict.REJECT


def test_the_same_step_is_taken_again_with_every_strike_on_it() -> None:
    strikes = [a_strike(4.0, ago=5 * DAY), a_strike(1.0, ago=HOUR)]

    assert [due.step.at for due in dues(strikes, LADDER, now=NOW)] == [4.0, 4.0]


def test_the_next_step_is_told_beforehand() -> None:
    found = rung([a_strike(2.5)], LADDER, now=NOW)

    assert found.step == LADDER.steps[0]
    assert found.next == LADDER.steps[1]
    assert found.missing == 1.5
    assert rung([a_strike(50.0)], LADDER, now=NOW).next is None


def test_a_comment_by_a_barred_author_breaks_the_rule_about_repeat_violations() -> None:
    policy = a_policy(a_rule(), a_rule(REPEAT, number=13, conditions=()), ladder=LADDER)

    rejected = a_ruling(policy=policy, standing=Standing(strikes=(a_strike(4.0),)))
    held = a_ruling(policy=policy, standing=Standing(strikes=(a_strike(10.0, ago=2 * DAY),)))
    without_the_rule = a_ruling(policy=a_policy(ladder=LADDER), standing=Standing(strikes=(a_strike(10.0),)))

    assert (rejected.verdict, rejected.rules) == (Verdict.REJECT, (REPEAT,))
    assert (held.verdict, held.rules) == (Verdict.HOLD, (REPEAT,))
    assert without_the_rule.verdict is Verdict.PUBLISH
