"""Recommend a comment, or no longer: one vote for each account, shown as the house rules say."""

from civiltongue.domain.policy import Votes
from civiltongue.domain.thread import Author, AuthorKind, Comment, Site, Status
from civiltongue.errors import AuthorSuspended, NotFound, NotPermitted
from civiltongue.operations.guard import VOTES_PER_AUTHOR, draw
from civiltongue.operations.house import House
from civiltongue.storage import authors, comments, groups, threads, votes
from civiltongue.storage.database import Connection


def vote_for_comment(
    house: House, site: Site, reader: Author, *, comment_id: str, recommended: bool
) -> int | None:
    """Let a reader recommend a comment, or take that back; doing either twice changes nothing.

    Returns how many do, None where the house rules keep that to moderators. Raises NotFound where
    readers see no such comment or it is the reader's own, NotPermitted where the house rules take no votes
    or the reader has no account, AuthorSuspended, and TooManyRequests.
    """
    return house.database.write(
        lambda connection: _vote(connection, house, site, reader, (comment_id, recommended))
    )


def _vote(
    connection: Connection, house: House, site: Site, reader: Author, vote: tuple[str, bool]
) -> int | None:
    comment_id, recommended = vote
    now = house.clock()
    shown_as = house.in_force(connection, site.id).policy.votes
    if shown_as is Votes.NONE:
        raise NotPermitted("The house rules take no votes here.", where="votes")
    if reader.kind is AuthorKind.GUEST:
        raise NotPermitted("Votes are for readers with an account.", hint="Sign in first.")
    own = authors.sanctions(connection, site.id, reader.id)
    if any(each.in_force(now) for each in (*own, *groups.bans(connection, site.id, reader.id))):
        raise AuthorSuspended("You cannot take part here at present.", where="author")
    draw(connection, site.id, f"vote:author:{reader.id}", VOTES_PER_AUTHOR, now=now)
    comment = _voted_for(connection, site, reader, comment_id)
    if recommended:
        changed = votes.give(connection, site.id, comment.id, reader.id, at=now)
    else:
        changed = votes.take_back(connection, site.id, comment.id, reader.id)
    if shown_as is Votes.HIDDEN:
        return None
    if changed:
        threads.raise_version(connection, site.id, comment.thread_id)
    return votes.count(connection, site.id, comment.id)


def _voted_for(connection: Connection, site: Site, reader: Author, comment_id: str) -> Comment:
    comment = comments.lock(connection, site.id, comment_id)
    if comment is None or comment.status is not Status.PUBLISHED or comment.author_id == reader.id:
        raise NotFound("There is no such comment to recommend.", where="comment")
    return comment
