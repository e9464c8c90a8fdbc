"""What leads from every page of the desk to the others: an entry for each, for whom it is permitted."""

from dataclasses import dataclass

from civiltongue.domain.moderation import Move, Role, may


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name is worded as ``desk.nav_<name>``, its path stands behind ``/desk/<site>``."""

    name: str
    path: str
    move: Move


ENTRIES = (
    # In the order in which they are shown.
    Entry("queue", "/queue", Move.READ_QUEUE),
)


def entries_for(role: Role) -> list[Entry]:
    """Return the entries that a role permits."""
    return [entry for entry in ENTRIES if may(role, entry.move)]
