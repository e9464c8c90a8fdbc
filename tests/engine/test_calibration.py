"""Thresholds rest on decisions, and never promise more than those bear out."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.engine.calibration import (
    ENOUGH,
    Case,
    Way,
    at,
    best,
    curve,
    reject_from,
    trend,
    wilson,
)

SHARES = st.floats(0.01, 0.99)
CASES = st.lists(
    st.builds(
        Case,
        score=st.floats(0, 1),
        way=st.sampled_from(Way),
        broke=st.sampled_from((True, False, None)),
    ),
    max_size=120,
)


def cases(count: int, *, score: float, broke: bool | None, way: Way = Way.HELD) -> list[Case]:
    return [Case(score, way, broke)] * count


def test_the_interval_is_the_one_that_wilson_described() -> None:
    low, high = wilson(0.9, 100)

    assert (round(low, 4), round(high, 4)) == (0.8256, 0.9448)
    assert wilson(0.5, 0) == (0.0, 1.0)


def test_the_lowest_threshold_that_is_precise_enough_is_proposed() -> None:
    past = [
        *cases(60, score=0.95, broke=True),
        *cases(40, score=0.8, broke=True),
        *cases(4, score=0.8, broke=False),
        *cases(50, score=0.6, broke=False),
    ]

    found = reject_from(curve(past), 0.95)

    assert found is not None
    assert found.threshold == 0.8
    assert round(found.precision.share, 4) == round(100 / 104, 4)
    assert found.precision.decisions == 104
    assert found.precision.low < found.precision.share < found.precision.high


def test_too_few_decisions_propose_nothing() -> None:
    past = cases(ENOUGH - 1, score=0.9, broke=True)

    assert reject_from(curve(past), 0.5) is None
    assert best(curve(past)) is None


def test_a_precision_that_is_never_reached_proposes_nothing_and_the_best_is_known() -> None:
    past = [*cases(80, score=0.9, broke=True), *cases(20, score=0.9, broke=False)]

    assert reject_from(curve(past), 0.95) is None
    found = best(curve(past))
    assert found is not None
    assert (found.threshold, found.precision.share) == (0.9, 0.8)


def test_published_comments_that_nobody_reported_speak_against_a_lower_threshold() -> None:
    past = [
        *cases(100, score=0.9, broke=True),
        *cases(20, score=0.5, broke=True, way=Way.REPORTED),
        *cases(500, score=0.5, broke=None, way=Way.PUBLISHED),
    ]

    found = reject_from(curve(past), 0.95)

    assert found is not None
    assert found.threshold == 0.9


def test_what_was_rejected_and_never_looked_at_is_left_out() -> None:
    looked_at = cases(100, score=0.7, broke=True)

    with_unseen = curve([*looked_at, *cases(900, score=0.9, broke=None, way=Way.REJECTED)])

    found = at(with_unseen, 0.7)
    assert found is not None
    assert (found.share, found.decisions) == (1.0, 100)


def test_decisions_that_stand_for_many_others_make_the_interval_wider() -> None:
    alike = [*cases(90, score=0.9, broke=True), *cases(10, score=0.9, broke=False)]
    waiting = [*alike, *cases(10, score=0.95, broke=True, way=Way.REPORTED)]
    waiting += cases(390, score=0.95, broke=None, way=Way.REPORTED)

    few, many = at(curve(waiting), 0.9), at(curve(alike), 0.9)

    assert few is not None
    assert many is not None
    assert few.high - few.low > many.high - many.low


def test_a_trend_grows_with_the_score_also_where_a_score_parts_both_ways() -> None:
    found = trend([(0.2, False)] * 50 + [(0.8, True)] * 50)

    assert found is not None
    assert found.at(0.2) < 0.1 < 0.9 < found.at(0.8)
    assert found.at(0.0) < found.at(0.2)
    assert trend([(0.5, True)] * (ENOUGH - 1)) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=ENOUGH, max_size=90))
def test_a_trend_never_falls(known: list[tuple[float, bool]]) -> None:
    found = trend(known)

    assert found is not None
    shares = [found.at(step / 10) for step in range(11)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@given(CASES, SHARES, SHARES)
def test_a_higher_precision_never_yields_a_lower_threshold(
    past: list[Case], one: float, other: float
) -> None:
    points = curve(past)
    low, high = (reject_from(points, share, enough=5) for share in sorted((one, other)))

    if high is not None:
        assert low is not None
        assert low.threshold <= high.threshold


@given(CASES, SHARES)
def test_what_is_proposed_has_the_precision_that_was_asked_for(past: list[Case], share: float) -> None:
    found = reject_from(curve(past), share, enough=5)

    if found is not None:
        assert found.precision.share >= share
        assert found.precision.decisions >= 5
        assert 0 < found.threshold <= 1


@given(CASES, st.randoms())
def test_the_order_of_comments_never_matters(past: list[Case], random: object) -> None:
    mixed = list(past)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert [(point.threshold, point.precision.decisions) for point in curve(past)] == [
        (point.threshold, point.precision.decisions) for point in curve(mixed)
    ]


@given(CASES)
def test_a_share_lies_within_its_interval_and_decisions_grow_downwards(past: list[Case]) -> None:
    points = curve(past)

    for point in points:
        assert 0 <= point.precision.low <= point.precision.share <= point.precision.high <= 1
    counts = [point.precision.decisions for point in points]
    assert counts == sorted(counts)
