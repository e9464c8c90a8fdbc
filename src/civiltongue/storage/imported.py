"""Imported comments: found by their source, and stored many at a time with all that depends on them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select, update

from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.thread import Comment, Revision, Status
from civiltongue.storage import comments, rulings, schema
from civiltongue.storage.database import Connection

_authors, _comments, _threads = schema.authors, schema.comments, schema.threads


@dataclass(frozen=True, slots=True)
class Imported:
    """A comment as it stands after its import, with its one wording and its one ruling.

    ``fingerprint`` is that of the wording; the ruling gives no reasons.
    """

    comment: Comment
    source_id: str
    revision: Revision
    fingerprint: int
    record: RecordedRuling


def known(
    connection: Connection, site_id: str, system: str, source_ids: Collection[str]
) -> dict[str, Comment]:
    """Return the comments that came from a system under some of these ids."""
    rows = connection.execute(
        select(_comments).where(
            _comments.c.site_id == site_id,
            _comments.c.source_system == system,
            _comments.c.source_id.in_(sorted(source_ids)),
        )
    )
    return {row.source_id: comments.as_comment(row) for row in rows}


def known_authors(connection: Connection, site_id: str, source_keys: Collection[str]) -> dict[str, str]:
    """Return the ids of the imported authors that have some of these keys, or of who claimed to be them."""
    rows = connection.execute(
        select(_authors.c.source_key, func.coalesce(_authors.c.claimed_by, _authors.c.id).label("id")).where(
            _authors.c.site_id == site_id, _authors.c.source_key.in_(sorted(source_keys))
        )
    )
    return {row.source_key: row.id for row in rows}


def add_all(connection: Connection, site_id: str, system: str, batch: Sequence[Imported]) -> None:
    """Store comments of one site, parents first, and keep every count and version that depends on them.

    The write raises Duplicate where one of them came meanwhile.
    """
    if not batch:
        return
    seen = [item.comment for item in batch if item.comment.status is Status.PUBLISHED]
    replies = Counter(ancestor for comment in seen for ancestor in comment.path.split(".")[:-1])
    rows = []
    for item in batch:
        row = comments.row_of(item.comment, source=(system, item.source_id))
        rows.append({**row, "shown_replies": replies.pop(item.comment.id, 0)})
    connection.execute(insert(_comments), rows)
    connection.execute(
        insert(schema.revisions),
        [comments.revision_row_of(item.revision, fingerprint=item.fingerprint) for item in batch],
    )
    words = [comments.words_row_of(item.revision) for item in batch if item.revision.visible]
    if words:
        connection.execute(insert(schema.searchable), words)
    connection.execute(insert(schema.rulings), [rulings.row_of(item.record) for item in batch])
    _count(connection, site_id, replies)
    _count_published(connection, site_id, Counter(comment.author_id for comment in seen))
    _raise_versions(connection, site_id, batch, Counter(comment.thread_id for comment in seen))


def _count(connection: Connection, site_id: str, replies: Counter[str]) -> None:
    """Add to the shown replies of comments that were there before."""
    if replies:
        connection.execute(
            update(_comments)
            .where(_comments.c.site_id == site_id, _comments.c.id == bindparam("which"))
            .values(shown_replies=_comments.c.shown_replies + bindparam("more")),
            [{"which": comment_id, "more": count} for comment_id, count in sorted(replies.items())],
        )


def _count_published(connection: Connection, site_id: str, published: Counter[str]) -> None:
    if published:
        connection.execute(
            update(_authors)
            .where(_authors.c.site_id == site_id, _authors.c.id == bindparam("which"))
            .values(published=_authors.c.published + bindparam("more")),
            [{"which": author_id, "more": count} for author_id, count in sorted(published.items())],
        )


def _raise_versions(
    connection: Connection, site_id: str, batch: Sequence[Imported], shown: Counter[str]
) -> None:
    """Raise a thread's version with each of its comments, so that the batches do not matter."""
    changed = Counter(item.comment.thread_id for item in batch)
    connection.execute(
        update(_threads)
        .where(_threads.c.site_id == site_id, _threads.c.id == bindparam("which"))
        .values(
            version=_threads.c.version + bindparam("changes"), shown=_threads.c.shown + bindparam("more")
        ),
        [
            {"which": thread_id, "changes": count, "more": shown[thread_id]}
            for thread_id, count in sorted(changed.items())
        ],
    )
