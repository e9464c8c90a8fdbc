"""Read what waits for a moderator, with everything that a decision needs."""

from dataclasses import dataclass, replace

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.thread import Author, Comment, Revision, Site, Thread
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.operations.notice_evasion import Evasion, Watch
from civiltongue.operations.weigh_reports import WeighedReport, weigh_reports
from civiltongue.storage import authors, comments, queue, rulings, threads
from civiltongue.storage.database import Connection
from civiltongue.storage.queue import Waiting


@dataclass(frozen=True, slots=True)
class Item:
    """A comment as a moderator sees it. ``waiting`` is None where it does not wait.

    ``evades`` are barred authors whom this one may be. ``reports`` are those since a person decided last.
    """

    comment: Comment
    revision: Revision
    author: Author
    thread: Thread
    ruling: RecordedRuling
    waiting: Waiting | None
    evades: tuple[Evasion, ...] = ()
    reports: tuple[WeighedReport, ...] = ()


def read_queue(
    house: House, site: Site, *, most: int = 100, places: tuple[str, ...] | None = None
) -> list[Item]:
    """Return what waits on a site, the longest first.

    ``places`` are beginnings of stories' URLs of which one fits, None for every story.
    """
    with house.database.read() as connection:
        watch = Watch(connection, house, site.id)
        policy = house.in_force(connection, site.id).policy
        items = [
            _item(connection, site, waiting.comment_id, waiting, watch)
            for waiting in queue.waiting(connection, site.id, most=most, places=places)
        ]
        return [
            _with_reports(connection, policy, item) if item.waiting and item.waiting.reports else item
            for item in items
        ]


def read_item(house: House, site: Site, comment_id: str) -> Item:
    """Return one comment of the site, whether it waits or not; raises NotFound."""
    with house.database.read() as connection:
        item = _item(connection, site, comment_id, None, Watch(connection, house, site.id))
        return _with_reports(connection, house.in_force(connection, site.id).policy, item)


def _with_reports(connection: Connection, policy: Policy, item: Item) -> Item:
    return replace(item, reports=weigh_reports(connection, policy, item.comment))


def _item(connection: Connection, site: Site, comment_id: str, waiting: Waiting | None, watch: Watch) -> Item:
    comment = comments.get(connection, site.id, comment_id)
    if comment is None or comment.revision_id is None or comment.ruling_id is None:
        raise NotFound("There is no such comment.", where="comment")
    revision = comments.revision(connection, site.id, comment.revision_id)
    author = authors.get(connection, site.id, comment.author_id)
    thread = threads.get(connection, site.id, comment.thread_id)
    ruling = rulings.get(connection, site.id, comment.ruling_id)
    assert revision is not None
    assert author is not None
    assert thread is not None
    assert ruling is not None
    return Item(comment, revision, author, thread, ruling, waiting, watch.evasions(author))
