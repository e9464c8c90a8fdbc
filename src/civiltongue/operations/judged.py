"""Write what was judged: revision, ruling, reasons, status and queue, together or not at all."""

from dataclasses import dataclass, replace

from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind
from civiltongue.domain.thread import Comment, Format, Revision, Status, ThreadState
from civiltongue.operations.again import Changed
from civiltongue.operations.brake import brake_if_sudden
from civiltongue.operations.hearing import Hearing, Words
from civiltongue.operations.house import House
from civiltongue.operations.note_news import note_reply
from civiltongue.operations.outcome import STATUS_OF, Outcome
from civiltongue.operations.record import ENGINE
from civiltongue.storage import comments, queue, rulings
from civiltongue.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Judged:
    """Words that were judged, with the comment that gets them.

    ``comment`` is the row as it stands in this transaction, or a new one that has no revision yet.
    """

    comment: Comment
    heard: Hearing
    ruling: Ruling
    words: Words
    insisted: bool


def write_judged(
    connection: Connection, house: House, judged: Judged, *, draft: str | None = None
) -> Outcome:
    """Write a new revision with the engine's ruling, and the comment where it is new; returns the outcome.

    ``draft`` is what a new comment comes from.
    """
    comment, heard = judged.comment, judged.heard
    now = house.clock()
    is_new = comment.revision_id is None
    revision = Revision(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        number=1 if is_new else comments.last_number(connection, comment.site_id, comment.id) + 1,
        source=judged.words.source,
        format=Format.MARKDOWN,
        html=heard.rendered.html,
        visible=heard.rendered.visible,
        links=heard.rendered.links,
        words=judged.ruling.words,
        consent_version=judged.words.consent,
        created_at=now,
    )
    ruled = RecordedRuling(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=revision.id,
        kind=RulingKind.ENGINE,
        decided_by=ENGINE,
        ruling=judged.ruling,
        insisted=judged.insisted,
        note="",
        supersedes=comment.ruling_id,
        created_at=now,
    )
    if is_new:
        status = STATUS_OF[judged.ruling.verdict]
        written = replace(comment, status=status, revision_id=revision.id, ruling_id=ruled.id)
        comments.add(connection, written, draft=draft)
        comments.add_revision(connection, revision, fingerprint=heard.fingerprint)
        rulings.add(connection, ruled)
        if status is Status.PUBLISHED:
            note_reply(connection, written, at=now)
        if status is Status.HELD:
            queue.put(connection, comment.site_id, comment.id, cause="held", since=now)
    else:
        comments.add_revision(connection, revision, fingerprint=heard.fingerprint)
        written = put_in_force(connection, comment, ruled, revision=revision)
    brake_if_sudden(connection, house, comment.site_id, heard.in_force.policy, judged.ruling)
    if written.status is Status.PUBLISHED and heard.thread.state is ThreadState.POST:
        queue.put(connection, comment.site_id, comment.id, cause="unread", since=now)
    return Outcome(
        ruling=judged.ruling,
        policy=heard.in_force.policy,
        visible=revision.visible,
        comment=written,
        revision=revision,
    )


def put_in_force(
    connection: Connection,
    comment: Comment,
    record: RecordedRuling,
    *,
    revision: Revision | None = None,
    status: Status | None = None,
) -> Comment:
    """Append a ruling, let the comment's status and the queue follow it, and return what the comment is then.

    ``revision`` becomes the comment's wording. ``status`` says otherwise where the verdict does
    not tell (a withdrawal).
    """
    rulings.add(connection, record)
    follows = status or STATUS_OF[record.ruling.verdict]
    changed = comments.set_status(connection, comment, follows, ruling_id=record.id, revision=revision)
    if follows is Status.PUBLISHED and comment.status is not Status.PUBLISHED:
        note_reply(connection, changed, at=record.created_at)
    if follows is Status.HELD:
        queue.put(connection, comment.site_id, comment.id, cause="held", since=record.created_at)
    else:
        queue.take(connection, comment.site_id, comment.id)
    return changed


def unchanged(connection: Connection, comment: Comment) -> Comment:
    """Return the comment, locked; raises Changed where it got another ruling meanwhile."""
    current = comments.lock(connection, comment.site_id, comment.id)
    if current is None or current.ruling_id != comment.ruling_id:
        raise Changed("comment")
    return current
