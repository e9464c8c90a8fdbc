"""An author's appeal against a decision or a sanction, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AppealState(StrEnum):
    """Say what became of an appeal: the decision was upheld, or overturned."""

    OPEN = "open"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


BY_AUTHOR = "author"
"""Who wrote a remark, where it was the author."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What was asked or answered about an appeal; ``by`` is ``author``, ``operator`` or ``moderator:<id>``."""

    id: str
    site_id: str
    appeal_id: str
    by: str
    text: str
    created_at: datetime

    @property
    def is_author_s(self) -> bool:
        """Say whether the author wrote it."""
        return self.by == BY_AUTHOR


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal. ``comment_id`` and ``ruling_id`` name a decision about a comment, or ``sanction_id`` a sanction.

    ``text`` is the author's, ``answer`` the decider's.
    """

    id: str
    site_id: str
    author_id: str
    comment_id: str | None
    ruling_id: str | None
    sanction_id: str | None
    text: str
    created_at: datetime
    state: AppealState = AppealState.OPEN
    answer: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
