"""What the API takes, as msgspec structs; the OpenAPI description is made from them."""

from typing import Annotated, Literal

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=65_536)]
Short = Annotated[str, msgspec.Meta(max_length=2_000)]
Draft = Annotated[str, msgspec.Meta(min_length=8, max_length=64, pattern="^[A-Za-z0-9_-]+$")]


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """A request whose unknown fields are refused, so that a misspelt one is not lost in silence."""


class StoryIn(Strict):
    """The story that a page shows; ``signature`` makes title, author and people believed."""

    id: Short = ""
    url: Short = ""
    title: Short = ""
    author: Short = ""
    people: list[Short] = []
    signature: Short = ""


class CommentIn(Strict):
    """A comment to judge. ``consent`` is what its author agreed to: ``policy`` of the site."""

    story: StoryIn
    text: Text
    draft: Draft
    consent: Short
    parent: Short | None = None
    name: Short = ""
    insist: Short = ""


class EditIn(Strict):
    """Another wording of one's own comment."""

    text: Text
    consent: Short
    draft: Draft
    insist: Short = ""


class WordsIn(Strict):
    """A draft (Markdown) whose words are to be counted."""

    text: Text


class ReportIn(Strict):
    """A reader's report under a rule of the policy."""

    rule: Short
    text: Short = ""


class VoteIn(Strict):
    """Whether a reader recommends a comment."""

    recommended: bool


class AppealIn(Strict):
    """An author's appeal, in their own words."""

    text: Short


class RemarkIn(Strict):
    """What is asked or answered about an open appeal."""

    text: Short


class AppealDecisionIn(Strict):
    """What a moderator decides about an appeal; the answer is told to the author."""

    state: Literal["upheld", "overturned"]
    answer: Short


class ClaimDecisionIn(Strict):
    """What a moderator decides about a claim."""

    state: Literal["confirmed", "refused"]


class IdentityIn(Strict):
    """The pseudonym that an author appears under, and how the newsroom knows who it is."""

    pseudonym: Short
    proof: Short


class HoldIn(Strict):
    """The case that asks for a legal hold."""

    reference: Short


class NoticeDecisionIn(Strict):
    """What a moderator decides about a legal notice; ``answer`` is told to both sides."""

    state: Literal["upheld", "refused"]
    answer: Short
    rule: Short = ""


class ReviewIn(Strict):
    """A moderator's decision; ``ruling`` is the one that was looked at."""

    verdict: Literal["publish", "hold", "reject"]
    rule: Short = ""
    note: Short = ""
    ruling: Short = ""


class StoryFactsIn(Strict):
    """What the publisher's own server says of a story."""

    id: Short = ""
    url: Short = ""
    title: Short = ""
    author: Short = ""
    people: list[Short] = []
    state: Literal["open", "pre", "post", "closed"] | None = None


class HandoverIn(Strict):
    """An embed's wish for a session."""

    challenge: Short


class RedeemIn(Strict):
    """The verifier that fits a hand-over's challenge."""

    verifier: Short


class VouchIn(Strict):
    """A publisher's word for its reader: ``token`` is a JWT, ``disqus`` a payload made for Disqus; one of them."""

    token: Text = ""
    disqus: Text = ""


class RefreshIn(Strict):
    """A refresh token, which works once."""

    refresh: Short
