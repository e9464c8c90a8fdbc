"""An author's own comments on a whole site, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_comments, _revisions, _threads = schema.comments, schema.revisions, schema.threads
PAGE_SIZE = 25

_PAGE = (
    select(
        _comments.c.id,
        _comments.c.status,
        _comments.c.created_at,
        _threads.c.title,
        _threads.c.url,
        _revisions.c.visible,
    )
    .join(_threads, _threads.c.id == _comments.c.thread_id)
    .join(_revisions, _revisions.c.id == _comments.c.revision_id)
    .where(
        _comments.c.site_id == bindparam("of_site"),
        _comments.c.author_id == bindparam("of_author"),
        _comments.c.id < bindparam("before"),
    )
    .order_by(_comments.c.id.desc())
    .limit(PAGE_SIZE + 1)
)


@dataclass(frozen=True, slots=True)
class OwnComment:
    """One of an author's comments, with the story that it stands under."""

    id: str
    status: Status
    created_at: datetime
    story: str
    text: str


def page(
    connection: Connection, site_id: str, author_id: str, *, before: str = ""
) -> tuple[list[OwnComment], bool]:
    """Return a page of comments, and whether there are older ones; ``before`` is the last one seen."""
    known = {"of_site": site_id, "of_author": author_id, "before": before or "~"}
    rows = connection.execute(_PAGE, known).all()
    found = [
        OwnComment(row.id, Status(row.status), row.created_at, row.title or row.url, row.visible)
        for row in rows[:PAGE_SIZE]
    ]
    return found, len(rows) > PAGE_SIZE
