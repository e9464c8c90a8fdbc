"""Reports weigh by how often their reader was right."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.engine.reports import enough, is_abuse, weight

COUNTS = st.integers(0, 10_000)


def test_three_readers_without_a_record_weigh_three() -> None:
    assert enough([weight(right=0, wrong=0, wrong_from=8)] * 3, 3)
    assert not enough([weight(right=0, wrong=0, wrong_from=8)] * 2, 3)


@given(COUNTS, COUNTS)
def test_a_report_weighs_between_nothing_and_two(right: int, wrong: int) -> None:
    assert 0 <= weight(right=right, wrong=wrong, wrong_from=8) < 2


@given(COUNTS, COUNTS)
def test_being_right_weighs_more_and_being_wrong_less(right: int, wrong: int) -> None:
    now = weight(right=right, wrong=wrong, wrong_from=100_000)

    assert weight(right=right + 1, wrong=wrong, wrong_from=100_000) > now
    assert now > weight(right=right, wrong=wrong + 1, wrong_from=100_000)


@given(COUNTS)
def test_who_is_right_every_other_time_weighs_as_much_as_who_has_no_record(times: int) -> None:
    assert weight(right=times, wrong=times, wrong_from=8) == 1.0


def test_who_was_wrong_three_times_of_four_in_enough_reports_weighs_nothing() -> None:
    assert is_abuse(right=2, wrong=6, wrong_from=8)
    assert weight(right=2, wrong=6, wrong_from=8) == 0.0
    assert not is_abuse(right=3, wrong=6, wrong_from=8)
    assert not is_abuse(right=0, wrong=7, wrong_from=8)
