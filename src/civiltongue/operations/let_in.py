"""Let an author in: a session for our own pages, and a line in the audit log that says by which way."""

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Author
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.sessions import PAGE, open_session
from civiltongue.operations.site_group import join_person
from civiltongue.storage.database import Connection


def let_in(connection: Connection, house: House, author: Author, *, method: Method) -> str:
    """Open a session of our own pages inside a write, always a new one, and return its token."""
    token, _ = open_session(
        connection, house, author, kind=PAGE, origin=house.settings.origin, family=house.new_id()
    )
    record_sign_in(connection, house, author, method=method)
    return token


def record_sign_in(connection: Connection, house: House, author: Author, *, method: Method) -> None:
    """Write into the audit log that an author signed in, and recognise them as who they are in the site's group."""
    join_person(connection, house, author)
    record(
        house,
        connection,
        author.site_id,
        Event.AUTHOR_SIGN_IN,
        actor=f"author:{author.id}",
        subject=author.id,
        method=method.value,
    )
