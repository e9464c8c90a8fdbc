"""What is read from another system's export, and how all of it is accounted for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from civiltongue.domain.thread import Format, Status

Identify = Callable[[str], str]
"""Turn what identifies a person elsewhere into a key that tells nothing about them."""


class SkipReason(StrEnum):
    """Say why something in an export is not imported."""

    NO_ID = "no-id"
    DUPLICATE = "duplicate"
    NO_ADDRESS = "no-address"
    NO_COMMENTS = "no-comments"
    UNKNOWN_THREAD = "unknown-thread"
    SKIPPED_THREAD = "skipped-thread"
    UNREADABLE_TIME = "unreadable-time"
    UNREADABLE_STATE = "unreadable-state"
    NO_TEXT = "no-text"
    TOO_LARGE = "too-large"
    ERASED = "erased"


class Remark(StrEnum):
    """Say what is worth knowing about something that is imported nevertheless."""

    PARENT_MISSING = "parent-missing"
    PARENT_SKIPPED = "parent-skipped"
    PARENT_IN_CIRCLE = "parent-in-circle"
    PARENT_ELSEWHERE = "parent-elsewhere"
    OUTSIDE_ORIGINS = "outside-origins"
    OVER_WORD_LIMIT = "over-word-limit"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Name something that is not imported, and where in the export it stands."""

    reason: SkipReason
    where: str


@dataclass(frozen=True, slots=True)
class ImportedThread:
    """The comments under one story elsewhere. ``identifier`` is the publisher's own, often empty."""

    source_id: str
    identifier: str
    url: str
    title: str
    closed: bool
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportedAuthor:
    """Somebody who signed comments elsewhere; the same ``key`` is the same person."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """One comment of an export, which comes after its thread and its parent.

    ``status`` is what it was elsewhere. ``thread`` and ``parent`` are ids of the source.
    """

    source_id: str
    thread: str
    parent: str | None
    author: ImportedAuthor
    source: str
    format: Format
    status: Status
    created_at: datetime
    remarks: tuple[Remark, ...] = ()


class Archive(Protocol):
    """An export that was read through once: it is whole, and what it holds is counted."""

    @property
    def system(self) -> str:
        """Return the name of the system that the export comes from."""

    @property
    def thread_count(self) -> int:
        """Return how many threads the export holds, importable or not."""

    @property
    def comment_count(self) -> int:
        """Return how many comments the export holds, importable or not."""

    def threads(self) -> Iterator[ImportedThread | Skipped]:
        """Yield every thread, always in the same order."""

    def comments(self) -> Iterator[ImportedComment | Skipped]:
        """Yield every comment, always in the same order, parents before their replies."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Account for everything of one kind: what was read is imported, already there or skipped."""

    read: int = 0
    imported: int = 0
    already_there: int = 0
    skipped: Mapping[SkipReason, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def adds_up(self) -> bool:
        """Say whether nothing is unaccounted for, and nothing counted twice."""
        return self.read == self.imported + self.already_there + sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Account for a whole export."""

    threads: Tally
    comments: Tally
    remarks: Mapping[Remark, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def adds_up(self) -> bool:
        """Say whether both tallies add up."""
        return self.threads.adds_up and self.comments.adds_up
