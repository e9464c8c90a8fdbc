"""A living server for tests: real HTTP on loopback, real SMTP, a site for each test."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import policy as email_policy
from email.message import EmailMessage
from email.parser import BytesParser as Parser
from functools import partial
from itertools import count
from pathlib import Path
from random import SystemRandom
from threading import Condition
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from granian.constants import Interfaces
from granian.server.embed import Server

from civiltongue.bootstrap import open_house
from civiltongue.notify.sending import Repeating, open_mailer
from civiltongue.operations.add_moderator import add_moderator
from civiltongue.operations.add_site import add_site
from civiltongue.operations.house import House
from civiltongue.operations.send_letters import send_letters
from civiltongue.policyfile import default
from civiltongue.settings import Secrets, Settings
from civiltongue.storage.database import Database
from civiltongue.web.app import create_app

_numbers = count(1)
_ports = SystemRandom()
"""Steady randomness would give the same ports to tests that run side by side."""
_LINK = re.compile(r"https?://\S+/sign-in/link/(\S+)")


class Received(EmailMessage):
    """A mail that came; its content is the text for those who read no HTML."""

    def get_content(self, *arguments: Any, **named: Any) -> Any:
        """Return the text of the mail, or of one of its parts."""
        plain = self.get_body(("plain",)) if self.is_multipart() else None
        return plain.get_content() if plain else super().get_content(*arguments, **named)


class Mailbox:
    """Receive mail over SMTP, and let tests wait for it."""

    def __init__(self) -> None:
        self._arrived = Condition()
        self._mails: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail in."""
        with self._arrived:
            self._mails.append(Parser(Received, policy=email_policy.default).parsebytes(envelope.content))
            self._arrived.notify_all()
        return "250 taken"

    def wait_for(self, recipient: str, *, number: int = 1, holding: str = "") -> Any:
        """Return the given mail to somebody, among those that hold a text, waiting until it has come."""

        def found() -> list[Any]:
            return [mail for mail in self._mails if mail["To"] == recipient and holding in mail.get_content()]

        with self._arrived:
            if not self._arrived.wait_for(lambda: len(found()) >= number, timeout=30):
                raise AssertionError(f"no mail no. {number} came to {recipient}")
            return found()[number - 1]

    def received(self) -> list[Any]:
        """Return every mail that has come so far."""
        with self._arrived:
            return list(self._mails)

    def link_for(self, recipient: str, *, number: int = 1) -> str:
        """Return the token of the given sign-in link to somebody."""
        mail = self.wait_for(recipient, number=number, holding="/sign-in/link/")
        match = _LINK.search(mail.get_content())
        assert match is not None
        return match.group(1)


@dataclass
class Living:
    """A server that runs, with what tests need to make sites on it."""

    house: House
    base_url: str
    mailbox: Mailbox
    _clients: ExitStack = field(default_factory=ExitStack)

    def a_site(
        self, *, policy: str = "newsroom", origin: str = "https://lantern.example", name: str = ""
    ) -> "LivingSite":
        """Add a site of its own for a test."""
        name = name or f"lantern-{next(_numbers)}"
        source = default(policy) if policy in {"newsroom", "hobby-blog", "classroom"} else policy
        made = add_site(self.house, name, origins=(origin,), policy=source)
        moderator = add_moderator(self.house, made.site, "Quill")
        return LivingSite(self, name, origin, made.key, moderator.key, made.site)

    def closing(self, client: httpx.Client) -> None:
        """Close a client in the end."""
        self._clients.callback(client.close)

    def close(self) -> None:
        """Close every client."""
        self._clients.close()


