"""Emptying everything that stands in the database about an author, table by table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, insert, or_, select, update

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.thread import AuthorKind, Status
from civiltongue.storage import inquiries, notices, rulings, schema, votes
from civiltongue.storage.database import Connection
from civiltongue.storage.looking_up import is_of

_authors, _comments, _revisions = schema.authors, schema.comments, schema.revisions

_DELETED = (
    schema.remarks,
    schema.names,
    schema.former_names,
    schema.claims,
    schema.sessions,
    schema.handovers,
    schema.identities,
    schema.passkeys,
    schema.withheld,
    schema.legal_holds,
    schema.news,
    schema.notes,
    schema.votes,
)
"""Tables whose rows are the author's alone."""
_EMPTIED: tuple[tuple[Table, Mapping[str, str]], ...] = (
    (schema.reports, {"text": ""}),
    (schema.sanctions, {"reason": ""}),
    (schema.appeals, {"text": "", "answer": ""}),
)
"""Tables whose rows stay without their words: that there was a report, a sanction, an appeal counts."""
ERASED = frozenset(table.name for table in _DELETED) | {
    "appeals",
    "authors",
    "buckets",
    "comments",
    "erasures",
    "idempotency",
    "inquiries",
    "links",
    "notices",
    "outbox",
    "queue",
    "reports",
    "revisions",
    "rulings",
    "sanctions",
    "searchable",
    "traces",
}
"""Every table that erasing an author deletes from or empties."""
LEFT = MappingProxyType(
    {
        "api_keys": "of programs, not of authors",
        "desk_claims": "of moderators, for minutes",
        "audit": "ids and words from short lists; whose an id was can no longer be told",
        "brakes": "of rules",
        **dict.fromkeys(("adoptions", "origins", "policies", "texts"), "of the site"),
        **dict.fromkeys(("desk_sessions", "moderators"), "of moderators, not of authors"),
        "imports": "counts",
        "lessons": "sums of numbers over all decided texts",
        "reasons": "rules, scores and offsets; the text that the offsets are about is empty",
        **dict.fromkeys(("runs", "shadowed"), "rules, scores, counts and ids"),
        "sites": "the site",
        "suggestions": "numbers, and a keyed hash of what another program called a comment",
        "threads": "of stories",
        "undos": "ids, for a minute",
        "used_tokens": "random tokens",
        "violations": "words from a short list; whose they were can no longer be told",
    }
)
"""Every other table, with the reason why nothing about an author stands there."""


@dataclass(frozen=True, slots=True)
class Written:
    """What erasing must know of a comment; ``source`` is the system and the id that it came from."""

    id: str
    thread_id: str
    path: str
    status: Status
    revision_id: str | None
    ruling_id: str | None
    source: tuple[str, str] | None


def written_by(
    connection: Connection, site_id: str, author_id: str, *, after: str, most: int
) -> list[Written]:
    """Return an author's comments, locked, in the order of their ids, ``after`` the last one before."""
    rows = connection.execute(
        select(_comments)
        .where(_comments.c.site_id == site_id, _comments.c.author_id == author_id, _comments.c.id > after)
        .order_by(_comments.c.id)
        .limit(most)
        .with_for_update()
    )
    return [
        Written(
            id=row.id,
            thread_id=row.thread_id,
            path=row.path,
            status=Status(row.status),
            revision_id=row.revision_id,
            ruling_id=row.ruling_id,
            source=(row.source_system, row.source_id) if row.source_system else None,
        )
        for row in rows
    ]


def empty_comments(
    connection: Connection,
    site_id: str,
    batch: Sequence[Written],
    *,
    withdrawn: Sequence[RecordedRuling],
    sources: Mapping[str, str],
) -> None:
    """Empty comments in every version, with what others wrote about them, and take them off their pages.

    ``withdrawn`` are the rulings that take back what was published or held; ``sources`` gives what
    stands for the id that an imported comment came under. Doing so twice changes nothing.
    """
    ids = [item.id for item in batch]
    _lock_threads(connection, site_id, batch)
    _set(connection, _revisions, site_id, ids, source="", html="", visible="", links=[], fingerprint=0)
    _set(connection, schema.rulings, site_id, ids, note="", told=None)
    _set(connection, schema.reports, site_id, ids, text="")
    _set(connection, schema.notices, site_id, ids, **notices.EMPTY)
    for table in (schema.queue, schema.searchable, schema.votes):
        _drop(connection, table, site_id, table.c.comment_id.in_(ids))
    _take_back(connection, site_id, ids)
    if withdrawn:
        connection.execute(insert(schema.rulings), [rulings.row_of(record) for record in withdrawn])
    ruled = {record.comment_id: record.id for record in withdrawn}
    rows = [
        {
            "which": item.id,
            "to_status": Status.WITHDRAWN.value if item.id in ruled else item.status.value,
            "to_ruling": ruled.get(item.id, item.ruling_id),
            "to_source": sources.get(item.id, item.source[1] if item.source else None),
        }
        for item in batch
    ]
    connection.execute(
        update(_comments)
        .where(_comments.c.site_id == site_id, _comments.c.id == bindparam("which"))
        .values(
            status=bindparam("to_status"),
            ruling_id=bindparam("to_ruling"),
            source_id=bindparam("to_source"),
            draft=None,
        ),
        rows,
    )
    _count_down(connection, site_id, batch)


