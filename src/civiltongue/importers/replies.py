"""Under which comment each reply goes, and the order in which parents come first."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from struct import Struct
from tempfile import TemporaryFile
from typing import IO

from msgspec import msgpack

from civiltongue.importers.archive import ImportedComment, Remark, Skipped
from civiltongue.importers.index import NO_KEY, Rows

_REMARKS = tuple(Remark)
_NOTHING = 0
_NO_ROW = 0xFFFFFFFF
_UNVISITED, _OPEN, _DONE = 0, 1, 2
_HEAD = Struct(">QII")
_comment_decoder = msgpack.Decoder(ImportedComment)


class Replies:
    """Settle under which comment each comment goes, once all are known.

    ``wanted`` holds, by row, the key of the parent that the export names. ``stories`` holds the
    number of the story, since a reply belongs under a comment of the same one. A reply whose
    parent is missing, skipped or elsewhere begins a conversation of its own. Where replies go
    round in a circle, the first that was read is taken for its beginning.
    """

    def __init__(self, comments: Rows, wanted: Sequence[int], stories: Sequence[int]) -> None:
        self._parents = array("I", [_NO_ROW]) * len(wanted)
        self._remarks = bytearray(len(wanted))
        for row, key in enumerate(wanted):
            if key != NO_KEY:
                self._attach(row, comments, comments.row(key), stories)
        self._cut_circles()

    def parent(self, row: int) -> int | None:
        """Return the row of the comment that this one goes under."""
        parent = self._parents[row]
        return None if parent == _NO_ROW else parent

    def remark(self, row: int) -> Remark | None:
        """Return what is the matter with the parent that the export names."""
        code = self._remarks[row]
        return None if code == _NOTHING else _REMARKS[code - 1]

    def _attach(self, row: int, comments: Rows, parent: int | None, stories: Sequence[int]) -> None:
        if parent is None:
            self._note(row, Remark.PARENT_MISSING)
        elif comments.fault(parent) is not None:
            self._note(row, Remark.PARENT_SKIPPED)
        elif stories[parent] != stories[row]:
            self._note(row, Remark.PARENT_ELSEWHERE)
        else:
            self._parents[row] = parent

    def _cut_circles(self) -> None:
        state = bytearray(len(self._parents))
        for start in range(len(self._parents)):
            walk: list[int] = []
            row = start
            while row != _NO_ROW and state[row] == _UNVISITED:
                state[row] = _OPEN
                walk.append(row)
                row = self._parents[row]
            if row != _NO_ROW and state[row] == _OPEN:
                first = min(walk[walk.index(row) :])
                self._parents[first] = _NO_ROW
                self._note(first, Remark.PARENT_IN_CIRCLE)
            for visited in walk:
                state[visited] = _DONE

    def _note(self, row: int, remark: Remark) -> None:
        self._remarks[row] = _REMARKS.index(remark) + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment with its row and the row of its parent."""

    row: int
    parent: int | None
    comment: ImportedComment


def parents_first(items: Iterable[Placed | Skipped], *, rows: int) -> Iterator[ImportedComment | Skipped]:
    """Yield comments in their order, except that a reply waits for its parent.

    What waits lies in a temporary file, so that memory does not depend on the order.
    """
    come = bytearray(rows)
    with TemporaryFile(prefix="civiltongue-import-") as file:
        waiting = _Waiting(file, rows)
        for item in items:
            if isinstance(item, Skipped):
                yield item
            elif item.parent is not None and not come[item.parent]:
                waiting.add(item.row, item.parent, item.comment)
            else:
                come[item.row] = 1
                yield item.comment
                for row, comment in waiting.released_by(item.row):
                    come[row] = 1
                    yield comment


class _Waiting:
    """Keep replies in a file, chained by their parent: each names the one before it."""

    def __init__(self, file: IO[bytes], rows: int) -> None:
        self._file = file
        self._latest = array("Q", [_NOTHING]) * rows

    def add(self, row: int, parent: int, comment: ImportedComment) -> None:
        """Keep a comment until its parent comes."""
        body = msgpack.encode(comment)
        offset = self._file.seek(0, 2)
        self._file.write(_HEAD.pack(self._latest[parent], row, len(body)))
        self._file.write(body)
        self._latest[parent] = offset + 1

    def released_by(self, row: int) -> Iterator[tuple[int, ImportedComment]]:
        """Yield what waited for a row, with what waited for that in turn."""
        chains = [self._latest[row]]
        while chains:
            place = chains.pop()
            if place == _NOTHING:
                continue
            self._file.seek(place - 1)
            before, released, length = _HEAD.unpack(self._file.read(_HEAD.size))
            yield released, _comment_decoder.decode(self._file.read(length))
            chains += [before, self._latest[released]]
