"""Set what holds for one story: who sees comments first, how slowly one comments, when it closes."""

from dataclasses import dataclass, replace

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site, Thread, ThreadState
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import ENGINE, record
from civiltongue.storage import sites, threads
from civiltongue.storage.database import Connection

SLOWEST = 86_400
"""The most seconds that may lie between two comments of one author."""
OLDEST = 36_500
"""The most days after which a story closes by itself."""


@dataclass(frozen=True, slots=True)
class StorySettings:
    """What holds for a story. ``slow`` is in seconds, ``closes_after`` in days; None is as the house rules say."""

    state: ThreadState
    slow: int | None = None
    closes_after: int | None = None


def set_story(house: House, site: Site, thread_id: str, settings: StorySettings, *, by: str) -> Thread:
    """Set what holds for a story from now on; raises NotFound, and BadInput for numbers that are too large."""
    for number, most, where in (
        (settings.slow, SLOWEST, "slow"),
        (settings.closes_after, OLDEST, "closes_after"),
    ):
        if number is not None and not 0 <= number <= most:
            raise BadInput(f"This is a whole number from 0 to {most:,}.", where=where)

    def work(connection: Connection) -> Thread:
        known = _locked(connection, site, thread_id)
        changed = replace(known, state=settings.state, slow=settings.slow, closes_after=settings.closes_after)
        return _put(connection, house, known, changed, by=by)

    return house.database.write(work)


def set_thread_state(house: House, site: Site, thread_id: str, state: ThreadState, *, by: str) -> Thread:
    """Open or close a thread for comments; raises NotFound.

    A story that would close at once because of its age does not close by itself any more.
    """

    def work(connection: Connection) -> Thread:
        known = _locked(connection, site, thread_id)
        changed = replace(known, state=state)
        rules = house.in_force(connection, site.id).policy.stories.close_after
        if state is not ThreadState.CLOSED and not changed.takes_comments(rules, now=house.clock()):
            changed = replace(changed, closes_after=0)
        return _put(connection, house, known, changed, by=by)

    return house.database.write(work)


def close_old_stories(house: House) -> None:
    """Close every story of every site whose time is over."""
    with house.database.read() as connection:
        every = [site for site in sites.every(connection) if sites.policy_version(connection, site.id)]
    for site in every:
        while _close_some(house, site):
            pass


def record_thread(connection: Connection, house: House, thread: Thread, *, by: str) -> None:
    """Put on record how a thread is set now."""
    record(
        house,
        connection,
        thread.site_id,
        Event.THREAD_CHANGE,
        actor=by,
        subject=thread.id,
        state=thread.state.value,
        **({} if thread.slow is None else {"slow": str(thread.slow)}),
        **({} if thread.closes_after is None else {"closes_after": str(thread.closes_after)}),
    )


def _locked(connection: Connection, site: Site, thread_id: str) -> Thread:
    known = threads.lock(connection, site.id, thread_id)
    if known is None:
        raise NotFound("There is no such discussion.", where="thread")
    return known


def _put(connection: Connection, house: House, known: Thread, changed: Thread, *, by: str) -> Thread:
    threads.set_state(connection, known.site_id, known.id, changed.state)
    threads.set_pace(
        connection, known.site_id, known.id, slow=changed.slow, closes_after=changed.closes_after
    )
    record_thread(connection, house, changed, by=by)
    return replace(changed, version=known.version + 1)


def _close_some(house: House, site: Site) -> bool:
    """Close some stories whose time is over; returns whether there were any."""

    def work(connection: Connection) -> bool:
        rules = house.in_force(connection, site.id).policy.stories.close_after
        found = threads.overdue(connection, site.id, rules=rules, now=house.clock())
        for thread in found:
            threads.set_state(connection, site.id, thread.id, ThreadState.CLOSED)
            record(house, connection, site.id, Event.THREAD_CLOSE, actor=ENGINE, subject=thread.id)
        return bool(found)

    with house.database.read() as connection:
        rules = house.in_force(connection, site.id).policy.stories.close_after
        if not threads.overdue(connection, site.id, rules=rules, now=house.clock(), most=1):
            return False
    return house.database.write(work)
