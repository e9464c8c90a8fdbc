"""Finding comments by their words and by what is known of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
)

from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.text.searching import Term

_comments, _revisions, _threads = schema.comments, schema.revisions, schema.threads
_authors, _rulings, _reasons = schema.authors, schema.rulings, schema.reasons
_searchable = schema.searchable
_IN_INDEX: ColumnElement[int] = literal_column("searched.rowid", Integer)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What found comments have, each part only where it is given: words, author, story, status, rule, time.

    ``author`` is an id or the beginning of a name, ``story`` a thread's id, its key or a part of its
    title or URL, ``rule`` one that ever spoke against the comment. ``places`` are beginnings of stories'
    URLs, up to a slash, of which one fits; None is everywhere. ``thread`` and ``writer`` are exact ids.
    """

    terms: tuple[Term, ...] = ()
    author: str = ""
    story: str = ""
    status: Status | None = None
    rule: str = ""
    since: datetime | None = None
    before: datetime | None = None
    places: tuple[str, ...] | None = None
    thread: str = ""
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One comment that was found: its text, who wrote it, under which story; ``number`` orders what is found."""

    number: int
    comment_id: str
    status: Status
    text: str
    author_id: str
    author_name: str
    thread_id: str
    story: str
    url: str
    created_at: datetime


def find(
    connection: Connection, site_id: str, wanted: Wanted, *, after: int | None = None, most: int
) -> list[Found]:
    """Return comments in the wording that they have now, the newest wording first.

    ``after`` is the number of the last one that was returned before.
    """
    by_words = bool(wanted.terms) and connection.dialect.name == "sqlite"
    # The index yields what matches in this order, so that a page is found without looking at the rest.
    order: ColumnElement[int] = _IN_INDEX if by_words else _searchable.c.number
    query = (
        select(
            _searchable.c.number,
            _comments.c.id,
            _comments.c.status,
            _comments.c.created_at,
            _revisions.c.visible,
            _authors.c.id.label("author_id"),
            _authors.c.name,
            _threads.c.id.label("thread_id"),
            _threads.c.title,
            _threads.c.url,
        )
        .select_from(_joined(connection, wanted))
        .where(_searchable.c.site_id == site_id, *_conditions(site_id, wanted))
        .order_by(order.desc())
        .limit(most)
    )
    if after is not None:
        query = query.where(order < after)
    return [_found(row) for row in connection.execute(_matching(connection, query, wanted.terms))]


def _joined(connection: Connection, wanted: Wanted) -> Any:
    joined = (
        _searchable.join(
            _comments,
            (_comments.c.id == _searchable.c.comment_id)
            & (_comments.c.revision_id == _searchable.c.revision_id),
        )
        .join(_revisions, _revisions.c.id == _searchable.c.revision_id)
        .join(_authors, _authors.c.id == _comments.c.author_id)
        .join(_threads, _threads.c.id == _comments.c.thread_id)
    )
    if wanted.terms and connection.dialect.name == "sqlite":
        return joined.join(text("searched"), text("searched.rowid = searchable.number"))
    return joined


def _matching(connection: Connection, query: Select[Any], terms: Sequence[Term]) -> Select[Any]:
    if not terms:
        return query
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{" ".join(term.words)}"{" *" if term.begins else ""}' for term in terms)
        return query.where(text("searched MATCH :asked").bindparams(asked=asked))
    asked = " & ".join(f"({_in_a_row(term)})" for term in terms)
    words = func.to_tsvector(literal_column("'simple'"), _searchable.c.words)
    return query.where(words.op("@@")(func.to_tsquery(literal_column("'simple'"), asked)))


def _in_a_row(term: Term) -> str:
    """Return words of letters, digits and marks alone as PostgreSQL's query wants them."""
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begins else "")


def _conditions(site_id: str, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.author:
        begins = func.lower(_authors.c.name).startswith(wanted.author.lower(), autoescape=True)
        yield or_(_authors.c.id == wanted.author, begins)
    if wanted.story:
        yield or_(
            _threads.c.id == wanted.story,
            _threads.c.key == wanted.story,
            func.lower(_threads.c.title).contains(wanted.story.lower(), autoescape=True),
            func.lower(_threads.c.url).contains(wanted.story.lower(), autoescape=True),
        )
    if wanted.status is not None:
        yield _comments.c.status == wanted.status.value
    if wanted.rule:
        yield _comments.c.id.in_(
            select(_rulings.c.comment_id)
            .join(_reasons, _reasons.c.ruling_id == _rulings.c.id)
            .where(
                _rulings.c.site_id == site_id,
                _reasons.c.site_id == site_id,
                _reasons.c.rule == wanted.rule,
            )
        )
    if wanted.since is not None:
        yield _comments.c.created_at >= wanted.since
    if wanted.before is not None:
        yield _comments.c.created_at < wanted.before
    if wanted.places is not None:
        yield within(_threads.c.url, wanted.places)
    if wanted.thread:
        yield _comments.c.thread_id == wanted.thread
    if wanted.writer:
        yield _comments.c.author_id == wanted.writer


def within(url: Column[str], places: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a story's URL is one of these places, or stands below one."""
    return or_(
        false(),
        *(
            or_(url == place, *(url.startswith(f"{place}{sign}", autoescape=True) for sign in "/?"))
            for place in places
        ),
    )


def stands_in(site_id: str, places: Sequence[str], comment_id: Column[Any]) -> ColumnElement[bool]:
    """Return the condition that a comment stands under a story in one of these places."""
    told = _comments.alias("told")
    return exists().where(
        told.c.site_id == site_id,
        told.c.id == comment_id,
        _threads.c.site_id == site_id,
        _threads.c.id == told.c.thread_id,
        within(_threads.c.url, places),
    )


def _found(row: Any) -> Found:
    return Found(
        number=row.number,
        comment_id=row.id,
        status=Status(row.status),
        text=row.visible,
        author_id=row.author_id,
        author_name=row.name,
        thread_id=row.thread_id,
        story=row.title,
        url=row.url,
        created_at=row.created_at,
    )
