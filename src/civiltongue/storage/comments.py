"""Comments and their revisions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from civiltongue.domain.evidence import Link, Span
from civiltongue.domain.thread import Comment, Format, Revision, Status
from civiltongue.storage import authors, schema, threads
from civiltongue.storage.database import Connection
from civiltongue.storage.looking_up import is_of
from civiltongue.text.searching import searched_words

_comments, _revisions = schema.comments, schema.revisions
_OF_SITE = _comments.c.site_id == bindparam("of_site")
_THIS = _OF_SITE & (_comments.c.id == bindparam("of_id"))

_ADD = insert(_comments)
_GET = select(_comments).where(_THIS)
_LOCK = _GET.with_for_update()
_OF_DRAFT = select(_comments).where(
    _OF_SITE, _comments.c.author_id == bindparam("author"), _comments.c.draft == bindparam("of_draft")
)
_FROM_SOURCE = select(_comments).where(
    _OF_SITE, _comments.c.source_system == bindparam("system"), _comments.c.source_id == bindparam("source")
)
_ADD_REVISION = insert(_revisions)
_ADD_WORDS = insert(schema.searchable)
_THESE = _revisions.c.id.in_(bindparam("of_ids", expanding=True))
_REVISIONS = select(_revisions).where(is_of(_revisions.c.site_id, bindparam("of_site")), _THESE)
_LAST_NUMBER = select(func.max(_revisions.c.number)).where(
    _revisions.c.site_id == bindparam("of_site"), _revisions.c.comment_id == bindparam("of_id")
)
_SET_STATUS = update(_comments).where(_THIS)
_COUNT_REPLIES = (
    update(_comments)
    .where(_OF_SITE, _comments.c.id.in_(bindparam("ancestors", expanding=True)))
    .values(shown_replies=_comments.c.shown_replies + bindparam("more"))
)
_SITE_OF = select(_comments.c.site_id).where(_comments.c.id == bindparam("of_id"))
_BY_AUTHOR = (
    select(_comments)
    .where(
        _OF_SITE, _comments.c.author_id == bindparam("author"), _comments.c.thread_id == bindparam("thread")
    )
    .order_by(_comments.c.created_at.desc(), _comments.c.id.desc())
    .limit(bindparam("most"))
)


def add(
    connection: Connection,
    comment: Comment,
    *,
    draft: str | None = None,
    source: tuple[str, str] | None = None,
) -> None:
    """Store a new comment as it stands, and keep every count and version that depends on it.

    ``source`` is the system and the id that it came from. The write raises Duplicate where the
    author's draft, or the source, has a comment already.
    """
    connection.execute(_ADD, row_of(comment, draft=draft, source=source))
    _follow(connection, comment, int(comment.status is Status.PUBLISHED))


def get(connection: Connection, site_id: str, comment_id: str) -> Comment | None:
    """Return a comment of the site by id."""
    return _one(connection, _GET, of_site=site_id, of_id=comment_id)


def lock(connection: Connection, site_id: str, comment_id: str) -> Comment | None:
    """Return the comment and keep others from changing it until the transaction ends."""
    return _one(connection, _LOCK, of_site=site_id, of_id=comment_id)


def site_of(connection: Connection, comment_id: str) -> str | None:
    """Return the site that a comment's public id belongs to."""
    return connection.execute(_SITE_OF, {"of_id": comment_id}).scalar()


def story_url(connection: Connection, site_id: str, comment_id: str) -> str | None:
    """Return the address of the story that a comment stands under."""
    table = schema.threads
    return connection.execute(
        select(table.c.url)
        .join(_comments, _comments.c.thread_id == table.c.id)
        .where(_comments.c.site_id == site_id, _comments.c.id == comment_id)
    ).scalar()


def of_draft(connection: Connection, site_id: str, author_id: str, draft: str) -> Comment | None:
    """Return the comment that an author's draft became."""
    return _one(connection, _OF_DRAFT, of_site=site_id, author=author_id, of_draft=draft)


def from_source(connection: Connection, site_id: str, system: str, source_id: str) -> Comment | None:
    """Return the comment that came from another system under this id."""
    return _one(connection, _FROM_SOURCE, of_site=site_id, system=system, source=source_id)


def add_revision(connection: Connection, revision: Revision, *, fingerprint: int) -> None:
    """Store a wording, which :func:`set_status` makes the comment's current one, and have it searched."""
    connection.execute(_ADD_REVISION, revision_row_of(revision, fingerprint=fingerprint))
    if revision.visible:
        connection.execute(_ADD_WORDS, words_row_of(revision))


def revision(connection: Connection, site_id: str, revision_id: str) -> Revision | None:
    """Return one wording by its id."""
    return revisions(connection, site_id, [revision_id]).get(revision_id)


def revisions(connection: Connection, site_id: str, revision_ids: Sequence[str]) -> dict[str, Revision]:
    """Return wordings by their ids."""
    rows = connection.execute(_REVISIONS, {"of_site": site_id, "of_ids": list(revision_ids)})
    return {row.id: as_revision(row) for row in rows}


def last_number(connection: Connection, site_id: str, comment_id: str) -> int:
    """Return the number of the newest revision, 0 where there is none."""
    found = connection.execute(_LAST_NUMBER, {"of_site": site_id, "of_id": comment_id}).scalar()
    return int(found or 0)


