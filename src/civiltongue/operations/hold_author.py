"""Put everything about an author under a legal hold, by a right of its own: nothing is erased meanwhile."""

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Right
from civiltongue.domain.thread import AuthorKind, Site
from civiltongue.errors import BadInput, NotFound, NotPermitted
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import authors, legal_holds
from civiltongue.storage.database import Connection
from civiltongue.storage.legal_holds import LegalHold
from civiltongue.storage.moderators import Moderator
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 200
"""How long the reference of a case may be."""


def hold_author(house: House, site: Site, author_id: str, *, reference: str, by: Moderator) -> LegalHold:
    """Keep everything about an author from being erased or dropped; ``reference`` names the case.

    Raises NotPermitted without the right, which is recorded, NotFound, and BadInput without a reference.
    """
    _check_right(house, site, author_id, by)
    check_text(reference)
    if not reference.strip() or len(reference) > MOST_CHARACTERS:
        raise BadInput(f"A legal hold names its case, in {MOST_CHARACTERS} characters.", where="reference")
    now = house.clock()
    hold = LegalHold(house.id_at(now), site.id, author_id, reference.strip(), f"moderator:{by.id}", now)

    def work(connection: Connection) -> LegalHold:
        author = authors.get(connection, site.id, author_id)
        if author is None or author.kind is AuthorKind.ERASED:
            raise NotFound("The site has no such author.", where="author")
        legal_holds.impose(connection, hold)
        _told(connection, house, hold, by, Event.HOLD_IMPOSE)
        return hold

    return house.database.write(work)


def release_author(house: House, site: Site, author_id: str, *, by: Moderator) -> int:
    """End every legal hold on an author; what waits to be erased is erased then. Returns how many there were.

    Raises NotPermitted without the right, which is recorded, and NotFound where there is none.
    """
    _check_right(house, site, author_id, by)

    def work(connection: Connection) -> int:
        found = legal_holds.in_force(connection, site.id, author_id)
        if not found:
            raise NotFound("There is no legal hold on the author.", where="author")
        for hold in found:
            legal_holds.lift(connection, hold, by=f"moderator:{by.id}", at=house.clock())
            _told(connection, house, hold, by, Event.HOLD_LIFT)
        return len(found)

    return house.database.write(work)


def _check_right(house: House, site: Site, author_id: str, by: Moderator) -> None:
    if by.site_id == site.id and Right.LEGAL_HOLDS in by.rights:
        return

    def work(connection: Connection) -> None:
        actor = f"moderator:{by.id}"
        record(house, connection, site.id, Event.HOLD_REFUSE, actor=actor, subject=author_id)

    house.database.write(work)
    raise NotPermitted(
        "This needs the right to impose legal holds.", where="author", hint="The operator gives it."
    )


def _told(connection: Connection, house: House, hold: LegalHold, by: Moderator, event: Event) -> None:
    record(
        house,
        connection,
        hold.site_id,
        event,
        actor=f"moderator:{by.id}",
        subject=hold.author_id,
        hold=hold.id,
    )
