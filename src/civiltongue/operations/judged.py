"""Write what was judged: revision, ruling, reasons, status and queue, together or not at all."""

from dataclasses import dataclass, replace

from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind
from civiltongue.domain.thread import Comment, Format, Revision, Status
from civiltongue.operations.again import Changed
from civiltongue.operations.hearing import Hearing
from civiltongue.operations.house import House
from civiltongue.operations.outcome import STATUS_OF, Outcome
from civiltongue.operations.record import ENGINE
from civiltongue.storage import comments, queue, rulings
from civiltongue.storage.database import Connection
from civiltongue.text.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class Judged:
    """A comment, as its row stands in this transaction, with its new wording and the ruling on it."""

    comment: Comment
    heard: Hearing
    ruling: Ruling
    source: str
    insisted: bool


def write_judged(connection: Connection, house: House, judged: Judged, *, consent: str) -> Outcome:
    """Write a new revision with the engine's ruling; returns the outcome."""
    comment, ruling = judged.comment, judged.ruling
    now = house.clock()
    rendered = judged.heard.rendered
    revision = Revision(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        number=comments.last_number(connection, comment.site_id, comment.id) + 1,
        source=judged.source,
        format=Format.MARKDOWN,
        html=rendered.html,
        visible=rendered.visible,
        links=rendered.links,
        words=ruling.words,
        consent_version=consent,
        created_at=now,
    )
    comments.add_revision(connection, revision, fingerprint=fingerprint(rendered.visible))
    ruled = RecordedRuling(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=revision.id,
        kind=RulingKind.ENGINE,
        decided_by=ENGINE,
        ruling=ruling,
        insisted=judged.insisted,
        note="",
        supersedes=comment.ruling_id,
        created_at=now,
    )
    put_in_force(connection, comment, ruled)
    written = replace(
        comment,
        status=STATUS_OF[ruling.verdict],
        revision_id=revision.id,
        ruling_id=ruled.id,
        edited_at=now if comment.status is Status.PUBLISHED else comment.edited_at,
    )
    return Outcome(
        ruling=ruling,
        policy=judged.heard.in_force.policy,
        visible=rendered.visible,
        comment=written,
        revision=revision,
    )


def put_in_force(
    connection: Connection, comment: Comment, record: RecordedRuling, *, status: Status | None = None
) -> None:
    """Append a ruling, and let the comment's status and the queue follow it.

    ``status`` says otherwise where the verdict does not tell (a withdrawal).
    """
    rulings.add(connection, record)
    follows = status or STATUS_OF[record.ruling.verdict]
    comments.set_status(connection, comment, follows, ruling_id=record.id)
    if follows is Status.HELD:
        queue.put(connection, comment.site_id, comment.id, cause="held", since=record.created_at)
    else:
        queue.take(connection, comment.site_id, comment.id)


def unchanged(connection: Connection, comment: Comment) -> Comment:
    """Return the comment, locked; raises Changed where it got another ruling meanwhile."""
    current = comments.lock(connection, comment.site_id, comment.id)
    if current is None or current.ruling_id != comment.ruling_id:
        raise Changed("comment")
    return current
