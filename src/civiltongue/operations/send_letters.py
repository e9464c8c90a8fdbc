"""Send what waits in the outbox: each letter once, again later where it could not be sent."""

import smtplib
from datetime import timedelta

from civiltongue.notify.sending import Mail, Mailer
from civiltongue.operations.house import House
from civiltongue.operations.tell_news import keep_back
from civiltongue.storage import outbox
from civiltongue.storage.database import Connection
from civiltongue.storage.outbox import Letter

RESERVED = timedelta(minutes=5)
"""How long a letter is one process's to send."""
MOST_ATTEMPTS = 8


def send_letters(house: House, mailer: Mailer) -> bool:
    """Send the letters that are due; returns whether there were any."""
    with house.database.read() as connection:
        due = outbox.due(connection, house.clock())
    for letter in due:
        if _claim(house, letter):
            _send(house, mailer, letter)
    return bool(due)


def _claim(house: House, letter: Letter) -> bool:
    now = house.clock()

    def work(connection: Connection) -> bool:
        if not outbox.claim(connection, letter, until=now + RESERVED):
            return False
        return not (letter.unsubscribe and keep_back(connection, letter, now=now))

    return house.database.write(work)


def _send(house: House, mailer: Mailer, letter: Letter) -> None:
    try:
        mailer(
            Mail(
                recipient=letter.recipient,
                subject=letter.subject,
                body=letter.body,
                sender=house.settings.mail_from,
                own=house.settings.base_url,
                unsubscribe=letter.unsubscribe,
            )
        )
    except (OSError, smtplib.SMTPException, ValueError) as error:
        fault = type(error).__name__
        wait = (
            timedelta(minutes=2**letter.attempts) if letter.attempts < MOST_ATTEMPTS else timedelta(days=365)
        )
        until = house.clock() + wait
        house.database.write(lambda connection: outbox.put_off(connection, letter, until=until, fault=fault))
        return
    house.database.write(lambda connection: outbox.sent(connection, letter, house.clock()))
