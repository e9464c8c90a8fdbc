"""The house that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from civiltongue.bootstrap import open_house
from civiltongue.operations.house import House


@contextmanager
def the_house() -> Iterator[House]:
    """Open the house of the settings in force, and close its database in the end."""
    house = open_house()
    try:
        yield house
    finally:
        house.database.close()
