"""Take the pictures of the documentation from the demo: ``python -m docs.screenshots``.

It needs Debian's Chromium and the packages for tests. Each picture is one state of the demo, in the
words of its own catalogue, so that it is taken anew when something looks different.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT = 8390
SERVER = f"http://127.0.0.1:{PORT}"
NEWSPAPER = f"http://127.0.0.1:{PORT + 1}"
DESK: ViewportSize = {"width": 800, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NUDGED = "A few of us share a taxi after eleven. My number is 01632 960144, call me if you clean on ward six."
REFUSED = "Whoever made up this timetable is a damn idiot, and you can ring her at home on 01632 960123."
_KEY = re.compile(r"\bctm_\S+")
_LINK = re.compile(r"https?://\S+/sign-in/link/\S+")


def main() -> None:
    """Take every picture."""
    with demo() as printed, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = story(chromium, "night-bus")
        keep(page.locator("civil-tongue"), "embed", height=580)
        sign_in(page, printed, "Wilma Tern", "wilma@readers.example")
        write(page, NUDGED)
        keep(page.locator("[data-ct=composer]"), "nudge")
        write(page, REFUSED)
        keep(page.locator("[data-ct=composer]"), "rejection")
        page = desk(chromium, printed)
        keep(page.locator("body"), "desk", height=DESK["height"])
        page = plain_thread(chromium, "night-bus")
        keep(page.locator("body"), "thread-without-javascript", height=PHONE["height"])
        chromium.close()


@dataclass(frozen=True, slots=True)
class Printed:
    """What the demo printed that a person would copy: links to sign in, and the desk's key."""

    links: "Queue[str]"
    keys: "Queue[str]"


@contextmanager
def demo() -> Iterator["Printed"]:
    """Run the demo, and give what it prints."""
    command = [sys.executable, "-u", "-m", "civiltongue", "demo", "--port", str(PORT)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603
    printed = Printed(Queue(), Queue())
    assert running.stdout is not None
    begun: Queue[str] = Queue()
    Thread(target=_listen, args=(running.stdout, printed, begun), daemon=True).start()
    try:
        if not begun.get(timeout=120):
            raise SystemExit("The demo does not start: civiltongue demo")
        yield printed
    finally:
        running.terminate()
        running.wait()


def story(chromium: Browser, name: str, *, size: ViewportSize = DESK) -> Page:
    """Open a story of the newspaper, and wait for its comments."""
    page = chromium.new_context(viewport=size, locale="en-GB", timezone_id="Europe/London").new_page()
    page.goto(f"{NEWSPAPER}/{name}.html")
    page.locator("civil-tongue").scroll_into_view_if_needed()
    page.locator("civil-tongue[ready]").wait_for()
    return page


def desk(chromium: Browser, printed: Printed) -> Page:
    """Sign in at the desk, and open the first comment that waits."""
    page = chromium.new_page(viewport={"width": 1180, "height": 900})
    page.goto(f"{SERVER}/desk/lantern")
    page.get_by_label("Your moderator's key").fill(printed.keys.get(timeout=30))
    page.get_by_role("button", name="Sign in").first.click()
    page.get_by_role("link", name="Begin with the first").click()
    return page


def plain_thread(chromium: Browser, name: str) -> Page:
    """Open the server's own page of a thread on a phone in the dark, without JavaScript."""
    page = chromium.new_page(viewport=PHONE, color_scheme="dark", java_script_enabled=False)
    page.goto(f"{SERVER}/sites/lantern/threads?story={name}")
    return page


def sign_in(page: Page, printed: Printed, name: str, address: str) -> None:
    """Sign in with the link that the demo prints, in a pop-up of the embed."""
    with page.expect_popup() as opening:
        page.locator("[data-ct=sign-in]").click()
    popup = opening.value
    popup.get_by_label("E-mail address").fill(address)
    popup.get_by_role("button", name="Mail me a link").click()
    popup.goto(printed.links.get(timeout=30))
    popup.get_by_label("Your name").fill(name)
    popup.get_by_role("button", name="Sign in").click()
    page.locator("[data-ct=signed-in]").wait_for()


def write(page: Page, text: str) -> None:
    """Write a comment, send it, and wait for what is said of it."""
    field = page.locator("[data-ct=field]")
    if not field.is_visible():
        page.locator("[data-ct=write]").click()
    field.fill(text)
    with page.expect_response(re.compile("/comments$")):
        page.locator("[data-ct=post]").click()
    page.locator("[data-ct=nudge], [data-ct=statement]").first.wait_for()


def keep(what: Locator, name: str, *, height: int = 0) -> None:
    """Store a picture of a part of a page, at most so high, with a margin around it."""
    box = what.bounding_box()
    assert box is not None
    margin = 0 if box["x"] < 16 else 16
    what.page.screenshot(
        path=IMAGES / f"{name}.png",
        full_page=True,
        animations="disabled",
        clip={
            "x": box["x"] - margin,
            "y": box["y"] + what.page.evaluate("scrollY") - margin,
            "width": box["width"] + 2 * margin,
            "height": min(box["height"], height or box["height"]) + 2 * margin,
        },
    )


def _listen(lines: IO[str], printed: Printed, begun: "Queue[str]") -> None:
    for line in lines:
        if line.startswith("Mail is printed here"):
            begun.put(line)
        found = _LINK.search(line)
        if found:
            printed.links.put(found.group())
        key = _KEY.search(line)
        if key:
            printed.keys.put(key.group())
    begun.put("")


if __name__ == "__main__":
    main()
