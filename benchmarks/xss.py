"""Try whether any of thousands of published attack strings runs as a script in a real Chromium.

``python -m benchmarks.xss FILE… [--titles N]``. The files hold strings, one a line as JSON with a ``text``
(``.jsonl``, ``.jsonl.zst``) or all in one list (``.json``). Each is posted as a comment, as its author's
name and as the title of a story, under a policy that publishes everything; Chromium then opens
thread pages, the embed on a host page, and feeds. What counts as an attempt: a dialog, an error
that a script throws, a breach of the pages' Content-Security-Policy, a request to anywhere else.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright
from tqdm import tqdm

from civiltongue.bootstrap import open_house
from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.notify.sending import Mail
from civiltongue.operations.add_site import add_site
from civiltongue.operations.house import House
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.settings import Secrets, Settings
from tests.living import free_port, running

BATCH = 40
POLICY = """\
publication: The Lantern
version: "1"
consent: I agree.
when_a_detector_fails: publish
rules:
  - {id: manners, number: 1, title: Manners, public: Be polite.}
"""
_numbers = count(1)


@dataclass
class Posted:
    """What was posted, and what the house refused, by reason."""

    threads: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass
class Watch:
    """What a browser saw that no page of ours should make it do."""

    ours: tuple[str, ...]
    seen: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("dialog", lambda dialog: (self.seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.on("weberror", lambda error: self.seen.append(f"error: {error.error}"))
        context.on("console", self._console)
        context.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.seen.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, url: str) -> None:
        if not url.startswith((*self.ours, "data:", "blob:")):
            self.seen.append(f"request: {url}")


def main() -> None:
    """Post everything, open everything, and print what was seen."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument(
        "--titles", type=int, default=100_000, help="open at most so many pages of one story each"
    )
    chosen = arguments.parse_args()
    strings = list(dict.fromkeys(text for file in chosen.files for text in _read(file)))
    port, began = free_port(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="civiltongue-xss-") as folder, _newspaper() as newspaper:
        settings = Settings(
            database=f"sqlite:///{folder}/house.sqlite",
            base_url=f"http://127.0.0.1:{port}",
            comments_per_hour_address=10**9,
            comments_per_hour_author=10**9,
            comments_per_hour_site=10**9,
        )
        house = open_house(settings, keys=Secrets(b"k" * 32))
        newspaper.server = settings.base_url
        site = add_site(house, "lantern", origins=(newspaper.origin,), policy=POLICY).site
        batched, single = Posted(), Posted()
        authors = _authors(house, site, strings, batched)
        for number, text in enumerate(tqdm(strings, desc="comments", disable=None)):
            _post(
                house, site, authors[number], text, f"{newspaper.origin}/batch-{number // BATCH}", "", batched
            )
        for number, text in enumerate(tqdm(strings[: chosen.titles], desc="titles", disable=None)):
            _post(
                house,
                site,
                authors[number],
                "Plain words.",
                f"{newspaper.origin}/title-{number}",
                text,
                single,
            )
        print(f"{len(strings)} different strings, posted in {time.monotonic() - began:.0f} s:")
        print(f"  comments {dict(batched.counts)}")
        print(f"  stories by title {dict(single.counts)}")
        _mails(strings)
        with running(house, port):
            _visit(settings.base_url, newspaper.origin, batched, single)
        house.database.close()
    print(f"{time.monotonic() - began:.0f} s in all")


def _read(file: Path) -> Iterator[str]:
    if file.suffix == ".json":
        yield from json.loads(file.read_text("utf-8"))
        return
    lines = (
        subprocess.run(["zstd", "-dc", str(file)], check=True, capture_output=True).stdout
        if file.suffix == ".zst"
        else file.read_bytes()
    )
    yield from (json.loads(line)["text"] for line in lines.splitlines() if line.strip())


