"""Acknowledge a warning: its author has read it, and can comment again."""

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import authors
from civiltongue.storage.database import Connection


def acknowledge_warning(house: House, site: Site, author: Author, sanction_id: str) -> None:
    """Record that an author has read a warning; doing so twice changes nothing.

    Raises NotFound where it is no warning of this author's.
    """
    now = house.clock()

    def work(connection: Connection) -> None:
        authors.lock(connection, site.id, author.id)
        known = authors.sanctions(connection, site.id, author.id)
        warning = next((each for each in known if each.id == sanction_id), None)
        if warning is None or not (warning.unread or warning.acknowledged_at):
            raise NotFound("There is no such warning.", where="sanction")
        if authors.acknowledge(connection, site.id, author.id, sanction_id, at=now):
            record(
                house,
                connection,
                site.id,
                Event.WARNING_ACKNOWLEDGE,
                actor=f"author:{author.id}",
                subject=sanction_id,
            )

    house.database.write(work)
