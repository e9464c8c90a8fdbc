"""Put a letter to an author into the outbox."""

from collections.abc import Callable
from datetime import datetime

from civiltongue.operations.house import House
from civiltongue.storage import authors, outbox
from civiltongue.storage.database import Connection
from civiltongue.storage.outbox import Letter


def write_to_author(
    connection: Connection,
    house: House,
    whom: tuple[str, str],
    worded: Callable[[], tuple[str, str]],
    *,
    at: datetime,
) -> None:
    """Put a letter to an author, by site and id, into the outbox; who has no address gets none.

    ``worded`` returns subject and body, and is asked only for a letter that is written.
    """
    site_id, author_id = whom
    recipient = authors.email(connection, site_id, author_id)
    if recipient is None:
        return
    subject, body = worded()
    letter = Letter(
        id=house.id_at(at),
        site_id=site_id,
        recipient=recipient,
        subject=subject,
        body=body,
        attempts=0,
        created_at=at,
        not_before=at,
    )
    outbox.put(connection, letter)
