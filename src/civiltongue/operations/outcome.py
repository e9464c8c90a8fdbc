"""What became of an attempt to comment."""

from dataclasses import dataclass

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Comment, Revision, Status
from civiltongue.engine.statement import Statement, statement
from civiltongue.operations.house import House
from civiltongue.storage import comments, rulings
from civiltongue.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell an author what became of their words.

    After a nudge nothing is recorded: ``comment`` and ``revision`` are None, and ``insist`` is
    the token with which the author may send the same words all the same.
    """

    ruling: Ruling
    policy: Policy
    visible: str
    comment: Comment | None = None
    revision: Revision | None = None
    kind: RulingKind = RulingKind.ENGINE
    insist: str = ""

    @property
    def word(self) -> str:
        """Return ``published``, ``held``, ``rejected``, ``withdrawn`` or ``nudged``."""
        return self.comment.status.value if self.comment else "nudged"

    @property
    def statement(self) -> Statement:
        """Return why, in keys and arguments."""
        return statement(self.ruling, self.policy)


STATUS_OF = {
    Verdict.PUBLISH: Status.PUBLISHED,
    Verdict.HOLD: Status.HELD,
    Verdict.REJECT: Status.REJECTED,
}
"""What readers see of a comment after each verdict that is recorded."""


def outcome_of(connection: Connection, house: House, comment: Comment) -> Outcome:
    """Return what became of a stored comment, by its ruling in force."""
    assert comment.revision_id is not None
    assert comment.ruling_id is not None
    revision = comments.revision(connection, comment.site_id, comment.revision_id)
    record = rulings.get(connection, comment.site_id, comment.ruling_id)
    assert revision is not None
    assert record is not None
    in_force = house.of_version(connection, comment.site_id, record.ruling.policy_version)
    return Outcome(
        ruling=record.ruling,
        policy=in_force.policy,
        visible=revision.visible,
        comment=comment,
        revision=revision,
        kind=record.kind,
    )
