"""What leads from every page of the desk to the others: an entry for each, for whom it is permitted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from civiltongue.domain.moderation import Move, Role, may


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name is worded as ``desk.nav_<name>``, its path stands behind ``/desk/<site>``.

    A ``folded`` one stands in a menu, so that what is needed all day fits in one line.
    """

    name: str
    path: str
    move: Move
    folded: bool = False


ENTRIES = (
    # In the order in which they are shown.
    Entry("queue", "/queue", Move.READ_QUEUE),
    Entry("appeals", "/appeals", Move.READ_APPEALS),
    Entry("notices", "/notices", Move.READ_NOTICES),
    Entry("claims", "/claims", Move.DECIDE_CLAIM, folded=True),
    Entry("inquiries", "/inquiries", Move.ANSWER_INQUIRY, folded=True),
    Entry("authors", "/authors", Move.READ_AUTHOR),
    Entry("stories", "/stories", Move.READ_STORY),
    Entry("search", "/search", Move.SEARCH),
    Entry("statistics", "/statistics", Move.STATISTICS, folded=True),
    Entry("policy", "/policy", Move.READ_POLICY),
    Entry("audit", "/audit", Move.READ_AUDIT, folded=True),
    Entry("mail", "/mail", Move.READ_QUEUE, folded=True),
    Entry("people", "/people", Move.PEOPLE, folded=True),
)


def entries_for(role: Role, sections: Collection[str] = ()) -> list[Entry]:
    """Return the entries that a role permits, also where it is limited to sections."""
    return [entry for entry in ENTRIES if may(role, entry.move, sections=sections)]


def in_menu(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that stand in the menu; a single one needs none."""
    found = [entry for entry in entries if entry.folded]
    return found if len(found) > 1 else []
