"""Votes: readers recommend comments, each account each comment once."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present
from civiltongue.storage.looking_up import is_of

_votes, _comments = schema.votes, schema.comments
_ONE = (
    (_votes.c.site_id == bindparam("of_site"))
    & (_votes.c.comment_id == bindparam("of_comment"))
    & (_votes.c.author_id == bindparam("of_author"))
)
_COUNT = select(func.count()).where(
    _votes.c.site_id == bindparam("of_site"), _votes.c.comment_id == bindparam("of_comment")
)
_GIVEN_BY = (
    select(_votes.c.comment_id)
    .join(_comments, _comments.c.id == _votes.c.comment_id)
    .where(
        _votes.c.site_id == bindparam("of_site"),
        _votes.c.author_id == bindparam("of_author"),
        _comments.c.thread_id == bindparam("of_thread"),
    )
)


def give(connection: Connection, site_id: str, comment_id: str, author_id: str, *, at: datetime) -> bool:
    """Record a vote; returns False where this author has given it before."""
    return insert_unless_present(
        connection, _votes, site_id=site_id, comment_id=comment_id, author_id=author_id, created_at=at
    )


def take_back(connection: Connection, site_id: str, comment_id: str, author_id: str) -> bool:
    """Delete a vote; returns False where there was none."""
    known = {"of_site": site_id, "of_comment": comment_id, "of_author": author_id}
    return connection.execute(delete(_votes).where(_ONE), known).rowcount == 1


def count(connection: Connection, site_id: str, comment_id: str) -> int:
    """Return how many votes a comment has."""
    return int(connection.execute(_COUNT, {"of_site": site_id, "of_comment": comment_id}).scalar() or 0)


def given_by(connection: Connection, site_id: str, author_id: str, *, thread_id: str) -> list[str]:
    """Return the ids of the thread's comments that an author recommends."""
    known = {"of_site": site_id, "of_author": author_id, "of_thread": thread_id}
    return list(connection.execute(_GIVEN_BY, known).scalars())


def show_anew(connection: Connection, site_id: str, author_id: str) -> None:
    """Raise the versions of threads whose pages count an author's votes."""
    threads = schema.threads
    voted = (
        select(_comments.c.thread_id)
        .join(_votes, _votes.c.comment_id == _comments.c.id)
        .where(_votes.c.site_id == site_id, _votes.c.author_id == author_id)
    )
    connection.execute(
        update(threads)
        .where(is_of(threads.c.site_id, site_id), threads.c.id.in_(voted))
        .values(version=threads.c.version + 1)
    )
