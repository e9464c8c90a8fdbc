"""Threads: one per story of a site."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Row, bindparam, func, insert, literal, select, type_coerce, update

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import Thread, ThreadState
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.types import Moment

_threads = schema.threads
_DAY = 86_400_000_000
"""A day in microseconds, in which moments are kept."""
_THIS = (_threads.c.site_id == bindparam("of_site")) & (_threads.c.id == bindparam("of_id"))

_ADD = insert(_threads)
_GET = select(_threads).where(_THIS)
_KEYED = select(_threads).where(
    _threads.c.site_id == bindparam("of_site"), _threads.c.key == bindparam("of_key")
)
_LOCK = _GET.with_for_update()
_RAISE = (
    update(_threads)
    .where(_THIS)
    .values(version=_threads.c.version + 1, shown=_threads.c.shown + bindparam("more"))
)
_SHOWN = select(_threads.c.shown).where(_THIS)
_VERSION = select(_threads.c.version).where(_THIS)


def add(connection: Connection, thread: Thread) -> None:
    """Store a new thread; the write raises Duplicate where the site has one of this key."""
    connection.execute(
        _ADD,
        {
            "id": thread.id,
            "site_id": thread.site_id,
            "key": thread.key,
            "url": thread.url,
            "title": thread.facts.title,
            "author": thread.facts.author,
            "people": list(thread.facts.people),
            "trusted": thread.trusted,
            "state": thread.state.value,
            "version": thread.version,
            "shown": 0,
            "created_at": thread.created_at,
            "slow": thread.slow,
            "closes_after": thread.closes_after,
        },
    )


def get(connection: Connection, site_id: str, thread_id: str) -> Thread | None:
    """Return a thread of the site by its id."""
    row = connection.execute(_GET, {"of_site": site_id, "of_id": thread_id}).one_or_none()
    return as_thread(row) if row else None


def keyed(connection: Connection, site_id: str, key: str) -> Thread | None:
    """Return the thread of a story's key."""
    row = connection.execute(_KEYED, {"of_site": site_id, "of_key": key}).one_or_none()
    return as_thread(row) if row else None


def lock(connection: Connection, site_id: str, thread_id: str) -> Thread | None:
    """Return the thread and keep others from changing it until the transaction ends."""
    row = connection.execute(_LOCK, {"of_site": site_id, "of_id": thread_id}).one_or_none()
    return as_thread(row) if row else None


def change(
    connection: Connection, site_id: str, thread_id: str, *, facts: StoryFacts, url: str, trusted: bool
) -> None:
    """Replace what is known of the story, and raise the thread's version."""
    connection.execute(
        update(_threads)
        .where(_threads.c.site_id == site_id, _threads.c.id == thread_id)
        .values(
            title=facts.title,
            author=facts.author,
            people=list(facts.people),
            url=url,
            trusted=trusted,
            version=_threads.c.version + 1,
        )
    )


def set_state(connection: Connection, site_id: str, thread_id: str, state: ThreadState) -> None:
    """Open or close a thread, and raise its version."""
    connection.execute(
        update(_threads)
        .where(_threads.c.site_id == site_id, _threads.c.id == thread_id)
        .values(state=state.value, version=_threads.c.version + 1)
    )


def set_pace(
    connection: Connection, site_id: str, thread_id: str, *, slow: int | None, closes_after: int | None
) -> None:
    """Set how slowly one comments and when the thread closes; None is as the house rules say."""
    connection.execute(
        update(_threads)
        .where(_threads.c.site_id == site_id, _threads.c.id == thread_id)
        .values(slow=slow, closes_after=closes_after)
    )


def overdue(
    connection: Connection, site_id: str, *, rules: int, now: datetime, most: int = 500
) -> list[Thread]:
    """Return threads that take comments and whose time is over; ``rules`` are the house rules' days."""
    days = func.coalesce(_threads.c.closes_after, rules)
    age = literal(now, Moment) - _threads.c.created_at
    rows = connection.execute(
        select(_threads)
        .where(
            _threads.c.site_id == site_id,
            _threads.c.state != ThreadState.CLOSED.value,
            days > 0,
            type_coerce(age, BigInteger) >= type_coerce(days, BigInteger) * _DAY,
        )
        .order_by(_threads.c.id)
        .limit(most)
    )
    return [as_thread(row) for row in rows]


def raise_version(connection: Connection, site_id: str, thread_id: str, *, shown: int = 0) -> None:
    """Mark that a page of the thread has changed; ``shown`` is added to the count of comments."""
    connection.execute(_RAISE, {"of_site": site_id, "of_id": thread_id, "more": shown})


def shown(connection: Connection, site_id: str, thread_id: str) -> int:
    """Return how many comments of the thread readers see."""
    found = connection.execute(_SHOWN, {"of_site": site_id, "of_id": thread_id}).scalar()
    return int(found or 0)


def counts(connection: Connection, site_id: str, keys: Sequence[str]) -> dict[str, int]:
    """Return how many comments readers see, by story key; stories without a thread are absent."""
    rows = connection.execute(
        select(_threads.c.key, _threads.c.shown).where(
            _threads.c.site_id == site_id, _threads.c.key.in_(list(keys))
        )
    )
    return {row.key: row.shown for row in rows}


def people(connection: Connection, site_id: str) -> set[str]:
    """Return the names of everybody whom the publisher named as a story's author or subject."""
    named = (_threads.c.site_id == site_id) & _threads.c.trusted.is_(True)
    rows = connection.execute(select(_threads.c.author, _threads.c.people).where(named).distinct())
    return {name for row in rows for name in (row.author, *row.people) if name}


def version(connection: Connection, site_id: str, thread_id: str) -> int:
    """Return the thread's version, 0 where there is no such thread."""
    found = connection.execute(_VERSION, {"of_site": site_id, "of_id": thread_id}).scalar()
    return int(found or 0)


def as_thread(row: Row[tuple[object, ...]]) -> Thread:
    """Return the thread in a row of the table."""
    return Thread(
        id=row.id,
        site_id=row.site_id,
        key=row.key,
        url=row.url,
        facts=StoryFacts(title=row.title, author=row.author, people=tuple(row.people)),
        trusted=row.trusted,
        state=ThreadState(row.state),
        version=row.version,
        created_at=row.created_at,
        slow=row.slow,
        closes_after=row.closes_after,
    )
