"""What became of an attempt to comment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
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
    (outcome,) = outcomes_of(connection, house, comment.site_id, [comment])
    return outcome


def outcomes_of(
    connection: Connection, house: House, site_id: str, decided: Sequence[Comment]
) -> list[Outcome]:
    """Return what became of stored comments of a site, each by its ruling in force."""
    if not decided:
        return []
    revisions = comments.revisions(connection, site_id, [c.revision_id for c in decided if c.revision_id])
    records = rulings.these(connection, site_id, [c.ruling_id for c in decided if c.ruling_id])
    return [_outcome(connection, house, comment, revisions, records) for comment in decided]


def _outcome(
    connection: Connection,
    house: House,
    comment: Comment,
    revisions: Mapping[str, Revision],
    records: Mapping[str, RecordedRuling],
) -> Outcome:
    assert comment.revision_id is not None
    assert comment.ruling_id is not None
    revision, record = revisions[comment.revision_id], records[comment.ruling_id]
    in_force = house.of_version(connection, comment.site_id, record.ruling.policy_version)
    return Outcome(
        ruling=record.ruling,
        policy=in_force.policy,
        visible=revision.visible,
        comment=comment,
        revision=revision,
        kind=record.kind,
    )
