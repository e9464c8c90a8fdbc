"""Withdraw one's own comment: hidden from readers, kept on record."""

from dataclasses import replace

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Author, Site, Status
from civiltongue.operations.again import again_once
from civiltongue.operations.edit_comment import own_comment
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force, unchanged
from civiltongue.operations.outcome import Outcome, outcome_of
from civiltongue.operations.record import record
from civiltongue.storage.database import Connection


def withdraw_comment(house: House, site: Site, author: Author, comment_id: str) -> Outcome:
    """Take a comment back; doing so twice changes nothing. Raises NotFound for another's comment."""
    return again_once(lambda: _withdraw(house, site, author, comment_id))


def _withdraw(house: House, site: Site, author: Author, comment_id: str) -> Outcome:
    with house.database.read() as connection:
        comment = own_comment(connection, site, author, comment_id)
        if comment.status is Status.WITHDRAWN:
            return outcome_of(connection, house, comment)

    def work(connection: Connection) -> Outcome:
        current = unchanged(connection, comment)
        assert current.revision_id is not None
        in_force = house.in_force(connection, site.id)
        now = house.clock()
        ruled = RecordedRuling(
            id=house.id_at(now),
            site_id=site.id,
            comment_id=comment.id,
            revision_id=current.revision_id,
            kind=RulingKind.AUTHOR,
            decided_by=f"author:{author.id}",
            ruling=Ruling(Verdict.PUBLISH, (), words=0, policy_version=in_force.policy.version),
            insisted=False,
            note="",
            supersedes=current.ruling_id,
            created_at=now,
        )
        put_in_force(connection, current, ruled, status=Status.WITHDRAWN)
        record(
            house,
            connection,
            site.id,
            Event.COMMENT_WITHDRAW,
            actor=f"author:{author.id}",
            subject=comment.id,
        )
        return outcome_of(connection, house, replace(current, status=Status.WITHDRAWN, ruling_id=ruled.id))

    return house.database.write(work)
