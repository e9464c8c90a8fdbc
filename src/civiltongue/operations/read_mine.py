"""Read what is one's own in a thread: comments with their rulings, standing, reports."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from civiltongue.domain.policy import Policy
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Author, Comment, Site, Status
from civiltongue.operations.edit_comment import editable_until, own_comment
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome, outcome_of, outcomes_of
from civiltongue.storage import authors, comments, groups, queue, votes
from civiltongue.storage.database import Connection

REJECTED_SHOWN = timedelta(days=7)
"""How long a rejected comment stands among one's own in a thread."""


@dataclass(frozen=True, slots=True)
class MyComment:
    """One of an author's own comments, what became of it, and the moves that are permitted now."""

    outcome: Outcome
    editable_until: datetime | None
    permitted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything about an author in one thread. ``policy`` is the one in force."""

    author: Author
    policy: Policy
    sanction: Sanction | None
    comments: tuple[MyComment, ...]
    reported: tuple[str, ...]
    voted: tuple[str, ...] = ()


def read_mine(house: House, site: Site, author: Author, thread_id: str | None) -> Mine:
    """Return what is an author's own in a thread, newest comment first."""
    now = house.clock()
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
        own = authors.sanctions(connection, site.id, author.id)
        sanctions = (*own, *groups.bans(connection, site.id, author.id))
        barring = [sanction for sanction in sanctions if sanction.in_force(now)]
        if thread_id is None:
            return Mine(author, policy, barring[-1] if barring else None, (), ())
        written = comments.by_author(connection, site.id, author.id, thread_id=thread_id)
        shown = [
            comment for comment in written if comment.ruling_id is not None and not _is_past(comment, now)
        ]
        outcomes = outcomes_of(connection, house, site.id, shown)
        mine = [my_comment(house, outcome, policy) for outcome in outcomes]
        reported = queue.reported_by(connection, site.id, author.id, thread_id=thread_id)
        voted = votes.given_by(connection, site.id, author.id, thread_id=thread_id)
    sanction = barring[-1] if barring else None
    return Mine(author, policy, sanction, tuple(mine), tuple(reported), tuple(voted))


def read_my_comment(house: House, site: Site, author: Author, comment_id: str) -> MyComment:
    """Return one of an author's own comments; raises NotFound, also where it is somebody else's."""
    with house.database.read() as connection:
        return _read_one(connection, house, site, author, comment_id)


def my_comment(house: House, outcome: Outcome, policy: Policy) -> MyComment:
    """Return a comment with the moves that its author has now."""
    comment = outcome.comment
    assert comment is not None
    until = editable_until(comment, policy, decided=outcome.kind)
    open_for_edits = until is not None and house.clock() < until
    permitted = []
    if open_for_edits:
        permitted.append("edit")
    if comment.status in {Status.PUBLISHED, Status.HELD}:
        permitted.append("withdraw")
    return MyComment(outcome, until if open_for_edits else None, tuple(permitted))


def _is_past(comment: Comment, now: datetime) -> bool:
    """Say whether a rejected attempt is too old to be shown to its author at every visit."""
    return comment.status is Status.REJECTED and now - comment.created_at > REJECTED_SHOWN


def _read_one(connection: Connection, house: House, site: Site, author: Author, comment_id: str) -> MyComment:
    comment = own_comment(connection, site, author, comment_id)
    policy = house.in_force(connection, site.id).policy
    return my_comment(house, outcome_of(connection, house, comment), policy)
