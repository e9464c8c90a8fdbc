"""What every detector is: a name, a version, and a call from a submission to signals."""

from collections.abc import Iterable
from typing import Protocol

from civiltongue.domain.evidence import Signal, Submission


class Detector(Protocol):
    """Notice things about a submission; decide nothing, and ask no database."""

    @property
    def name(self) -> str:
        """Return the name that the record keeps, the same as the module's."""

    @property
    def version(self) -> str:
        """Return the version, raised whenever the same text could get another signal."""

    def __call__(self, submission: Submission, /) -> Iterable[Signal]:
        """Yield what is noticed, with spans in the visible text."""
