"""What an author is told besides statements: replies, and comments of theirs that are published after waiting."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NewsChoice(StrEnum):
    """Say when an author wants to be told."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class NewsKind(StrEnum):
    """Say what a piece of news is about."""

    REPLY = "reply"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class News:
    """Something that an author is to be told: a reply, or that a comment of their own is published.

    ``comment_id`` is the reply, or the comment itself, and ``by_id`` its author. ``shown`` says whether
    readers see it now, and for a reply what it answers to. ``story`` is what it stands under.
    """

    site_id: str
    author_id: str
    comment_id: str
    kind: NewsKind
    at: datetime
    by_id: str
    shown: bool
    story: str
