"""What leads from every page of the desk to the others: an entry for each, for whom it is permitted."""

from collections.abc import Collection
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
    Entry("appeals", "/appeals", Move.READ_APPEALS),
    Entry("notices", "/notices", Move.READ_NOTICES),
    Entry("claims", "/claims", Move.DECIDE_CLAIM),
    Entry("inquiries", "/inquiries", Move.ANSWER_INQUIRY),
    Entry("authors", "/authors", Move.READ_AUTHOR),
    Entry("stories", "/stories", Move.READ_STORY),
    Entry("search", "/search", Move.SEARCH),
    Entry("statistics", "/statistics", Move.STATISTICS),
    Entry("policy", "/policy", Move.READ_POLICY),
    Entry("audit", "/audit", Move.READ_AUDIT),
    Entry("mail", "/mail", Move.READ_QUEUE),
    Entry("people", "/people", Move.PEOPLE),
)


def entries_for(role: Role, sections: Collection[str] = ()) -> list[Entry]:
    """Return the entries that a role permits, also where it is limited to sections."""
    return [entry for entry in ENTRIES if may(role, entry.move, sections=sections)]
