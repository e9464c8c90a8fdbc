"""Tokens that are used once, idempotency keys, and token buckets, on both databases."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiltongue.storage import guards
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import NOW, an_id, ask, tell
from tests.storage.racing import race


def test_of_two_who_use_a_token_at_once_one_is_first(database, site) -> None:
    for number in range(10):
        token = f"token {number}"

        outcomes = race(*[lambda token=token: tell(database, guards.use_token, site.id, token, NOW)] * 2)

        (refusal,) = [outcome for outcome in outcomes if outcome is not None]
        assert isinstance(refusal, Duplicate)
        assert (refusal.table, refusal.columns) == ("used_tokens", frozenset({"site_id", "token"}))


def test_a_token_used_on_one_site_is_unused_on_another(database, site, other_site) -> None:
    tell(database, guards.use_token, site.id, "token", NOW)

    tell(database, guards.use_token, other_site.id, "token", NOW)


def test_an_answer_is_kept_for_its_key(database, site, other_site) -> None:
    answer = bytes(range(256))

    _keep(database, site, answer=answer)

    assert ask(database, guards.answer_to, site.id, "ada", "key") == ("hash", answer)
    assert ask(database, guards.answer_to, site.id, "grace", "key") is None
    assert ask(database, guards.answer_to, site.id, "ada", "another key") is None
    assert ask(database, guards.answer_to, other_site.id, "ada", "key") is None


def test_of_two_requests_with_one_key_at_once_one_answer_is_kept(database, site) -> None:
    outcomes = race(*(lambda answer=answer: _keep(database, site, answer=answer) for answer in (b"1", b"2")))

    (refusal,) = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(refusal, Duplicate)
    assert (refusal.table, refusal.columns) == ("idempotency", frozenset({"site_id", "actor", "key"}))
    kept = (b"1", b"2")[outcomes.index(None)]
    assert ask(database, guards.answer_to, site.id, "ada", "key") == ("hash", kept)


def test_a_bucket_gives_its_capacity_and_then_says_how_long_to_wait(database, site) -> None:
    waits = [_draw(database, site) for _ in range(5)]

    assert waits == [0.0, 0.0, 0.0, pytest.approx(10.0), pytest.approx(10.0)]


def test_a_bucket_fills_again_up_to_its_capacity(database, site) -> None:
    for _ in range(3):
        _draw(database, site)

    assert _draw(database, site, after=9.0) == pytest.approx(1.0)
    assert _draw(database, site, after=10.0) == 0.0
    assert [_draw(database, site, after=10_000.0) for _ in range(4)] == [0.0, 0.0, 0.0, pytest.approx(10.0)]


def test_who_comes_back_after_the_wait_that_was_named_is_served(database, site) -> None:
    for _ in range(3):
        _draw(database, site)
    wait = _draw(database, site, after=3.3)

    assert _draw(database, site, after=3.3 + wait + 1e-6) == 0.0


def test_buckets_of_other_keys_and_sites_are_others(database, site, other_site) -> None:
    for _ in range(3):
        _draw(database, site)

    assert _draw(database, site, key="another") == 0.0
    assert _draw(database, other_site) == 0.0


def test_several_buckets_give_one_token_each_or_none(database, site) -> None:
    wide, narrow = guards.Bucket("wide", 3, 0.1), guards.Bucket("narrow", 1, 0.5)

    waits = [tell(database, guards.draw_each, site.id, [wide, narrow], now=NOW) for _ in range(3)]

    assert waits == [0.0, pytest.approx(2.0), pytest.approx(2.0)]
    assert [_draw(database, site, key="wide") for _ in range(3)] == [0.0, 0.0, pytest.approx(10.0)]


def test_who_finds_several_buckets_empty_waits_for_the_last_to_fill(database, site) -> None:
    buckets = [guards.Bucket("slow", 1, 0.1), guards.Bucket("quick", 1, 0.5)]
    tell(database, guards.draw_each, site.id, buckets, now=NOW)

    assert tell(database, guards.draw_each, site.id, buckets, now=NOW) == pytest.approx(10.0)


def test_buckets_that_are_drawn_from_together_in_any_order_lose_no_token(database, site) -> None:
    buckets = [guards.Bucket(an_id(), 8, 0.001) for _ in range(3)]

    waits = race(
        *(
            lambda order=order: tell(database, guards.draw_each, site.id, order, now=NOW)
            for order in [buckets, buckets[::-1]] * 3
        )
    )

    assert waits == [0.0] * 6
    assert [_draw(database, site, key=bucket.key) for bucket in buckets] == [0.0] * 3


def test_a_clock_that_goes_back_gives_no_tokens(database, site) -> None:
    for _ in range(3):
        _draw(database, site, after=100.0)

    assert _draw(database, site, after=50.0) == pytest.approx(10.0)


def test_many_who_draw_at_once_from_a_new_bucket_get_its_capacity_and_no_more(database, site) -> None:
    for _ in range(8):
        key = an_id()

        outcomes = race(*[lambda key=key: _draw(database, site, key=key)] * 5)

        assert sorted(outcomes) == [0.0, 0.0, 0.0, pytest.approx(10.0), pytest.approx(10.0)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pauses=st.lists(st.floats(0, 30), max_size=20))
def test_no_bucket_gives_more_than_its_capacity_and_its_rate_allow(database, site, pauses) -> None:
    key, moment, served = an_id(), 0.0, 0
    for pause in pauses:
        moment += pause
        served += _draw(database, site, key=key, after=moment) == 0.0

    assert served <= 3 + moment * 0.1 + 1e-6


def _keep(database, site, *, answer: bytes) -> None:
    tell(
        database,
        guards.keep_answer,
        site.id,
        actor="ada",
        key="key",
        request_hash="hash",
        answer=answer,
        at=NOW,
    )


def _draw(database, site, *, key: str = "address", after: float = 0.0) -> float:
    now = NOW + timedelta(seconds=after)
    wait: float = tell(database, guards.draw, site.id, key, capacity=3, per_second=0.1, now=now)
    return wait


def test_several_tokens_are_taken_at_once_as_far_as_there_are_any(database, site) -> None:
    bucket = guards.Bucket("key", capacity=5.0, per_second=0.5)

    def take(most: int, at: datetime) -> tuple[int, float]:
        return tell(database, guards.take, site.id, bucket, most=most, now=at)

    assert take(3, NOW) == (3, 0.0)
    assert take(3, NOW) == (2, 0.0)
    assert take(3, NOW) == (0, 2.0)
    assert take(3, NOW + timedelta(seconds=4)) == (2, 0.0)
