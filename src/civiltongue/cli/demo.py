"""``civiltongue demo``: a newspaper that does not exist, with comments, on this machine."""

import logging
import os
import shutil
import tempfile
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import click
from tqdm import tqdm

from civiltongue.bootstrap import open_house
from civiltongue.cli.demo_seed import SteppingClock, demo_content, seed
from civiltongue.domain.moderation import Role
from civiltongue.errors import SetupInvalid
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.operations.add_site import add_site
from civiltongue.policyfile import default
from civiltongue.settings import PREFIX, Settings
from civiltongue.web.server import serve

WRITTEN = "http://127.0.0.1:8300"
"""The server's address as it stands in the host pages."""


@click.command()
@click.option(
    "--port", default=8300, show_default=True, help="Port of the server; the newspaper has the next one."
)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="Keep the demo's data in this folder."
)
def demo(port: int, folder: Path | None) -> None:
    """Serve a fictional newspaper on one port and its comments on another; Ctrl-C ends it.

    Mail is printed here instead of sent: the link to sign in stands in it.
    """
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    made = folder or Path(tempfile.mkdtemp(prefix="civiltongue-demo-"))
    made.mkdir(parents=True, exist_ok=True)
    try:
        _run(made, port)
    finally:
        if folder is None:
            shutil.rmtree(made, ignore_errors=True)


def _run(folder: Path, port: int) -> None:
    origin = f"http://127.0.0.1:{port + 1}"
    settings = Settings(
        database=f"sqlite:///{folder / 'demo.sqlite'}",
        base_url=f"http://127.0.0.1:{port}",
        port=port,
        secret_file=str(folder / "demo.secret"),
    )
    pages = host_pages(folder / "site", settings.base_url)
    is_new = not (folder / "demo.sqlite").exists()
    key = _fill(settings, origin) if is_new else ""
    newspaper = ThreadingHTTPServer(("127.0.0.1", port + 1), partial(_Pages, directory=str(pages)))
    Thread(target=newspaper.serve_forever, daemon=True).start()
    click.echo(f"The newspaper:     {origin}/")
    click.echo(f"Its house rules:   {settings.base_url}/sites/lantern/rules")
    if key:
        click.echo(f"The desk:          {settings.base_url}/desk/lantern")
        click.echo(f"The desk's key:    {key}")
    click.echo(f"On the command line: {_variables(settings)} civiltongue review list lantern")
    click.echo("Mail is printed here. Ctrl-C ends the demo.")
    for name in ("database", "base_url", "secret_file"):
        os.environ[f"{PREFIX}{name.upper()}"] = getattr(settings, name)
    try:
        serve(host="127.0.0.1", port=port)
    finally:
        newspaper.shutdown()


def host_pages(target: Path, base_url: str) -> Path:
    """Copy the newspaper's pages with the server's address in them; returns the folder."""
    source = next((folder for folder in _sources() if (folder / "index.html").is_file()), None)
    if source is None:
        raise SetupInvalid("The pages of the demo are missing.", where="examples/site")
    shutil.copytree(source, target, dirs_exist_ok=True)
    for page in target.glob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace(WRITTEN, base_url), encoding="utf-8")
    return target


def _sources() -> list[Path]:
    package = Path(__file__).parents[1]
    return [package / "web" / "static" / "site", package.parents[1] / "examples" / "site"]


def _fill(settings: Settings, origin: str) -> str:
    """Make the site with its comments, and return a key for its desk."""
    now = datetime.now(UTC)
    clock = SteppingClock(now)
    house = open_house(settings, clock=clock)
    try:
        site = add_site(house, "lantern", origins=(origin,), policy=default("newsroom")).site
        total = len(demo_content()["comments"])
        said = seed(house, site, origin=origin, clock=clock, now=now)
        for _ in tqdm(said, total=total, desc="Comments are judged", leave=False, disable=None):
            pass
        return add_moderator(house, site, "Editor of the demo", office=Office(role=Role.ADMIN)).key
    finally:
        house.database.close()


def _variables(settings: Settings) -> str:
    return " ".join(
        f"{PREFIX}{name.upper()}={getattr(settings, name)}" for name in ("database", "secret_file")
    )


class _Pages(SimpleHTTPRequestHandler):
    """Serve the newspaper's pages, and keep quiet about it."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""
