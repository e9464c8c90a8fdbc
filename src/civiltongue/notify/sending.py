"""Sending letters, one after the other, in a thread of its own."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from threading import Event, Thread
from typing import Protocol
from urllib.parse import unquote, urlsplit

from civiltongue.notify.letter import as_html

_LOG = logging.getLogger("civiltongue.mail")
_TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it goes out, as text and as HTML.

    ``own`` is the address of our pages, to which alone the HTML links. ``unsubscribe`` ends letters
    of this kind with one click (RFC 8058), empty where they cannot be ended.
    """

    recipient: str
    subject: str
    body: str
    sender: str
    own: str = ""
    unsubscribe: str = ""

    def message(self) -> EmailMessage:
        """Return the mail in the form of RFC 5322; raises ValueError for line breaks in a header."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = self.recipient
        message["Subject"] = self.subject
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2] or "localhost")
        message["Auto-Submitted"] = "auto-generated"
        if self.unsubscribe:
            message["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.body)
        message.add_alternative(as_html(self.subject, self.body, own=self.own), subtype="html")
        return message


class Mailer(Protocol):
    """Send one mail, or raise OSError."""

    def __call__(self, mail: Mail, /) -> None:
        """Send it."""


def open_mailer(url: str) -> Mailer:
    """Return what sends mail to an SMTP server, or prints it to the log where ``url`` is empty."""
    if not url:
        return _print
    return _Smtp(url)


def _print(mail: Mail) -> None:
    _LOG.warning("Mail to %s: %s\n%s", mail.recipient, mail.subject, mail.body)


class _Smtp:
    """Send through ``smtp://`` (with STARTTLS where it is offered) or ``smtps://``."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def __call__(self, mail: Mail, /) -> None:
        parts = self._parts
        host = parts.hostname or "localhost"
        if parts.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=_TIMEOUT, context=ssl.create_default_context()
            )
        else:
            client = smtplib.SMTP(host, parts.port or 25, timeout=_TIMEOUT)
        with client:
            client.ehlo()
            if parts.scheme == "smtp" and client.has_extn("starttls"):
                client.starttls(context=ssl.create_default_context())
            if parts.username:
                client.login(unquote(parts.username), unquote(parts.password or ""))
            client.send_message(mail.message())


class Repeating:
    """Call ``work`` again and again until stopped: at once while it finds something to do."""

    def __init__(self, work: Callable[[], bool], *, pause: timedelta = timedelta(seconds=1)) -> None:
        self._work = work
        self._pause = pause.total_seconds()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = Thread(target=self._run, name="civiltongue-repeating", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the round that is under way."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                busy = self._work()
            except Exception:
                _LOG.exception("What repeats has failed; trying again.")
                busy = False
            if not busy:
                self._stopping.wait(self._pause)
