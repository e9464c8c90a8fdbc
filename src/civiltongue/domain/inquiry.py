"""What somebody asks who is named in comments: which of them, and what they were told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class InquiryState(StrEnum):
    """Say how far an inquiry is: ``unproven`` until whoever asks has followed the link to their address."""

    UNPROVEN = "unproven"
    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One inquiry. ``name`` is what they are called in comments, ``comments`` the ids that they may see."""

    id: str
    site_id: str
    name: str
    email: str
    text: str
    created_at: datetime
    state: InquiryState = InquiryState.UNPROVEN
    answer: str = ""
    comments: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None
