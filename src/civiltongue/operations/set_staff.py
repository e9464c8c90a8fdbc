"""Mark an author as staff: a badge for readers, and a name that is protected."""

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Author, Site
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import authors, sites
from civiltongue.storage.database import Connection


def set_staff(house: House, site: Site, author: Author, *, staff: bool, by: str) -> None:
    """Give or take the staff badge, on every page at once."""

    def work(connection: Connection) -> None:
        authors.set_staff(connection, site.id, author.id, staff=staff)
        sites.raise_version(connection, site.id)
        record(
            house,
            connection,
            site.id,
            Event.AUTHOR_STAFF,
            actor=by,
            subject=author.id,
            staff=str(staff).lower(),
        )

    house.database.write(work)