def _authors(house: House, site: Site, strings: list[str], posted: Posted) -> list[Author]:
    """Return an author for each string: with it for a name where the house takes that, else with a plain one."""
    made = []
    for number, text in enumerate(tqdm(strings, desc="names", disable=None)):
        address = f"reader-{number}@example.com"
        try:
            made.append(welcome_author(house, site, text, kind=AuthorKind.ACCOUNT, email=address))
            posted.counts["names taken"] += 1
        except (CivilTongueError, ValueError) as error:
            posted.counts[f"names refused: {type(error).__name__}"] += 1
            plain = "Reader " + "".join("abcdefghij"[int(digit)] for digit in f"{number:05}")
            made.append(welcome_author(house, site, plain, kind=AuthorKind.ACCOUNT, email=f"b-{address}"))
    return made


def _post(house: House, site: Site, author: Author, text: str, url: str, title: str, posted: Posted) -> None:
    number = next(_numbers)
    attempt = Attempt(
        author=author,
        source=text,
        draft=f"draft-{number:08}",
        consent="1",
        address=f"address-{number}",
        story=Story(url=url, identifier=url.rpartition("/")[2], facts=StoryFacts(title)),
    )
    try:
        outcome = submit_comment(house, site, attempt)
    except (CivilTongueError, ValueError) as error:
        posted.counts[f"refused: {type(error).__name__}"] += 1
        return
    posted.counts[outcome.word] += 1
    if outcome.comment is not None and outcome.comment.thread_id not in posted.threads[-1:]:
        posted.threads.append(outcome.comment.thread_id)
        posted.stories.append(attempt.story.identifier if attempt.story else "")


def _mails(strings: list[str]) -> None:
    kinds: Counter[str] = Counter()
    for text in strings:
        try:
            message = Mail(
                "reader@mail.example", " ".join(text.split()), text, "comments@lantern.example"
            ).message()
            kinds[f"{message.get_content_type()}, parts: {int(message.is_multipart())}"] += 1
        except (BadInput, ValueError) as error:
            kinds[f"refused: {type(error).__name__}"] += 1
    print(f"  as subject and text of mails {dict(kinds)}")


def _visit(server: str, origin: str, batched: Posted, single: Posted) -> None:
    watch = Watch((server, origin))
    opened: Counter[str] = Counter()
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        context = browser.new_context()
        watch.over(context)
        page = context.new_page()
        for thread, story in zip(
            tqdm(batched.threads, desc="threads", disable=None), batched.stories, strict=True
        ):
            path = f"{server}/sites/lantern/threads/{thread}"
            _open(page, path, opened, "thread pages")
            for feed in ("feed.atom", "feed.json"):
                _open(page, f"{path}/{feed}", opened, feed)
            page.goto(f"{origin}/{story}")
            page.locator("civil-tongue").scroll_into_view_if_needed()
            page.locator("civil-tongue[ready]").wait_for(timeout=20_000)
            opened["embeds"] += 1
            opened["comments in embeds"] += page.locator("[data-ct=comment]").count()
        for thread in tqdm(single.threads, desc="titles", disable=None):
            _open(page, f"{server}/sites/lantern/threads/{thread}", opened, "thread pages by title")
        browser.close()
    print(f"  opened {dict(opened)}")
    kinds = Counter(seen.partition(":")[0] for seen in watch.seen)
    print(f"Attempts seen in Chromium: {len(watch.seen)} {dict(kinds)}")
    for seen in list(dict.fromkeys(watch.seen))[:20]:
        print(f"  {seen[:300]}")


def _open(page: Page, url: str, opened: Counter[str], kind: str) -> None:
    response = page.goto(url, wait_until="load")
    opened[kind if response is not None and response.ok else f"{kind} FAILED"] += 1


class _Newspaper(ThreadingHTTPServer):
    """A host page for every story, with the embed on it."""

    daemon_threads = True
    server = ""

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        newspaper = self.server
        assert isinstance(newspaper, _Newspaper)
        story = self.path.strip("/")
        body = (
            f'<!doctype html><meta charset="utf-8"><title>A story</title><link rel="icon" href="data:,">'
            f'<script src="{newspaper.server}/embed/civiltongue.js" async></script>'
            f'<civil-tongue site="lantern" story="{story}" story-url="{newspaper.origin}/{story}"></civil-tongue>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _newspaper() -> Iterator[_Newspaper]:
    server = _Newspaper(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    main()
