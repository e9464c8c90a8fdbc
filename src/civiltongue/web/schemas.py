"""What the API gives, as msgspec structs; the OpenAPI description is made from them."""

from datetime import datetime
from typing import Any, Literal

import msgspec


class AuthorOut(msgspec.Struct):
    """Who signed a comment."""

    id: str
    name: str
    badges: list[str]


class CommentOut(msgspec.Struct):
    """A comment as readers see it; a removed one keeps only its place."""

    id: str
    parent: str | None
    depth: int
    state: Literal["published", "removed"]
    author: AuthorOut | None
    html: str | None
    created_at: datetime
    edited_at: datetime | None
    permalink: str
    votes: int | None


class SiteOut(msgspec.Struct):
    """What an embed must know of its site."""

    name: str
    publication: str
    policy: str
    word_limit: int | None
    edit_minutes: int
    guests: bool
    votes: Literal["none", "hidden", "shown"]
    consent: str
    rules_url: str
    terms_url: str
    privacy_url: str


class FeedsOut(msgspec.Struct):
    """Where a thread's feeds are."""

    atom: str
    json: str


class ThreadOut(msgspec.Struct):
    """A thread; ``id`` is null while nobody has commented."""

    id: str | None
    state: Literal["open", "closed"]
    count: int
    version: int
    page_url: str | None
    feeds: FeedsOut | None


class ThreadPageOut(msgspec.Struct):
    """A page of a thread in reading order."""

    site: SiteOut
    thread: ThreadOut
    order: str
    page: int
    pages: int
    comments: list[CommentOut]


class CountsOut(msgspec.Struct):
    """How many comments readers see, by story as it was asked for."""

    counts: dict[str, int]


class MyCommentOut(msgspec.Struct):
    """One of one's own comments, whatever became of it."""

    id: str
    thread: str
    parent: str | None
    state: str
    html: str
    visible: str
    source: str
    created_at: datetime
    edited_at: datetime | None
    editable_until: datetime | None
    permitted: list[str]
    statement: dict[str, Any] | None
    permalink: str


class MeAuthorOut(msgspec.Struct):
    """Who is signed in."""

    id: str
    name: str
    verified: bool
    staff: bool
    guest: bool


class SuspendedOut(msgspec.Struct):
    """A sanction in force; ``until`` is null where it has no end."""

    until: datetime | None
    reason: str


class MeOut(msgspec.Struct):
    """Everything that is one's own in a thread."""

    author: MeAuthorOut
    policy: str
    suspended: SuspendedOut | None
    can_post: bool
    comments: list[MyCommentOut]
    reported: list[str]
    voted: list[str]


class SessionOut(msgspec.Struct):
    """An embed's tokens."""

    access: str
    access_expires_at: datetime
    refresh: str


class SessionAnswer(msgspec.Struct):
    """Tokens, in an answer of their own."""

    session: SessionOut


class PendingOut(msgspec.Struct):
    """A hand-over that waits: for its author, or to be redeemed."""

    state: Literal["pending", "confirmed"]


class HandoverOut(msgspec.Struct):
    """A hand-over: where to sign in, and the code that is shown on both sides."""

    handover: str
    code: str
    sign_in_url: str
    expires_at: datetime


class OutcomeOut(msgspec.Struct, omit_defaults=True):
    """What became of an attempt to comment."""

    outcome: str
    comment: MyCommentOut | None = None
    visible: str | None = None
    statement: dict[str, Any] | None = None
    insist: str | None = None
    session: SessionOut | None = None


class OwnCommentAnswer(msgspec.Struct):
    """One's own comment after a change."""

    comment: MyCommentOut


class ReportedOut(msgspec.Struct):
    """A report was recorded."""

    reported: bool


class VotedOut(msgspec.Struct):
    """A vote was counted; ``votes`` is null where the house rules show no number."""

    voted: bool
    votes: int | None


class RuleOut(msgspec.Struct):
    """A house rule as readers know it."""

    id: str
    number: int
    title: str
    public: str


class RulesOut(msgspec.Struct):
    """The house rules in force."""

    policy: str
    publication: str
    rules: list[RuleOut]


class WordsOut(msgspec.Struct):
    """How many words a draft has."""

    words: int


class EvasionOut(msgspec.Struct):
    """A barred author whom another may be, and what they have in common."""

    author: str
    name: str
    why: Literal["mailbox", "identity", "address"]


class ReportOut(msgspec.Struct):
    """A reader's report; 1 is the weight of a reader without a record, 0 of one who was mostly wrong."""

    reader: AuthorOut
    rule: str
    text: str
    weight: float


class QueueItemOut(msgspec.Struct):
    """A comment as a moderator sees it, with every reason and who found it."""

    comment: str
    thread: str
    story: str
    author: AuthorOut
    state: str
    visible: str
    ruling: str
    verdict: str
    decided_by: str
    reasons: list[dict[str, Any]]
    signals: list[dict[str, Any]]
    cause: str | None
    since: datetime | None
    reports: int
    reported: list[ReportOut]
    evades: list[EvasionOut]


class QueueOut(msgspec.Struct):
    """What waits on a site, the longest first."""

    waiting: list[QueueItemOut]


class RemarkOut(msgspec.Struct):
    """What was asked or answered about an appeal; the author's, or the newsroom's."""

    by: Literal["author", "newsroom"]
    text: str
    created_at: datetime


class AppealOut(msgspec.Struct):
    """An appeal, as its author and its deciders see it."""

    id: str
    comment: str | None
    ruling: str | None
    sanction: str | None
    state: Literal["open", "upheld", "overturned"]
    text: str
    answer: str
    created_at: datetime
    decided_at: datetime | None


class OpenAppealOut(msgspec.Struct):
    """An open appeal with what it is about: a comment, or the reason of a sanction."""

    appeal: AppealOut
    author: AuthorOut
    comment: QueueItemOut | None
    reason: str | None
    remarks: list[RemarkOut]


class AppealsOut(msgspec.Struct):
    """The open appeals of a site, the longest first."""

    appeals: list[OpenAppealOut]


class StoryOut(msgspec.Struct):
    """A story's thread."""

    thread: str
    state: str
    page_url: str
