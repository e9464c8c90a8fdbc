"""Notice that somebody who is barred may write under another account: told to moderators, and nothing follows."""

from dataclasses import dataclass
from typing import Literal

from civiltongue.domain.thread import Author
from civiltongue.operations.house import House
from civiltongue.storage import authors, traces
from civiltongue.storage.database import Connection
from civiltongue.storage.traces import ADDRESS, MAILBOX, Barred
from civiltongue.text.mailbox import mailbox

Why = Literal["mailbox", "address"]
"""What two authors have in common."""


@dataclass(frozen=True, slots=True)
class Evasion:
    """A barred author whom another may be. ``why`` is ``mailbox`` or ``address``: what they have in common.

    The same network address says little: households, offices and mobile networks share one.
    """

    author_id: str
    name: str
    why: Why


class Watch:
    """Know who is barred on a site at a moment, to ask about many authors."""

    def __init__(self, connection: Connection, house: House, site_id: str) -> None:
        self._connection = connection
        self._house = house
        self._site_id = site_id
        self._barred = {found.author_id: found for found in traces.barred(connection, site_id, house.clock())}
        self._mailboxes = {mailbox(found.email): found for found in self._barred.values() if found.email}

    def evasions(self, author: Author) -> tuple[Evasion, ...]:
        """Return the barred authors whom an author may be, the likely ones first."""
        if not self._barred or author.id in self._barred:
            return ()
        email = authors.email(self._connection, self._site_id, author.id) if author.verified else None
        found: list[Evasion] = []
        mine = traces.of_author(self._connection, self._site_id, author.id)
        if email is not None:
            mine.add((MAILBOX, mailbox_key(self._house, email)))
            same = self._mailboxes.get(mailbox(email))
            if same is not None:
                found.append(_evasion(same, "mailbox"))
        known = {evasion.author_id for evasion in found}
        left = traces.left_by(self._connection, self._site_id, self._barred, mine)
        for author_id, why in sorted(left, key=lambda pair: (pair[1] != MAILBOX, pair[0])):
            if author_id not in known:
                found.append(_evasion(self._barred[author_id], "mailbox" if why == MAILBOX else "address"))
                known.add(author_id)
        return tuple(found)


def leave_trace(connection: Connection, house: House, author: Author, address: str) -> None:
    """Record from which network address, as a keyed hash of the day, an author writes."""
    now = house.clock()
    traces.leave(connection, author.site_id, author.id, kind=ADDRESS, key=address, at=now)


def leave_mailbox(connection: Connection, house: House, site_id: str, author_id: str) -> None:
    """Record the mailbox of somebody barred who is being erased, as a keyed hash, for some days."""
    email = authors.email(connection, site_id, author_id)
    now = house.clock()
    if email and author_id in {found.author_id for found in traces.barred(connection, site_id, now)}:
        key = mailbox_key(house, email)
        traces.leave(connection, site_id, author_id, kind=MAILBOX, key=key, at=now)


def mailbox_key(house: House, email: str) -> str:
    """Return a keyed hash of the mailbox that an address leads to."""
    return house.secrets.keyed_hash("mailbox", mailbox(email))


def _evasion(found: Barred, why: Why) -> Evasion:
    return Evasion(found.author_id, found.name, why)
