"""Accounts of periods that are over, kept in memory: anybody may ask for them, and they take time to make."""

from datetime import date, timedelta
from threading import Lock

from civiltongue.domain.thread import Site
from civiltongue.operations.account_for import Account, account_for
from civiltongue.operations.house import House
from civiltongue.operations.period import Period

KEPT = timedelta(hours=1)
"""For how long an account is shown as it was made."""
MOST = 200


class Accounts:
    """Make an account of a period once an hour, however often it is asked for."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._known: dict[tuple[str, date, date], Account] = {}

    def of(self, site: Site, period: Period) -> Account:
        """Return the account of a period; one at a time is made, so that nobody is busy with many."""
        key = (site.id, period.first, period.last)
        with self._lock:
            known = self._known.get(key)
            if known is not None and self._house.clock() - known.made_at < KEPT:
                return known
            if len(self._known) >= MOST:
                self._known.clear()
            made = account_for(self._house, site, period)
            self._known[key] = made
            return made
