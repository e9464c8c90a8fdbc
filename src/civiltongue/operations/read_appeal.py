"""Read one appeal with the first decision beside it, for whoever decides."""

from dataclasses import dataclass

from civiltongue.domain.appeal import Appeal, Remark
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Author, Comment, Revision, Site, Thread
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.storage import appeals, authors, comments, remarks, rulings, threads
from civiltongue.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Contested:
    """The comment that was decided about, in the wording that it had then, under which story."""

    comment: Comment
    revision: Revision
    thread: Thread
    ruling: RecordedRuling


@dataclass(frozen=True, slots=True)
class AppealFile:
    """An appeal with what it is against: a decision about a comment, or a sanction; ``first`` decided that."""

    appeal: Appeal
    author: Author
    policy: Policy
    first: str
    contested: Contested | None
    sanction: Sanction | None
    remarks: tuple[Remark, ...]


def read_appeal(house: House, site: Site, appeal_id: str) -> AppealFile:
    """Return an appeal, whether it is open or not; raises NotFound."""
    with house.database.read() as connection:
        appeal = appeals.get(connection, site.id, appeal_id)
        author = authors.get(connection, site.id, appeal.author_id) if appeal else None
        if appeal is None or author is None:
            raise NotFound("There is no such appeal.", where="appeal")
        contested = _contested(connection, appeal)
        sanctions = authors.sanctions(connection, site.id, author.id) if appeal.sanction_id else ()
        by = authors.imposed_by(connection, site.id, appeal.sanction_id or "") or ""
        return AppealFile(
            appeal=appeal,
            author=author,
            policy=house.in_force(connection, site.id).policy,
            first=contested.ruling.decided_by if contested else by,
            contested=contested,
            sanction=next((each for each in sanctions if each.id == appeal.sanction_id), None),
            remarks=remarks.about(connection, site.id, [appeal.id]).get(appeal.id, ()),
        )


def _contested(connection: Connection, appeal: Appeal) -> Contested | None:
    if appeal.ruling_id is None:
        return None
    ruling = rulings.get(connection, appeal.site_id, appeal.ruling_id)
    comment = comments.get(connection, appeal.site_id, appeal.comment_id or "")
    if ruling is None or comment is None:
        raise NotFound("What the appeal is against is gone.", where="appeal")
    revision = comments.revision(connection, appeal.site_id, ruling.revision_id)
    thread = threads.get(connection, appeal.site_id, comment.thread_id)
    assert revision is not None
    assert thread is not None
    return Contested(comment, revision, thread, ruling)
