"""What the API sends about people: claims, identities."""

from datetime import datetime
from typing import Literal

import msgspec

from civiltongue.web.schemas import AuthorOut


class ClaimOut(msgspec.Struct):
    """Somebody's claim to be an author from before, and what became of it."""

    id: str
    state: Literal["open", "confirmed", "refused"]
    text: str
    created_at: datetime
    decided_at: datetime | None


class OpenClaimOut(msgspec.Struct):
    """An open claim: who claims, whom, and how many comments of theirs are published."""

    claim: ClaimOut
    author: AuthorOut
    claimed: AuthorOut
    published: int


class ClaimsOut(msgspec.Struct):
    """The open claims of a site, the longest first."""

    claims: list[OpenClaimOut]


class IdentityOut(msgspec.Struct):
    """Who an author with a withheld name is, and how the newsroom knows."""

    name: str
    former: list[str]
    proof: str
    verified_at: datetime


class NoticeAppealOut(msgspec.Struct):
    """What whoever gave a notice says against its refusal, and what became of that."""

    state: Literal["open", "upheld", "overturned"]
    text: str
    answer: str
    created_at: datetime
    decided_at: datetime | None


class NoticeOut(msgspec.Struct):
    """A legal notice as a moderator sees it: who gave it, on which ground, and what became of it.

    Until ``asked_until`` its comment's author can say something to it, which is ``author_text``.
    """

    id: str
    comment: str
    ground: str
    is_subject: bool
    text: str
    name: str
    email: str
    state: Literal["open", "upheld", "refused"]
    answer: str
    created_at: datetime
    decided_at: datetime | None
    due_at: datetime
    overdue: bool
    asked_until: datetime | None
    author_text: str
    appeal: NoticeAppealOut | None


class NoticesOut(msgspec.Struct):
    """The notices of a site that wait, and those refused with an open appeal; the longest first, so overdue ones lead."""

    notices: list[NoticeOut]
    appealed: list[NoticeOut]


class ReaderLinkOut(msgspec.Struct):
    """Where the publisher's server sends its reader, at once: the address works once, for two minutes."""

    url: str
