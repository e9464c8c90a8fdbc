"""Some whole days, in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from civiltongue.errors import BadInput


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both of them whole, in UTC; raises BadInput where it ends first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput("The period ends before it begins.", where="until")

    @property
    def since(self) -> datetime:
        """Return the moment at which it begins."""
        return midnight(self.first)

    @property
    def before(self) -> datetime:
        """Return the moment at which it is over."""
        return midnight(self.last, days=1)

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1


def midnight(day: date, *, days: int = 0) -> datetime:
    """Return the moment at which a day begins, in UTC, or another so many days later."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
