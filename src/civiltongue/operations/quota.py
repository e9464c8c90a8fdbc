"""Keeping to the quotas of API keys, exactly, and with hardly a write."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from civiltongue.errors import TooManyRequests
from civiltongue.operations.house import House
from civiltongue.storage import guards
from civiltongue.storage.api_keys import ApiKey

_LENT_FOR = timedelta(seconds=1)


@dataclass(slots=True)
class _Loan:
    """What this process has taken out of a key's bucket and not used yet."""

    left: int
    until: datetime


class Quotas:
    """Let each key ask as often as its quota says, over all processes of the server together.

    A full bucket holds what one minute brings. A process takes a second's worth out of the bucket
    in the database at once, and what it has not used a second later is lost, so that no key ever
    gets more than its quota and a busy one costs one write a second.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._loans: dict[str, _Loan] = {}
        self._lock = Lock()

    def draw(self, key: ApiKey) -> None:
        """Count one request; raises TooManyRequests that says when to come back."""
        now = self._house.clock()
        if self._draw_from_loan(key, now):
            return
        bucket = guards.Bucket(f"api-key:{key.id}", float(key.per_minute), key.per_minute / 60)
        most = max(1, key.per_minute // 60)
        taken, wait = self._house.database.write(
            lambda connection: guards.take(connection, key.site_id, bucket, most=most, now=now)
        )
        if taken == 0:
            seconds = max(1, ceil(wait))
            raise TooManyRequests(
                f"The key's quota of {key.per_minute} requests a minute is used up.",
                retry_after=seconds,
                where=key.name,
                hint=f"Try again in {seconds} s, or make a key with a higher quota.",
            )
        with self._lock:
            loan = self._loans.setdefault(key.id, _Loan(0, now))
            loan.left = taken - 1 + (loan.left if now < loan.until else 0)
            loan.until = now + _LENT_FOR

    def _draw_from_loan(self, key: ApiKey, now: datetime) -> bool:
        with self._lock:
            loan = self._loans.get(key.id)
            if loan is None or loan.left == 0 or now >= loan.until:
                return False
            loan.left -= 1
            return True
