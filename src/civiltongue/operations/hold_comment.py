"""Take a comment off the page until a person decides, because of what others said of it."""

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Comment
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.record import ENGINE, record
from civiltongue.storage.database import Connection


def hold_comment(
    connection: Connection, house: House, comment: Comment, rule: str, *, signal: str
) -> RecordedRuling:
    """Hold a published comment under a rule, and return the ruling; ``signal`` says on what it rests."""
    assert comment.revision_id is not None
    now = house.clock()
    policy = house.in_force(connection, comment.site_id).policy
    reason = Reason(rule, Verdict.HOLD, 1.0, signals=(signal,))
    ruled = RecordedRuling(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=comment.revision_id,
        kind=RulingKind.REPORTS,
        decided_by=ENGINE,
        ruling=Ruling(Verdict.HOLD, (reason,), words=0, policy_version=policy.version),
        insisted=False,
        note="",
        supersedes=comment.ruling_id,
        created_at=now,
    )
    put_in_force(connection, comment, ruled)
    record(
        house, connection, comment.site_id, Event.COMMENT_HOLD, actor=ENGINE, subject=comment.id, rule=rule
    )
    return ruled
