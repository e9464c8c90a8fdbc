"""Sites, stories' threads, authors, comments and their revisions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from civiltongue.domain.evidence import Link, StoryFacts


class ThreadState(StrEnum):
    """Say whether a thread takes comments, and what moderators look at.

    Where it is pre-moderated, nothing appears before a moderator has seen it; where it is
    post-moderated, what appears waits to be looked at all the same.
    """

    OPEN = "open"
    PRE = "pre"
    POST = "post"
    CLOSED = "closed"


class Status(StrEnum):
    """Say what readers see of a comment; derived from its latest ruling."""

    PUBLISHED = "published"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Format(StrEnum):
    """Name the format of a revision's source."""

    MARKDOWN = "markdown"
    HTML = "html"


class AuthorKind(StrEnum):
    """Say how the house knows an author; of one who is erased it knows nothing more."""

    ACCOUNT = "account"
    GUEST = "guest"
    IMPORTED = "imported"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Site:
    """A publication's place on this server; every row belongs to one."""

    id: str
    name: str
    origins: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments under one story. ``trusted`` says that the facts came with the site's key.

    ``slow`` is how many seconds lie between two comments of one author, ``closes_after`` after how many
    days it takes no more; None is as the house rules say, 0 is neither.
    """

    id: str
    site_id: str
    key: str
    url: str
    facts: StoryFacts
    trusted: bool
    state: ThreadState
    version: int
    created_at: datetime
    slow: int | None = None
    closes_after: int | None = None

    def closes_at(self, rules: int) -> datetime | None:
        """Return when it closes by itself, None where it does not; ``rules`` are the house rules' days."""
        days = rules if self.closes_after is None else self.closes_after
        return self.created_at + timedelta(days=days) if days else None

    def takes_comments(self, rules: int, *, now: datetime) -> bool:
        """Say whether it takes comments now; ``rules`` are the days after which threads close."""
        closes_at = self.closes_at(rules)
        return self.state is not ThreadState.CLOSED and (closes_at is None or now < closes_at)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who signs comments on a site. ``staff`` authors carry a badge and a protected name.

    ``withheld`` says that ``name`` is a pseudonym, and that the editors know who it is.
    """

    id: str
    site_id: str
    name: str
    kind: AuthorKind
    verified: bool
    staff: bool
    created_at: datetime
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a source becomes when it is rendered once: safe HTML and the text that readers see.

    ``source_offsets`` has one entry per code point of ``visible``, and one for its end: where
    in the source that code point comes from.
    """

    html: str
    visible: str
    links: tuple[Link, ...]
    source_offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of a comment. ``consent_version`` is what its author agreed to."""

    id: str
    site_id: str
    comment_id: str
    number: int
    source: str
    format: Format
    html: str
    visible: str
    links: tuple[Link, ...]
    words: int
    consent_version: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment in a thread. ``path`` sorts a thread in reading order; ``depth`` starts at 0."""

    id: str
    site_id: str
    thread_id: str
    author_id: str
    parent_id: str | None
    root_id: str
    path: str
    depth: int
    status: Status
    revision_id: str | None
    ruling_id: str | None
    created_at: datetime
    edited_at: datetime | None
    imported: bool
    featured: bool = False
