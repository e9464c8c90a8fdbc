"""A notice from anybody that a comment is against the law, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ground(StrEnum):
    """Name the legal ground that a notice gives."""

    PRIVACY = "privacy"
    DEFAMATION = "defamation"
    THREATS = "threats"
    HATE = "hate"
    PROPERTY = "property"
    CHILDREN = "children"
    OTHER = "other"


OF_A_SUBJECT = frozenset({Ground.PRIVACY, Ground.DEFAMATION})
"""Grounds on which the comment waits at once where the notice comes from whom it is about."""
NAMELESS = frozenset({Ground.CHILDREN})
"""Grounds on which nobody must say who they are (Regulation (EU) 2022/2065, Article 16(2)(c))."""


class NoticeState(StrEnum):
    """Say what became of a notice: the comment was removed for it, or not."""

    OPEN = "open"
    UPHELD = "upheld"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. ``is_subject`` says that it comes from whom the comment is about.

    ``text`` is the notifier's, ``answer`` the moderator's, which both sides are told.
    """

    id: str
    site_id: str
    comment_id: str
    ground: Ground
    is_subject: bool
    text: str
    name: str
    email: str
    created_at: datetime
    state: NoticeState = NoticeState.OPEN
    answer: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
