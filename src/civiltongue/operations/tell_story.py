"""Tell what a story is, with the site's key: title, author, people, open or closed."""

from civiltongue.domain.thread import Site, Thread, ThreadState
from civiltongue.operations.again import again_once
from civiltongue.operations.house import House
from civiltongue.operations.set_story import record_thread
from civiltongue.operations.story import Story, find_thread, trusted_thread
from civiltongue.storage import threads
from civiltongue.storage.database import Connection

_MODERATED = (ThreadState.PRE, ThreadState.POST)


def tell_story(house: House, site: Site, story: Story, *, state: ThreadState | None, by: str) -> Thread:
    """Store what the publisher's own server says of a story, and make its thread where there is none."""

    def work(connection: Connection) -> Thread:
        found = find_thread(connection, site, story)
        if found is None:
            thread = trusted_thread(house, site, story)
            threads.add(connection, thread)
        else:
            thread = found
            threads.change(
                connection, site.id, found.id, facts=story.facts, url=story.url or found.url, trusted=True
            )
        told = state is not None and state is not thread.state
        if state is ThreadState.OPEN and thread.state in _MODERATED:
            told = False  # It is open; who sees comments first is for moderators to say.
        if told and state is not None:
            threads.set_state(connection, site.id, thread.id, state)
        return _told(connection, house, site, thread.id, by=by)

    return again_once(lambda: house.database.write(work))


def _told(connection: Connection, house: House, site: Site, thread_id: str, *, by: str) -> Thread:
    thread = threads.get(connection, site.id, thread_id)
    assert thread is not None
    record_thread(connection, house, thread, by=by)
    return thread