def empty_author(connection: Connection, site_id: str, author_id: str) -> None:
    """Empty everything about an author but the comments; doing so twice changes nothing.

    The key of where an imported author came from stays: a keyed hash, by which an import knows
    whom not to bring back.
    """
    author = (_authors.c.site_id == site_id) & (_authors.c.id == author_id)
    votes.show_anew(connection, site_id, author_id)
    email = connection.execute(select(_authors.c.email).where(author)).scalar()
    for table in _DELETED:
        _drop(connection, table, site_id, table.c.author_id == author_id)
    traces = schema.traces
    _drop(connection, traces, site_id, (traces.c.author_id == author_id) & (traces.c.kind == "address"))
    _drop(connection, schema.claims, site_id, schema.claims.c.claimed_id == author_id)
    appeals = schema.appeals
    is_open = (appeals.c.author_id == author_id) & (appeals.c.state == AppealState.OPEN.value)
    _drop(connection, appeals, site_id, is_open)
    for table, values in _EMPTIED:
        connection.execute(
            update(table).where(table.c.site_id == site_id, table.c.author_id == author_id).values(**values)
        )
    idempotency, buckets = schema.idempotency, schema.buckets
    _drop(connection, idempotency, site_id, idempotency.c.actor == author_id)
    _drop(connection, buckets, site_id, buckets.c.key.endswith(f":{author_id}", autoescape=True))
    if email is not None:
        for table, column in ((schema.links, "email"), (schema.outbox, "recipient")):
            address = table.c[column]
            _drop(connection, table, site_id, or_(address == email, func.lower(address) == email.lower()))
        inquiries.forget_address(connection, site_id, email)
        notices.forget_giver(connection, site_id, email)
    connection.execute(
        update(_authors)
        .where(
            _authors.c.site_id == site_id, or_(_authors.c.id == author_id, _authors.c.claimed_by == author_id)
        )
        .values(
            name="",
            kind=AuthorKind.ERASED.value,
            verified=False,
            staff=False,
            email=None,
            email_key=None,
            withheld_at=None,
            unsubscribed_at=None,
            news=None,
            person_id=None,
            published=0,
        )
    )


def erased_sources(connection: Connection, site_id: str, source_keys: Iterable[str]) -> set[str]:
    """Return which of these keys of imported authors belong to somebody who was erased."""
    return set(
        connection.execute(
            select(_authors.c.source_key).where(
                _authors.c.site_id == site_id,
                _authors.c.kind == AuthorKind.ERASED.value,
                _authors.c.source_key.in_(sorted(source_keys)),
            )
        ).scalars()
    )


def _lock_threads(connection: Connection, site_id: str, batch: Sequence[Written]) -> None:
    """Lock in one order, so that nobody waits for one who waits for them."""
    threads = schema.threads
    found = sorted({item.thread_id for item in batch})
    connection.execute(
        select(threads.c.id)
        .where(is_of(threads.c.site_id, site_id), threads.c.id.in_(found))
        .order_by(threads.c.id)
        .with_for_update()
    ).all()


def _count_down(connection: Connection, site_id: str, batch: Sequence[Written]) -> None:
    """Keep the counts and versions that depended on what was published, and show every page anew."""
    published = [item for item in batch if item.status is Status.PUBLISHED]
    replies = Counter(above for item in published for above in item.path.split(".")[:-1])
    if replies:
        connection.execute(
            update(_comments)
            .where(_comments.c.site_id == site_id, _comments.c.id == bindparam("which"))
            .values(shown_replies=_comments.c.shown_replies - bindparam("fewer")),
            [{"which": above, "fewer": count} for above, count in sorted(replies.items())],
        )
    shown = Counter(item.thread_id for item in published)
    threads = schema.threads
    connection.execute(
        update(threads)
        .where(threads.c.site_id == site_id, threads.c.id == bindparam("which"))
        .values(version=threads.c.version + 1, shown=threads.c.shown - bindparam("fewer")),
        [
            {"which": thread_id, "fewer": shown[thread_id]}
            for thread_id in sorted({item.thread_id for item in batch})
        ],
    )


def _take_back(connection: Connection, site_id: str, comment_ids: Sequence[str]) -> None:
    """Drop what others were to be told of comments, with the letters that wait; what else these tell waits anew."""
    news, outbox = schema.news, schema.outbox
    letters = (
        select(outbox.c.id)
        .join(news, (news.c.letter_id == outbox.c.id) & (news.c.site_id == outbox.c.site_id))
        .where(outbox.c.site_id == site_id, outbox.c.sent_at.is_(None), news.c.comment_id.in_(comment_ids))
    )
    found = connection.execute(letters.distinct()).scalars().all()
    if found:
        connection.execute(
            update(news).where(news.c.site_id == site_id, news.c.letter_id.in_(found)).values(letter_id=None)
        )
        _drop(connection, outbox, site_id, outbox.c.id.in_(found))
    _drop(connection, news, site_id, news.c.comment_id.in_(comment_ids))


def _set(
    connection: Connection, table: Table, site_id: str, comment_ids: Sequence[str], **values: object
) -> None:
    connection.execute(
        update(table)
        .where(is_of(table.c.site_id, site_id), table.c.comment_id.in_(comment_ids))
        .values(**values)
    )


def _drop(connection: Connection, table: Table, site_id: str, which: ColumnElement[bool]) -> None:
    connection.execute(delete(table).where(table.c.site_id == site_id, which))
