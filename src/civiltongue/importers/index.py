"""An index of the ids in an export, small enough for the largest of them.

Ids are kept as 64-bit hashes in arrays: about 25 bytes each, a quarter of what a dictionary needs.
Two ids out of a million fall together with a probability of 3 in 10⁸.
"""

from array import array
from hashlib import blake2b

from civiltongue.errors import ArchiveInvalid
from civiltongue.importers.archive import SkipReason

NO_KEY = 0
"""The key that no id has."""

_REASONS = tuple(SkipReason)
_NOTHING = 0


def key_of(source_id: str) -> int:
    """Return 64 bits that stand for an id, :data:`NO_KEY` for an empty one."""
    if not source_id:
        return NO_KEY
    return int.from_bytes(blake2b(source_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1


class Ids:
    """Number keys in the order of their coming."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._slots = array("I", [_NOTHING]) * 1024

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: int) -> int | None:
        """Return the number of a new key, None where it is known already."""
        slot = self._slot(key)
        if self._slots[slot] != _NOTHING:
            return None
        self._keys.append(key)
        self._slots[slot] = len(self._keys)
        if len(self._keys) * 2 > len(self._slots):
            self._grow()
        return len(self._keys) - 1

    def find(self, key: int) -> int | None:
        """Return the number of a key, None where it is unknown."""
        number = self._slots[self._slot(key)]
        return None if number == _NOTHING else number - 1

    def _slot(self, key: int) -> int:
        mask = len(self._slots) - 1
        slot = key & mask
        while (number := self._slots[slot]) != _NOTHING and self._keys[number - 1] != key:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        self._slots = array("I", [_NOTHING]) * (len(self._slots) * 2)
        for row, key in enumerate(self._keys):
            self._slots[self._slot(key)] = row + 1


class Rows:
    """Number the things of one kind by their ids, with the reason why one is skipped.

    ``count`` counts everything, also what has no id and what comes twice.
    """

    def __init__(self) -> None:
        self.count = 0
        self._ids = Ids()
        self._faults = bytearray()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, source_id: str, fault: SkipReason | None) -> int | None:
        """Count something; returns its row, None where it has no id or that of another."""
        self.count += 1
        row = self._ids.add(key_of(source_id)) if source_id else None
        if row is not None:
            self._faults.append(_NOTHING)
            if fault is not None:
                self.skip(row, fault)
        return row

    def row(self, key: int) -> int | None:
        """Return the row of a key, None where it is unknown."""
        return self._ids.find(key)

    def skip(self, row: int, fault: SkipReason) -> None:
        """Give the row a reason to be skipped, unless it has one."""
        if self._faults[row] == _NOTHING:
            self._faults[row] = _REASONS.index(fault) + 1

    def fault(self, row: int) -> SkipReason | None:
        """Return why the row is skipped."""
        code = self._faults[row]
        return None if code == _NOTHING else _REASONS[code - 1]


class Rereading:
    """Go once more through the things that were counted, and tell the first of an id from the next."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._come = bytearray(len(rows))

    def take(self, source_id: str) -> int | SkipReason:
        """Return the row of something, or why it is skipped.

        Raises ArchiveInvalid for what was not there at the first reading.
        """
        if not source_id:
            return SkipReason.NO_ID
        row = self._rows.row(key_of(source_id))
        if row is None:
            raise ArchiveInvalid(
                "The file was changed while it was read.", hint="Begin again; nothing comes twice."
            )
        if self._come[row]:
            return SkipReason.DUPLICATE
        self._come[row] = 1
        fault = self._rows.fault(row)
        return row if fault is None else fault
