"""What was decided about comments, read in order for those who learn from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.thread import Comment
from civiltongue.storage import rulings, schema
from civiltongue.storage.comments import as_comment
from civiltongue.storage.database import Connection

_comments, _rulings, _reports = schema.comments, schema.rulings, schema.reports

_BATCH = (
    select(_comments)
    .where(_comments.c.site_id == bindparam("of_site"), _comments.c.id > bindparam("after"))
    .order_by(_comments.c.id)
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(_comments).where(_comments.c.site_id == bindparam("of_site"))
_REPORTED = (
    select(_reports.c.comment_id)
    .where(
        _reports.c.site_id == bindparam("of_site"),
        _reports.c.comment_id.in_(bindparam("of_comments", expanding=True)),
    )
    .distinct()
)


@dataclass(frozen=True, slots=True)
class History:
    """A comment with every ruling about it, oldest first, and whether a reader reported it."""

    comment: Comment
    rulings: tuple[RecordedRuling, ...]
    reported: bool


def histories(connection: Connection, site_id: str, *, after: str = "", most: int) -> list[History]:
    """Return comments of a site with what was decided about them, in the order of their ids.

    ``after`` is the id of the last one that was returned before.
    """
    rows = connection.execute(_BATCH, {"of_site": site_id, "after": after, "most": most}).all()
    return _with_rulings(connection, site_id, [as_comment(row) for row in rows])


def count(connection: Connection, site_id: str) -> int:
    """Return how many comments a site has, in whatever status."""
    return int(connection.execute(_COUNT, {"of_site": site_id}).scalar() or 0)


def _with_rulings(connection: Connection, site_id: str, found: Sequence[Comment]) -> list[History]:
    ids = [comment.id for comment in found]
    if not ids:
        return []
    ruled: dict[str, list[RecordedRuling]] = {comment_id: [] for comment_id in ids}
    for record in rulings.of_comments(connection, site_id, ids):
        ruled[record.comment_id].append(record)
    values = {"of_site": site_id, "of_comments": ids}
    reported = set(connection.execute(_REPORTED, values).scalars())
    return [History(comment, tuple(ruled[comment.id]), comment.id in reported) for comment in found]
