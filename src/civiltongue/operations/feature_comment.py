"""Feature a comment: a mark that the newsroom thinks it worth reading."""

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site, Status
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import comments
from civiltongue.storage.database import Connection


def feature_comment(house: House, site: Site, comment_id: str, *, featured: bool, by: str) -> None:
    """Mark a published comment as featured, or no longer; raises NotFound and Conflict."""

    def work(connection: Connection) -> None:
        comment = comments.lock(connection, site.id, comment_id)
        if comment is None:
            raise NotFound("There is no such comment.", where="comment")
        if featured and comment.status is not Status.PUBLISHED:
            raise Conflict("Only a published comment can be featured.", where="comment")
        if comment.featured == featured:
            return
        comments.feature(connection, comment, house.clock() if featured else None)
        record(
            house,
            connection,
            site.id,
            Event.COMMENT_FEATURE,
            actor=by,
            subject=comment.id,
            featured=str(featured).lower(),
        )

    house.database.write(work)
