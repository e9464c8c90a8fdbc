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


class NoticeOut(msgspec.Struct):
    """A legal notice as a moderator sees it: who gave it, on which ground, and what became of it."""

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


class NoticesOut(msgspec.Struct):
    """The open notices of a site, the longest first."""

    notices: list[NoticeOut]