@dataclass
class LivingSite:
    """One test's site: who asks, from where, and with which key."""

    living: Living
    name: str
    origin: str
    key: str
    moderator_key: str
    site: Any

    def client(self, token: str = "", *, origin: str | None = None) -> httpx.Client:
        """Return a client that asks as a page of the site's origin would."""
        origin = self.origin if origin is None else origin
        headers = {"Origin": origin} if origin else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.Client(base_url=self.living.base_url, headers=headers, timeout=30)

    def browser(self) -> httpx.Client:
        """Return a client of our own pages, which keeps cookies; it is closed with the server at the latest."""
        client = httpx.Client(
            base_url=self.living.base_url, headers={"Accept": "text/html"}, timeout=30, follow_redirects=False
        )
        self.living.closing(client)
        return client

    @property
    def version(self) -> str:
        """Return the policy version in force."""
        with self.living.house.database.read() as connection:
            return self.living.house.in_force(connection, self.site.id).policy.version

    def a_comment(self, text: str, **fields: Any) -> dict[str, Any]:
        """Return the body of a comment to submit."""
        story = {"id": "harbour-lamps", "url": f"{self.origin}/harbour-lamps.html", "title": "Harbour lamps"}
        draft = f"draft-{next(_numbers):08}"
        return {"story": story, "text": text, "draft": draft, "consent": self.version, **fields}

    def sign_in(self, name: str, address: str = "") -> str:
        """Go the whole way of the hand-over, and return the access token."""
        return str(self.sign_in_fully(name, address)["access"])

    def sign_in_fully(self, name: str, address: str = "") -> dict[str, Any]:
        """Go the whole way of the hand-over, and return the embed's session."""
        from tests.handover import sign_in

        return sign_in(self, name, address or f"reader-{next(_numbers)}@example.com")


@pytest.fixture(scope="session")
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """Run an SMTP server for the session."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, controller.port
    controller.stop()


@pytest.fixture(scope="session")
def living(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, mailbox: tuple[Mailbox, int]
) -> Iterator[Living]:
    """Run the server for the session, on a database file of its own."""
    folder = tmp_path_factory.mktemp("living")
    with a_living(folder, migrated_sqlite, mailbox, port=free_port()) as made:
        yield made


@contextmanager
def a_living(
    folder: Path,
    migrated: Path,
    mailbox: tuple[Mailbox, int],
    *,
    port: int,
    host: str = "127.0.0.1",
    **options: Any,
) -> Iterator[Living]:
    """Run a server with its own database in a folder; ``options`` are settings."""
    file = folder / "living.sqlite"
    file.write_bytes(migrated.read_bytes())
    settings = Settings(
        database=f"sqlite:///{file}",
        base_url=f"http://{host}:{port}",
        smtp=f"smtp://127.0.0.1:{mailbox[1]}",
        mail_from="comments@lantern.example",
        **options,
    )
    house = open_house(settings, keys=Secrets(b"k" * 32), database=Database(settings.database))
    with running(house, port):
        made = Living(house, settings.base_url, mailbox[0])
        yield made
        made.close()
    house.database.close()


class running:  # noqa: N801 (a context manager)
    """Serve a house in a thread while the block lasts."""

    def __init__(self, house: House, port: int) -> None:
        sender = Repeating(partial(send_letters, house, open_mailer(house.settings.smtp)))
        self._port = port
        self._application = create_app(house, repeating=(sender,))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: Server | None = None

    def __enter__(self) -> None:
        self._thread.start()
        self._ready.wait(30)
        transport = httpx.HTTPTransport(retries=100)
        with httpx.Client(transport=transport, timeout=30) as client:
            client.get(f"http://127.0.0.1:{self._port}/static/pages.css").raise_for_status()

    def __exit__(self, *_: object) -> None:
        assert self._loop is not None
        assert self._server is not None
        self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(30)

    def _run(self) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._server = Server(
                self._application,
                address="127.0.0.1",
                port=self._port,
                interface=Interfaces.ASGI,
                log_enabled=False,
            )
            self._ready.set()
            await self._server.serve()

        asyncio.run(serve())


def free_port() -> int:
    """Return a port that is free on loopback now, and that no outgoing connection will be given."""
    while True:
        port = _ports.randrange(12_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
