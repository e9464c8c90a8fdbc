"""Reading the XML export of Disqus (https://help.disqus.com/en/articles/1717164-comments-export).

The declared order (categories, threads, posts; parents before children) is not relied on: a first
reading counts everything, makes sure that the file is whole, and settles what goes where; the
next ones yield threads and comments. Memory holds an index of ids and no text. IP addresses are
never read, e-mail addresses go into the key of their author and no further.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from pathlib import Path

from civiltongue.domain.thread import Format, Status
from civiltongue.errors import BadInput
from civiltongue.importers.archive import (
    Identify,
    ImportedAuthor,
    ImportedComment,
    ImportedThread,
    Skipped,
    SkipReason,
)
from civiltongue.importers.elements import Element, Wanted, elements
from civiltongue.importers.index import Rereading
from civiltongue.importers.mending import mend
from civiltongue.importers.opening import chunks
from civiltongue.importers.replies import Placed, parents_first
from civiltongue.importers.survey import Survey
from civiltongue.text.address import canonical_url, story_key

_THREAD_FIELDS = frozenset({"@id", "id", "link", "title", "createdAt", "isClosed", "isDeleted"})
_POST_FIELDS = frozenset(
    {"@id", "message", "createdAt", "isDeleted", "isSpam", "thread", "thread@id", "parent", "parent@id"}
    | {"author/name", "author/username", "author/email"}
)
_WANTED = Wanted(root="disqus", fields={"thread": _THREAD_FIELDS, "post": _POST_FIELDS}, system="Disqus")
_TRUTH = {"true": True, "1": True, "false": False, "0": False, "": False}
_LONGEST_KEY = 2_000
"""A page whose identifier or address is longer could not ask for its thread."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class DisqusArchive:
    """An export of Disqus, plain or packed. ``identify`` makes the authors' keys.

    With ``mended``, what :mod:`civiltongue.importers.mending` mends is no obstacle. Making one reads
    the whole file once, and raises ArchiveInvalid where that is impossible.
    """

    system = "disqus"

    def __init__(self, path: Path, *, identify: Identify, mended: bool = False) -> None:
        self._path = path
        self._identify = identify
        self._mended = mended
        self._survey = Survey()
        for element in self._elements():
            _take(self._survey, element)
        self._replies = self._survey.settle()

    @property
    def thread_count(self) -> int:
        """Return how many threads the export holds, importable or not."""
        return self._survey.threads.count

    @property
    def comment_count(self) -> int:
        """Return how many posts the export holds, importable or not."""
        return self._survey.comments.count

    def threads(self) -> Iterator[ImportedThread | Skipped]:
        """Yield every thread in the order of the file."""
        again = Rereading(self._survey.threads)
        found = (element for element in self._elements() if element.kind == "thread")
        for element in islice(found, self.thread_count):
            taken = again.take(element.text("@id"))
            yield Skipped(taken, _where(element)) if isinstance(taken, SkipReason) else _thread(element)

    def comments(self) -> Iterator[ImportedComment | Skipped]:
        """Yield every post, in the order of the file where that lets parents come first."""
        return parents_first(self._placed(), rows=len(self._survey.comments))

    def _placed(self) -> Iterator[Placed | Skipped]:
        again = Rereading(self._survey.comments)
        found = (element for element in self._elements() if element.kind == "post")
        for element in found:
            taken = again.take(element.text("@id"))
            if isinstance(taken, SkipReason):
                yield Skipped(taken, _where(element))
            else:
                yield Placed(taken, self._replies.parent(taken), self._comment(element, taken))

    def _comment(self, element: Element, row: int) -> ImportedComment:
        thread, remark = _reference(element, "thread"), self._replies.remark(row)
        return ImportedComment(
            source_id=element.text("@id"),
            thread=thread,
            parent=None if self._replies.parent(row) is None else _reference(element, "parent"),
            author=ImportedAuthor(self._identify(_identity(element)), _one_line(element.text("author/name"))),
            source=element.text("message"),
            format=Format.HTML,
            status=_status(element, in_deleted_thread=self._survey.deleted(thread)),
            created_at=_moment(element) or _EPOCH,
            remarks=() if remark is None else (remark,),
        )

    def _elements(self) -> Iterator[Element]:
        pieces = chunks(self._path)
        return elements(mend(pieces) if self._mended else pieces, _WANTED, where=self._path.name)


def _take(survey: Survey, element: Element) -> None:
    if element.kind == "thread":
        story, fault = _story(element)
        survey.add_thread(
            element.text("@id"),
            story=story,
            closed=_truth(element, "isClosed") is not False,
            deleted=_truth(element, "isDeleted") is not False,
            fault=fault,
        )
    else:
        survey.add_comment(
            element.text("@id"),
            thread=_reference(element, "thread"),
            parent=_reference(element, "parent"),
            fault=_post_fault(element),
        )


def _story(element: Element) -> tuple[str, SkipReason | None]:
    identifier, link = element.text("id"), element.text("link")
    if element.oversize:
        return "", SkipReason.TOO_LARGE
    if max(len(identifier), len(link)) > _LONGEST_KEY:
        return "", SkipReason.NO_ADDRESS
    try:
        return story_key(identifier, link), None
    except BadInput:
        return "", SkipReason.NO_ADDRESS


def _thread(element: Element) -> ImportedThread:
    try:
        canonical_url(element.text("link"))
        url = element.text("link")
    except BadInput:
        url = ""
    return ImportedThread(
        source_id=element.text("@id"),
        identifier=element.text("id"),
        url=url,
        title=_one_line(unescape(element.text("title"))),
        closed=_truth(element, "isClosed") is not False or _truth(element, "isDeleted") is not False,
        created_at=_moment(element),
    )


def _post_fault(element: Element) -> SkipReason | None:
    deleted, spam = _truth(element, "isDeleted"), _truth(element, "isSpam")
    if element.oversize:
        return SkipReason.TOO_LARGE
    if deleted is None or spam is None:
        return SkipReason.UNREADABLE_STATE
    if _moment(element) is None:
        return SkipReason.UNREADABLE_TIME
    if not element.text("message") and not (deleted or spam):
        return SkipReason.NO_TEXT
    return None


def _status(element: Element, *, in_deleted_thread: bool) -> Status:
    if _truth(element, "isSpam"):
        return Status.REJECTED
    if in_deleted_thread or _truth(element, "isDeleted"):
        return Status.WITHDRAWN
    return Status.PUBLISHED


def _identity(element: Element) -> str:
    """Return who somebody is; a guest without an address is known within one thread only."""
    username, email = element.text("author/username"), element.text("author/email").lower()
    if username:
        return f"disqus:username:{username}"
    if email:
        return f"disqus:email:{email}"
    return f"disqus:name:{_reference(element, 'thread')}:{_one_line(element.text('author/name'))}"


def _reference(element: Element, name: str) -> str:
    return element.text(f"{name}@id") or element.text(name)


def _truth(element: Element, name: str) -> bool | None:
    return _TRUTH.get(element.text(name).lower())


def _moment(element: Element) -> datetime | None:
    """Return when something was made; a time without a zone is UTC."""
    try:
        moment = datetime.fromisoformat(element.text("createdAt"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= _EPOCH else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _where(element: Element) -> str:
    name = element.text("@id")
    return f"line {element.line}, {element.kind} {name}" if name else f"line {element.line}"
