"""Quotas of API keys are kept exactly, with hardly a write."""

import pytest

from civiltongue.errors import TooManyRequests
from civiltongue.operations.add_api_key import add_api_key
from civiltongue.operations.quota import Quotas
from civiltongue.storage.api_keys import ApiKey
from tests.houses import Setting


def a_key(setting: Setting, *, per_minute: int) -> ApiKey:
    return add_api_key(setting.house, setting.site, f"asks {per_minute}", per_minute=per_minute).api_key


def drawn(quotas: Quotas, key: ApiKey, *, most: int) -> int:
    """Return how often a key may ask until it is refused, at most so often."""
    for number in range(most):
        try:
            quotas.draw(key)
        except TooManyRequests:
            return number
    return most


@pytest.mark.parametrize("per_minute", [1, 5, 61])
def test_a_key_may_ask_a_minutes_worth_at_once(setting: Setting, per_minute: int) -> None:
    key = a_key(setting, per_minute=per_minute)

    assert drawn(Quotas(setting.house), key, most=100) == per_minute


def test_after_a_minute_it_may_ask_as_much_again(setting: Setting) -> None:
    quotas, key = Quotas(setting.house), a_key(setting, per_minute=4)
    drawn(quotas, key, most=10)

    setting.clock.pass_by(seconds=60)

    assert drawn(quotas, key, most=10) == 4


def test_whoever_is_refused_is_told_when_to_come_back(setting: Setting) -> None:
    quotas, key = Quotas(setting.house), a_key(setting, per_minute=2)
    drawn(quotas, key, most=10)

    with pytest.raises(TooManyRequests) as refusal:
        quotas.draw(key)

    setting.clock.pass_by(seconds=refusal.value.retry_after)
    quotas.draw(key)


def test_two_processes_together_keep_to_one_quota(setting: Setting) -> None:
    key = a_key(setting, per_minute=300)
    here, there = Quotas(setting.house), Quotas(setting.house)

    allowed = sum(drawn(quotas, key, most=10) for _ in range(40) for quotas in (here, there))

    # The clock goes on a millisecond with each request, which brings a few more.
    assert 295 <= allowed <= 305


def test_what_was_taken_and_not_used_is_lost_after_a_second(setting: Setting) -> None:
    quotas, key = Quotas(setting.house), a_key(setting, per_minute=120)
    quotas.draw(key)

    setting.clock.pass_by(hours=1)

    assert drawn(quotas, key, most=500) == 120


def test_keys_have_quotas_of_their_own(setting: Setting) -> None:
    quotas = Quotas(setting.house)
    one, other = a_key(setting, per_minute=2), a_key(setting, per_minute=3)
    drawn(quotas, one, most=10)

    assert drawn(quotas, other, most=10) == 3
