"""A notice from anybody that a comment is against the law, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from civiltongue.domain.appeal import AppealState


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
class NoticeAppeal:
    """What whoever gave a notice says against its refusal; ``answer`` is the second decider's."""

    text: str
    created_at: datetime
    state: AppealState = AppealState.OPEN
    answer: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. ``is_subject`` says that it comes from whom the comment is about.

    ``text`` is the notifier's, ``answer`` the moderator's, which both sides are told. Until ``asked_until``
    the comment's author can say something to it, which is ``author_text``.
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
    asked_until: datetime | None = None
    author_text: str = ""
    appeal: NoticeAppeal | None = None

    @property
    def waits(self) -> bool:
        """Say whether somebody is to decide about it, or about the appeal."""
        return self.state is NoticeState.OPEN or (
            self.appeal is not None and self.appeal.state is AppealState.OPEN
        )

    def due_at(self, days: int) -> datetime:
        """Return by when it is to be decided, or the appeal about it, within a policy's days."""
        return (self.appeal.created_at if self.appeal else self.created_at) + timedelta(days=days)

    def awaits_author(self, now: datetime) -> bool:
        """Say whether the author was asked, has not answered, and still has time to."""
        return self.asked_until is not None and not self.author_text and now < self.asked_until
