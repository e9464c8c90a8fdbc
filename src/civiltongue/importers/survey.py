"""What the first reading of an export finds out: what there is, where it goes, what is skipped."""

from array import array

from civiltongue.importers.archive import SkipReason
from civiltongue.importers.index import Ids, Rows, key_of
from civiltongue.importers.replies import Replies

_NO_STORY = 0xFFFFFFFF


class Survey:
    """Collect threads and comments in any order, then settle what became of each.

    Threads of the same story are one. A thread without comments is skipped, unless it is closed:
    it would come back by itself with its first comment.
    """

    def __init__(self) -> None:
        self.threads = Rows()
        self.comments = Rows()
        self._stories = Ids()
        self._story_of = array("I")
        self._closed = bytearray()
        self._deleted = bytearray()
        self._thread_keys = array("Q")
        self._parent_keys = array("Q")

    def add_thread(
        self, source_id: str, *, story: str, closed: bool, deleted: bool, fault: SkipReason | None
    ) -> None:
        """Take a thread. ``story`` is the story's key; threads of one story are the same."""
        if self.threads.add(source_id, fault) is None:
            return
        key = key_of(story)
        self._stories.add(key)
        self._story_of.append(self._stories.find(key) or 0)
        self._closed.append(closed)
        self._deleted.append(deleted)

    def add_comment(self, source_id: str, *, thread: str, parent: str, fault: SkipReason | None) -> None:
        """Take a comment. ``thread`` and ``parent`` are ids of the source, empty for none."""
        if self.comments.add(source_id, fault) is None:
            return
        self._thread_keys.append(key_of(thread))
        self._parent_keys.append(key_of(parent))

    def deleted(self, thread: str) -> bool:
        """Say whether a thread is deleted."""
        row = self.threads.row(key_of(thread))
        return row is not None and bool(self._deleted[row])

    def settle(self) -> Replies:
        """Decide what is skipped for what was found elsewhere; returns where replies go."""
        stories = array("I", [_NO_STORY]) * len(self.comments)
        used = bytearray(len(self._story_of))
        for row, key in enumerate(self._thread_keys):
            thread = self.threads.row(key)
            if thread is None:
                self.comments.skip(row, SkipReason.UNKNOWN_THREAD)
            elif self.threads.fault(thread) is not None:
                self.comments.skip(row, SkipReason.SKIPPED_THREAD)
            elif self.comments.fault(row) is None:
                stories[row] = self._story_of[thread]
                used[thread] = 1
        for thread, has_comments in enumerate(used):
            if not (has_comments or self._closed[thread]):
                self.threads.skip(thread, SkipReason.NO_COMMENTS)
        return Replies(self.comments, self._parent_keys, stories)
