"""A browser that keeps third parties' cookies out, newspapers to read, and readers."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.newspaper import Newspaper
from tests.browser.reader import PATIENCE, Reader, begin_to_read
from tests.living import Living

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--test-third-party-cookie-phaseout",
]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium.

    For this package alone: Playwright keeps an event loop running in the thread of the tests, in
    which others could not start theirs.
    """
    path = shutil.which("chromium")
    assert path, "Install a browser: sudo apt-get install chromium"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def a_newspaper(living: Living) -> Iterator[Callable[..., Newspaper]]:
    """Give a function that puts out a newspaper with a site of its own."""
    with ExitStack() as stack:

        def make(**options: object) -> Newspaper:
            return stack.enter_context(Newspaper(living, **options))  # type: ignore[arg-type]

        yield make


@pytest.fixture
def newspaper(a_newspaper: Callable[..., Newspaper]) -> Newspaper:
    """Put out a newspaper under the newsroom's rules."""
    return a_newspaper()


@pytest.fixture
def a_reader(chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """Give a function that opens a browser for a reader; in the end, no console may have complained."""
    readers: list[Reader] = []

    def make(newspaper: Newspaper, **options: object) -> Reader:
        readers.append(partial(begin_to_read, chromium, newspaper)(**options))  # type: ignore[arg-type]
        return readers[-1]

    yield make
    for reader in readers:
        reader.context.close()
    assert [trouble for reader in readers for trouble in reader.trouble] == []
