"""Notice that somebody who is barred may write under another account: told to moderators, and nothing follows."""

from dataclasses import dataclass
from typing import Literal

from civiltongue.domain.thread import Author
from civiltongue.operations.house import House
from civiltongue.storage import authors, identities, traces
from civiltongue.storage.database import Connection
from civiltongue.storage.identities import BoundIdentity
from civiltongue.storage.traces import ADDRESS, IDENTITY, MAILBOX, Barred
from civiltongue.text.mailbox import mailbox

Why = Literal["mailbox", "identity", "address"]
"""What two authors have in common."""
_LIKELY: tuple[Why, ...] = (MAILBOX, IDENTITY, ADDRESS)


@dataclass(frozen=True, slots=True)
class Evasion:
    """A barred author whom another may be.

    ``why`` is what they have in common: a ``mailbox``, an ``identity`` (the same person of a provider
    or of the publication), or a network ``address``, which says little: households, offices and mobile
    networks share one.
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
        bound = identities.of_author(self._connection, self._site_id, author.id)
        mine |= {(IDENTITY, identity.subject_key) for identity in bound}
        if email is not None:
            mine.add((MAILBOX, mailbox_key(self._house, email)))
            same = self._mailboxes.get(mailbox(email))
            if same is not None:
                found.append(_evasion(same, "mailbox"))
        known = {evasion.author_id for evasion in found}
        left = traces.left_by(self._connection, self._site_id, self._barred, mine)
        for why, author_id in sorted((_LIKELY.index(kind), author_id) for author_id, kind in left):
            if author_id not in known:
                found.append(_evasion(self._barred[author_id], _LIKELY[why]))
                known.add(author_id)
        return tuple(found)


def leave_trace(connection: Connection, house: House, author: Author, address: str) -> None:
    """Record from which network address, as a keyed hash of the day, an author writes."""
    now = house.clock()
    traces.leave(connection, author.site_id, author.id, kind=ADDRESS, key=address, at=now)


def leave_marks(connection: Connection, house: House, site_id: str, author_id: str) -> None:
    """Record by what somebody barred who is being erased can be recognised, as keyed hashes, for some days."""
    now = house.clock()
    if author_id not in {found.author_id for found in traces.barred(connection, site_id, now)}:
        return
    email = authors.email(connection, site_id, author_id)
    if email:
        key = mailbox_key(house, email)
        traces.leave(connection, site_id, author_id, kind=MAILBOX, key=key, at=now)
    for identity in identities.of_author(connection, site_id, author_id):
        leave_identity(connection, house, identity)


def leave_identity(connection: Connection, house: House, identity: BoundIdentity) -> None:
    """Record that an author was a person of an issuer, for some days; a keyed hash is all that is known."""
    site_id, author_id = identity.site_id, identity.author_id
    traces.leave(connection, site_id, author_id, kind=IDENTITY, key=identity.subject_key, at=house.clock())


def mailbox_key(house: House, email: str) -> str:
    """Return a keyed hash of the mailbox that an address leads to."""
    return house.secrets.keyed_hash("mailbox", mailbox(email))


def _evasion(found: Barred, why: Why) -> Evasion:
    return Evasion(found.author_id, found.name, why)
