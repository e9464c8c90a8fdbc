"""Read a page of a thread as anybody sees it."""

from dataclasses import dataclass

from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site, Status, Thread
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.storage import comments, pages, sites, threads
from civiltongue.storage.database import Connection
from civiltongue.storage.pages import PAGE_SIZE, ShownComment
from civiltongue.text.skeleton import name_key

OLDEST, NEWEST = "oldest", "newest"
ORDERS = tuple(pages.ORDERS)
FEED_SIZE = 50
"""How many comments a feed holds."""


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A page of a thread; ``thread`` is None where the story has no comment yet.

    ``versions`` are those of the thread and of the site when this was read.
    """

    site: Site
    policy: Policy
    thread: Thread | None
    comments: tuple[ShownComment, ...]
    shown: int
    order: str
    number: int
    pages: int
    versions: tuple[int, int]

    def badges(self, comment: ShownComment) -> tuple[str, ...]:
        """Return the badges that a comment's author carries here."""
        found = []
        if comment.staff:
            found.append("staff")
        if comment.withheld:
            found.append("withheld")
        facts = self.thread.facts if self.thread and self.thread.trusted else None
        if facts and facts.author and name_key(facts.author) == name_key(comment.author_name):
            found.append("author")
        return tuple(found)


def read_thread(house: House, site: Site, key: str, *, order: str, number: int) -> ThreadPage:
    """Return a page of the thread of a story's key, in one snapshot.

    A story that nobody commented on yet has an empty page. Raises NotFound for a page that is not there.
    """
    with house.database.read() as connection:
        return _page(connection, house, site, threads.keyed(connection, site.id, key), (order, number))


def read_thread_by_id(house: House, site: Site, thread_id: str, *, order: str, number: int) -> ThreadPage:
    """Return a page of a thread by its id; raises NotFound."""
    with house.database.read() as connection:
        thread = threads.get(connection, site.id, thread_id)
        if thread is None:
            raise NotFound("There is no such discussion.", where="thread")
        return _page(connection, house, site, thread, (order, number))


def read_feed(house: House, site: Site, thread_id: str) -> ThreadPage:
    """Return the newest comments of a thread, newest first; raises NotFound."""
    with house.database.read() as connection:
        thread = threads.get(connection, site.id, thread_id)
        if thread is None:
            raise NotFound("There is no such discussion.", where="thread")
        found = pages.newest(connection, site.id, thread.id, most=FEED_SIZE)
        return _assembled(connection, house, site, thread, tuple(found))


def read_counts(house: House, site: Site, keys: dict[str, str]) -> dict[str, int]:
    """Return how many comments readers see, for each named story; ``keys`` gives each name its key."""
    with house.database.read() as connection:
        found = threads.counts(connection, site.id, list(keys.values()))
    return {name: found.get(key, 0) for name, key in keys.items()}


def find_comment(house: House, comment_id: str) -> tuple[Site, str, int]:
    """Return the site, the thread's id and the page of a comment that readers see; raises NotFound."""
    with house.database.read() as connection:
        site_id = comments.site_of(connection, comment_id)
        site = sites.get(connection, site_id) if site_id else None
        comment = comments.get(connection, site.id, comment_id) if site else None
        if site is None or comment is None or comment.status is not Status.PUBLISHED:
            raise NotFound("There is no such comment.", where="comment")
        number = pages.number_of(connection, site.id, comment_id)
        return site, comment.thread_id, number or 1


def _page(
    connection: Connection, house: House, site: Site, thread: Thread | None, place: tuple[str, int]
) -> ThreadPage:
    order, number = place
    total = pages.total(connection, site.id, thread.id) if thread else 0
    count = max(1, -(-total // PAGE_SIZE))
    if not 1 <= number <= count:
        raise NotFound(f"The discussion has {count} page(s).", where="page")
    found: list[ShownComment] = []
    if thread is not None:
        found = pages.page(connection, site.id, thread.id, order=order, number=number)
    return _assembled(connection, house, site, thread, tuple(found), order=order, number=number, pages=count)


def _assembled(
    connection: Connection,
    house: House,
    site: Site,
    thread: Thread | None,
    found: tuple[ShownComment, ...],
    *,
    order: str = NEWEST,
    number: int = 1,
    pages: int = 1,
) -> ThreadPage:
    return ThreadPage(
        site=site,
        policy=house.in_force(connection, site.id).policy,
        thread=thread,
        comments=found,
        shown=threads.shown(connection, site.id, thread.id) if thread else 0,
        order=order,
        number=number,
        pages=pages,
        versions=(thread.version if thread else 0, sites.version(connection, site.id)),
    )
