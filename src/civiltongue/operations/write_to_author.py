"""Put a letter to an author into the outbox."""

from collections.abc import Callable
from datetime import datetime

from civiltongue.operations.end_letters import letters_link
from civiltongue.operations.house import House
from civiltongue.storage import authors, outbox
from civiltongue.storage.database import Connection
from civiltongue.storage.outbox import Letter
from civiltongue.wording import phrase


def write_to_author(
    connection: Connection,
    house: House,
    whom: tuple[str, str],
    worded: Callable[[], tuple[str, str] | None],
    *,
    at: datetime,
    as_news: bool = False,
) -> Letter | None:
    """Put a letter to an author, by site and id, into the outbox, and return it; who has no address gets none.

    ``worded`` returns subject and body, or None for no letter, and is asked only where one can be
    sent. ``as_news`` says that the letter is no statement about the author, who may have ended such
    letters, and can with one click.
    """
    site_id, author_id = whom
    recipient = authors.email(connection, site_id, author_id)
    if recipient is None or (as_news and authors.is_unsubscribed(connection, site_id, author_id)):
        return None
    found = worded()
    if found is None:
        return None
    subject, body = found
    unsubscribe = ""
    if as_news:
        unsubscribe = letters_link(house, site_id, author_id)
        body = "\n\n".join((body.rstrip("\n"), phrase("mail.no_more"), f"{unsubscribe}\n"))
    letter = Letter(
        id=house.id_at(at),
        site_id=site_id,
        recipient=recipient,
        subject=subject,
        body=body,
        attempts=0,
        created_at=at,
        not_before=at,
        unsubscribe=unsubscribe,
    )
    outbox.put(connection, letter)
    return letter
