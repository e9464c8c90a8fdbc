"""A reader with a browser of their own, whose console is watched for trouble."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, WebError

from tests.browser.embed import Embed
from tests.browser.newspaper import Newspaper

PATIENCE = 15_000
"""How long a page may take to show what a test waits for, in milliseconds."""


@dataclass
class Reader:
    """Somebody who reads the newspaper. What their browser complains about fails the test."""

    context: BrowserContext
    newspaper: Newspaper
    name: str = ""
    trouble: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)

    def expects(self, *statuses: int) -> None:
        """Say which refusals of the server belong to the journey; browsers write them to the console."""
        self.expected |= {f"status of {status}" for status in statuses}

    def open(self, story: str = "harbour-lamps") -> Embed:
        """Open the page of a story and wait for its comments."""
        page = self.context.new_page()
        page.goto(self.newspaper.url(story))
        return Embed(page, self.newspaper).arrive()

    def visit(self, path: str) -> Page:
        """Open a page of the comment server."""
        page = self.context.new_page()
        page.goto(f"{self.newspaper.server}{path}")
        return page

    def watch(self) -> "Reader":
        """Begin to watch."""
        self.context.on("console", self._hear)
        self.context.on("weberror", self._fail)
        self.context.on("dialog", self._close)
        return self

    def _hear(self, message: ConsoleMessage) -> None:
        known = any(expected in message.text for expected in self.expected)
        if message.type in {"error", "warning"} and not known:
            self.trouble.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _fail(self, error: WebError) -> None:
        self.trouble.append(f"uncaught: {error.error}")

    def _close(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def begin_to_read(
    chromium: Browser,
    newspaper: Newspaper,
    *,
    name: str = "",
    width: int = 1280,
    **options: Any,
) -> Reader:
    """Open a browser for a reader, who has signed in before where a name is given."""
    kept = _session_of(newspaper, name) if name else None
    viewport = {"width": width, "height": 900}
    context = chromium.new_context(viewport=viewport, storage_state=kept, locale="en-GB", **options)
    context.set_default_timeout(PATIENCE)
    return Reader(context, newspaper, name).watch()


def _session_of(newspaper: Newspaper, name: str) -> Any:
    """Return what the embed keeps of a session in the storage of the host page."""
    session = newspaper.site.sign_in_fully(name)
    key = f"civil-tongue {newspaper.server}/embed/ {newspaper.site.name} session"
    storage = [{"name": key, "value": session["refresh"]}]
    return {"cookies": [], "origins": [{"origin": newspaper.origin, "localStorage": storage}]}
