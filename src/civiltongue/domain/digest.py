"""When a moderator gets a letter about what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Often(StrEnum):
    """Say how often such a letter comes at most."""

    NEVER = "never"
    HOURLY = "hourly"
    DAILY = "daily"


APART = {Often.HOURLY: timedelta(hours=1), Often.DAILY: timedelta(days=1)}
"""How long lies between two letters at least."""


@dataclass(frozen=True, slots=True)
class DigestWish:
    """What a moderator wishes. Between the hours ``quiet_from`` and ``quiet_until`` (UTC) no letter comes.

    Both are None, or the same, where there are no quiet hours.
    """

    often: Often = Often.NEVER
    quiet_from: int | None = None
    quiet_until: int | None = None

    def is_quiet(self, now: datetime) -> bool:
        """Say whether it is a quiet hour; quiet hours may go over midnight."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= now.hour < self.quiet_until
        return now.hour >= self.quiet_from or now.hour < self.quiet_until

    def is_due(self, now: datetime, last: datetime | None) -> bool:
        """Say whether a letter may come now, where the last one came at a time, or none ever did."""
        if self.often is Often.NEVER or self.is_quiet(now):
            return False
        return last is None or now - last >= APART[self.often]
