"""Decide about an item of the queue: claimed by one moderator, decided once, and taken back at once if need be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RecordedRuling, RulingKind
from civiltongue.domain.thread import Comment, Site
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.again import again_once
from civiltongue.operations.climb_ladder import climb_ladder
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.record import record
from civiltongue.operations.review_comment import Review, check_review, put_review
from civiltongue.operations.sections import sees_comment
from civiltongue.storage import authors, comments, desk_claims, outbox, queue, rulings, undos, waiting
from civiltongue.storage.database import Connection
from civiltongue.storage.desk_claims import Looking
from civiltongue.storage.moderators import Moderator
from civiltongue.storage.undos import Undo

LOOKED_AT = timedelta(minutes=2)
"""How long an item is one moderator's, unless they leave it before."""
UNDO = timedelta(seconds=10)
"""For how long a decision can be taken back without anybody being told."""
_LATE = timedelta(seconds=5)
"""How much longer letters wait, for a request that is on its way."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: what became of the comment, by which ruling, and until when it can be taken back at once.

    ``next`` is the item that was claimed for the moderator with it, empty for none.
    """

    outcome: Outcome
    comment_id: str
    ruling_id: str
    until: datetime
    next: str = ""


def look_at_item(house: House, site: Site, comment_id: str, moderator: Moderator) -> Looking | None:
    """Claim an item for a moderator, and end their other claims; returns who else is looking at it, or None."""
    now = house.clock()

    def work(connection: Connection) -> Looking | None:
        until = now + LOOKED_AT
        claimed = desk_claims.claim(connection, site.id, comment_id, moderator.id, now=now, until=until)
        if not claimed:
            return desk_claims.of_item(connection, site.id, comment_id, now)
        desk_claims.release(connection, site.id, moderator.id, besides=[comment_id])
        return None

    return house.database.write(work)


def leave_items(house: House, site: Site, moderator: Moderator, *, item: str = "") -> None:
    """End a moderator's claims, or the one of an item."""
    house.database.write(lambda connection: desk_claims.release(connection, site.id, moderator.id, only=item))


def decide_item(
    house: House, site: Site, review: Review, moderator: Moderator, *, upcoming: Sequence[str] = ()
) -> Decided:
    """Put a moderator's decision in force; letters about it wait until it can no longer be taken back.

    The first of the upcoming items that still waits, and that nobody else is looking at, is claimed.

    Raises what :func:`review_comment` does, and Conflict where another moderator is looking at it.
    """
    check_review(review)

    def work(connection: Connection) -> Decided:
        decided = put_decision(connection, house, site, review, moderator)
        return replace(decided, next=_claim_next(connection, house, site, moderator, upcoming))

    return again_once(lambda: house.database.write(work))


def _claim_next(
    connection: Connection, house: House, site: Site, moderator: Moderator, upcoming: Sequence[str]
) -> str:
    now = house.clock()
    for item in upcoming:
        if waiting.waits(connection, site.id, item) is None:
            continue
        if moderator.sections and not sees_comment(connection, moderator, item):
            continue
        if desk_claims.claim(connection, site.id, item, moderator.id, now=now, until=now + LOOKED_AT):
            desk_claims.release(connection, site.id, moderator.id, besides=[item])
            return item
    return ""


def put_decision(
    connection: Connection, house: House, site: Site, review: Review, moderator: Moderator
) -> Decided:
    """Put a decision in force inside of a write; see :func:`decide_item`."""
    comment = comments.lock(connection, site.id, review.comment_id)
    if comment is None:
        raise NotFound("There is no such comment.", where="comment")
    now = house.clock()
    who = desk_claims.of_item(connection, site.id, comment.id, now)
    if who is not None and who.moderator_id != moderator.id:
        raise Conflict(f"{who.name} is looking at this comment.", where="comment", hint="Take the next one.")
    waited = waiting.waits(connection, site.id, comment.id)
    outcome = put_review(connection, house, site, review)
    assert outcome.comment is not None
    assert outcome.comment.ruling_id is not None
    ruled, until = outcome.comment.ruling_id, house.clock() + UNDO
    cause, since = waited or (None, None)
    undos.add(connection, Undo(site.id, ruled, cause, since, until), now=now)
    _keep_letters(connection, site, comment, ruled, at=now, until=until + _LATE)
    return Decided(outcome, comment.id, ruled, until)


def _keep_letters(
    connection: Connection, site: Site, comment: Comment, ruling_id: str, *, at: datetime, until: datetime
) -> None:
    recipient = authors.email(connection, site.id, comment.author_id)
    if recipient is not None:
        outbox.tie(connection, site.id, recipient, ruling_id, at=at, until=until)


def undo_decision(house: House, site: Site, ruling_id: str, moderator: Moderator) -> Comment:
    """Take a decision back within its time: the comment is and waits as before, and nobody is told.

    Raises Conflict where the time is over, or somebody decided since, and NotFound.
    """

    def work(connection: Connection) -> Comment:
        now = house.clock()
        decided = rulings.get(connection, site.id, ruling_id)
        if decided is None or decided.decided_by != f"moderator:{moderator.id}":
            raise NotFound("You have made no such decision.", where="ruling")
        undo = undos.take(connection, site.id, ruling_id)
        if undo is None or now > undo.until + _LATE:
            raise Conflict(
                "The time to take this back is over.", where="ruling", hint="Decide otherwise instead."
            )
        comment = comments.lock(connection, site.id, decided.comment_id)
        if comment is None or comment.ruling_id != ruling_id or decided.supersedes is None:
            raise Conflict("The comment was decided meanwhile.", where="ruling", hint="Look at what changed.")
        before = rulings.get(connection, site.id, decided.supersedes)
        assert before is not None
        restored = put_in_force(connection, comment, _restoring(house, decided, before, now))
        if undo.cause is not None and undo.since is not None:
            queue.take(connection, site.id, comment.id)
            queue.put(connection, site.id, comment.id, cause=undo.cause, since=undo.since)
        outbox.drop_about(connection, site.id, ruling_id)
        climb_ladder(connection, house, site.id, comment.author_id, now=now)
        actor = f"moderator:{moderator.id}"
        record(house, connection, site.id, Event.COMMENT_UNDO, actor=actor, subject=comment.id)
        return restored

    return house.database.write(work)


def _restoring(
    house: House, decided: RecordedRuling, before: RecordedRuling, now: datetime
) -> RecordedRuling:
    """Return the ruling that was in force before, as a new one; a person's decision stays a person's."""
    kind = before.kind if before.kind is RulingKind.MODERATOR else RulingKind.UNDONE
    return replace(
        before,
        id=house.id_at(now),
        kind=kind,
        decided_by=decided.decided_by,
        supersedes=decided.id,
        created_at=now,
    )
