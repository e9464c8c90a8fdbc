"""Starting over once when the world has changed between reading and writing."""

from collections.abc import Callable
from typing import TypeVar

from civiltongue.errors import Conflict
from civiltongue.storage.duplicate import Duplicate

Result = TypeVar("Result")


class Changed(Exception):
    """Say that something read before the write is no longer so; ``what`` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def again_once(attempt: Callable[[], Result]) -> Result:
    """Run the attempt, and once more where it found the world changed; raises Conflict after that."""
    try:
        return attempt()
    except (Changed, Duplicate):
        pass
    try:
        return attempt()
    except (Changed, Duplicate) as error:
        raise Conflict(
            "This changed while it was being worked on.",
            where=str(error),
            hint="Load the page and try again.",
        ) from error