def set_status(
    connection: Connection,
    comment: Comment,
    status: Status,
    *,
    ruling_id: str | None,
    revision: Revision | None = None,
) -> Comment:
    """Make a status the one in force, keep every count and version that depends on it, and return the comment.

    ``comment`` must be the row as it stands in this transaction. ``revision`` becomes its wording;
    where it replaces one that readers see, the comment counts as edited.
    """
    was, now = comment.status is Status.PUBLISHED, status is Status.PUBLISHED
    changed = replace(comment, status=status, ruling_id=ruling_id)
    if revision is not None:
        edited_at = revision.created_at if was else comment.edited_at
        changed = replace(changed, revision_id=revision.id, edited_at=edited_at)
    values = {
        "status": status.value,
        "ruling_id": ruling_id,
        "revision_id": changed.revision_id,
        "edited_at": changed.edited_at,
    }
    connection.execute(_SET_STATUS, {"of_site": comment.site_id, "of_id": comment.id, **values})
    _follow(connection, comment, int(now) - int(was))
    return changed


def feature(connection: Connection, comment: Comment, at: datetime | None) -> None:
    """Say since when a comment is featured, None for not at all, and have its thread shown anew."""
    connection.execute(
        update(_comments)
        .where(_comments.c.site_id == comment.site_id, _comments.c.id == comment.id)
        .values(featured_at=at)
    )
    threads.raise_version(connection, comment.site_id, comment.thread_id)


def _follow(connection: Connection, comment: Comment, change: int) -> None:
    """Keep the counts and the version that depend on a comment: readers see one more, one less, or another."""
    if change:
        ancestors = comment.path.split(".")[:-1]
        if ancestors:
            values = {"of_site": comment.site_id, "ancestors": ancestors, "more": change}
            connection.execute(_COUNT_REPLIES, values)
        authors.count_published(connection, comment.site_id, comment.author_id, change)
    threads.raise_version(connection, comment.site_id, comment.thread_id, shown=change)


def by_author(
    connection: Connection, site_id: str, author_id: str, *, thread_id: str, most: int = 200
) -> list[Comment]:
    """Return an author's comments in a thread, newest first."""
    values = {"of_site": site_id, "author": author_id, "thread": thread_id, "most": most}
    return [as_comment(row) for row in connection.execute(_BY_AUTHOR, values)]


def last_by_author(
    connection: Connection, site_id: str, author_id: str, *, thread_id: str
) -> datetime | None:
    """Return when an author wrote the last comment in a thread that was not rejected, None where there is none."""
    return connection.execute(
        select(_comments.c.created_at)
        .where(
            _comments.c.site_id == site_id,
            _comments.c.author_id == author_id,
            _comments.c.thread_id == thread_id,
            _comments.c.status != Status.REJECTED.value,
        )
        .order_by(_comments.c.created_at.desc())
        .limit(1)
    ).scalar()


def _one(connection: Connection, query: Select[Any], **values: str) -> Comment | None:
    row = connection.execute(query, values).one_or_none()
    return as_comment(row) if row else None


def as_comment(row: Row[tuple[object, ...]]) -> Comment:
    """Return the comment in a row of the table."""
    return Comment(
        id=row.id,
        site_id=row.site_id,
        thread_id=row.thread_id,
        author_id=row.author_id,
        parent_id=row.parent_id,
        root_id=row.root_id,
        path=row.path,
        depth=row.depth,
        status=Status(row.status),
        revision_id=row.revision_id,
        ruling_id=row.ruling_id,
        created_at=row.created_at,
        edited_at=row.edited_at,
        imported=row.source_system is not None,
        featured=row.featured_at is not None,
    )


def as_revision(row: Row[tuple[object, ...]]) -> Revision:
    """Return the revision in a row of the table."""
    return Revision(
        id=row.id,
        site_id=row.site_id,
        comment_id=row.comment_id,
        number=row.number,
        source=row.source,
        format=Format(row.format),
        html=row.html,
        visible=row.visible,
        links=tuple(Link(target, Span(start, end)) for target, start, end in row.links),
        words=row.words,
        consent_version=row.consent_version,
        created_at=row.created_at,
    )


def row_of(
    comment: Comment, *, draft: str | None = None, source: tuple[str, str] | None = None
) -> dict[str, Any]:
    """Return the row that a comment is stored as."""
    system, source_id = source or (None, None)
    return {
        "id": comment.id,
        "site_id": comment.site_id,
        "thread_id": comment.thread_id,
        "author_id": comment.author_id,
        "parent_id": comment.parent_id,
        "root_id": comment.root_id,
        "path": comment.path,
        "depth": comment.depth,
        "status": comment.status.value,
        "revision_id": comment.revision_id,
        "ruling_id": comment.ruling_id,
        "shown_replies": 0,
        "draft": draft,
        "source_system": system,
        "source_id": source_id,
        "created_at": comment.created_at,
        "edited_at": comment.edited_at,
    }


def revision_row_of(revision: Revision, *, fingerprint: int) -> dict[str, Any]:
    """Return the row that a wording is stored as."""
    return {
        "id": revision.id,
        "site_id": revision.site_id,
        "comment_id": revision.comment_id,
        "number": revision.number,
        "source": revision.source,
        "format": revision.format.value,
        "html": revision.html,
        "visible": revision.visible,
        "links": [[link.target, link.span.start, link.span.end] for link in revision.links],
        "words": revision.words,
        "fingerprint": fingerprint,
        "consent_version": revision.consent_version,
        "created_at": revision.created_at,
    }


def words_row_of(revision: Revision) -> dict[str, Any]:
    """Return the row by which a wording is found in a search."""
    return {
        "site_id": revision.site_id,
        "comment_id": revision.comment_id,
        "revision_id": revision.id,
        "words": searched_words(revision.visible),
    }
