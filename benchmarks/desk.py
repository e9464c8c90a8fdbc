"""Measure the desk: every page on the server, and the way from one item to the next in a real browser.

``python -m benchmarks.desk [--comments 20000] [--waiting 2000] [--rounds 30] [--decisions 300] [--database URL]``.
The comments are made up, in sixteen languages. Pages are asked for one after the other over loopback; in the
browser a script presses keys alone, and the log of decisions is compared with what it pressed.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from benchmarks.desk_past import write_desk_past
from civiltongue.bootstrap import open_house
from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Role
from civiltongue.domain.thread import Site
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.operations.add_site import add_site
from civiltongue.operations.house import House
from civiltongue.policyfile import default
from civiltongue.settings import read_secrets, read_settings
from civiltongue.storage import audit, comments
from civiltongue.web.desk.places import PLACES

PORT = 18_340
WARM = 2
"""How many requests for each page are not counted: the first ones compile queries and templates."""
_FORM = re.compile(r'name="form" value="([0-9a-f]+)"')
_FILTERS = ("rule=defamation", "language=ja", "section=/sport", "score=0.9", "cause=reported", "hours=48")
_STEP = """async (keys) => {
  const place = document.querySelector("#desk-item");
  const before = place.querySelector("[data-item]").dataset.item;
  const begun = performance.now();
  await new Promise((done) => {
    const watch = new MutationObserver(() => {
      const now = place.querySelector("[data-item]");
      if (now && now.dataset.item !== before && !place.hasAttribute("aria-busy")) { watch.disconnect(); done(); }
    });
    watch.observe(place, { childList: true, subtree: true, attributes: true });
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  await new Promise((painted) => requestAnimationFrame(painted));
  const took = performance.now() - begun;
  const asked = performance.getEntriesByType("resource").at(-1);
  performance.clearResourceTimings();
  return [before, took, asked ? asked.duration : 0];
}"""


def main() -> None:
    """Print the times of each page and of each step, and what became of the decisions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--waiting", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--decisions", type=int, default=300)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "civiltongue.toml"
        database = given.database or f"sqlite:///{folder}/house.sqlite"
        file.write_text(
            f'database = "{database}"\nbase_url = "http://127.0.0.1:{PORT}"\nport = {PORT}\n'
            f'secret_file = "{folder}/secret"\n'
        )
        settings = read_settings(file=file, environment={})
        house = open_house(settings, keys=read_secrets(settings))
        made = add_site(house, "lantern", origins=("https://lantern.example",), policy=default())
        waiting = write_desk_past(house, made.site, given.comments, waiting=given.waiting)
        key = add_moderator(house, made.site, "Wren", office=Office(Role.ADMIN)).key
        print(f"{given.comments:,} comments, {len(waiting):,} of them wait")
        with _serving(file):
            _pages(house, made.site, key, waiting, given.rounds)
            _steps(house, made.site, key, min(given.decisions, len(waiting) - 1))
        house.database.close()


@contextmanager
def _serving(file: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "civiltongue", "serve"]
    environment = {"CIVILTONGUE_FILE": str(file), "PYTHONPATH": ":".join(sys.path)}
    log = (file.parent / "serve.log").open("wb")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=60), timeout=60) as client:
            for _ in range(200):
                if client.get(f"http://127.0.0.1:{PORT}/static/desk.css").is_success:
                    break
        yield
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def _signed_in(key: str) -> httpx.Client:
    client = httpx.Client(
        base_url=f"http://127.0.0.1:{PORT}",
        headers={"Accept": "text/html"},
        timeout=60,
        follow_redirects=True,
    )
    form = _FORM.findall(client.get("/desk/sign-in").text)[0]
    client.post("/desk/sign-in", data={"form": form, "key": key}).raise_for_status()
    return client


def _pages(house: House, site: Site, key: str, waiting: list[str], rounds: int) -> None:
    """Print the median and the 95th percentile of every page of the desk that can be opened here."""
    with house.database.read() as connection:
        some = [
            comments.get(connection, site.id, each) for each in waiting[:: max(1, len(waiting) // rounds)]
        ]
    samples = [each for each in some if each is not None]
    paths = [place.path for place in PLACES if place.method == "GET" and place.path != "/next"]
    paths += ["/queue?page=20", "/search?text=harbour", *(f"/queue?{each}" for each in _FILTERS)]
    print(f"{'page':<32}{'p50 ms':>9}{'p95 ms':>9}")
    with closing(_signed_in(key)) as client:
        for path in paths:
            times, status = [], 0
            for turn in range(rounds + WARM):
                one = samples[turn % len(samples)]
                filled = (
                    path.replace("{comment:str}", one.id)
                    .replace("{author:str}", one.author_id)
                    .replace("{thread:str}", one.thread_id)
                )
                if "{" in filled:
                    break
                begun = time.perf_counter()
                status = client.get(f"/desk/{site.name}{filled}").status_code
                times.append((time.perf_counter() - begun) * 1000)
            times = times[WARM:]
            if times and status == 200:
                print(f"{path:<32}{statistics.median(times):9.1f}{_p95(times):9.1f}")


def _steps(house: House, site: Site, key: str, decisions: int) -> None:
    """Let a script decide by keys alone, and print how long the next item takes, and what is on record."""
    chromium = shutil.which("chromium")
    assert chromium, "Install a browser: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORT}/desk/{site.name}/queue")
        page.locator("#key").fill(key)
        page.locator("#key").press("Enter")
        page.wait_for_selector("html[data-keys]")
        page.keyboard.press("b")
        page.wait_for_selector("#desk-item [data-item]")
        page.wait_for_selector("html[data-keys]")
        pressed, times, asked = _decide(page, decisions)
        browser.close()
    with house.database.read() as connection:
        entries = audit.entries(connection, site.id, most=100_000)
    on_record = [entry.subject for entry in entries if entry.event is Event.COMMENT_REVIEW]
    print(f"{'item to the next, in Chromium':<32}{statistics.median(times):9.1f}{_p95(times):9.1f}")
    print(f"{'  of that, until it was answered':<32}{statistics.median(asked):9.1f}{_p95(asked):9.1f}")
    lost, doubled = set(pressed) - set(on_record), len(on_record) - len(set(on_record))
    print(f"{len(pressed)} decisions by keyboard: {len(lost)} lost, {doubled} doubled")


def _decide(page: Page, decisions: int) -> tuple[list[str], list[float], list[float]]:
    pressed, times, asked = [], [], []
    for turn in range(decisions):
        comment, took, answered = page.evaluate(_STEP, ["p"] if turn % 3 == 0 else ["r", "1"])
        pressed.append(comment)
        times.append(took)
        asked.append(answered)
    return pressed, times, asked


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


if __name__ == "__main__":
    main()
