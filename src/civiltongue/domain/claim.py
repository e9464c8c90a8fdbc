"""A claim to be an author from before: an imported one, or a guest."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClaimState(StrEnum):
    """Say what became of a claim."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody with an account says that another author is them. ``text`` says how one can tell."""

    id: str
    site_id: str
    author_id: str
    claimed_id: str
    text: str
    created_at: datetime
    state: ClaimState = ClaimState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
