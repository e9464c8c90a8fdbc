"""``civiltongue report``: what was done about comments in some time, in numbers."""

from datetime import datetime
from importlib import resources
from pathlib import Path

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.statement import DAY, written
from civiltongue.domain.thread import Site
from civiltongue.operations.account_for import Account, account_for
from civiltongue.operations.add_site import site_named
from civiltongue.operations.house import House
from civiltongue.operations.period import Period
from civiltongue.web.account_files import as_csv, as_json
from civiltongue.web.pages.transparency import render_account

_STYLE = '<link rel="stylesheet" href="/static/pages.css">'


@click.command()
@click.argument("site")
@click.option("--since", type=DAY, required=True, help="The first day (UTC).")
@click.option("--until", type=DAY, help="The last day, which counts whole (today).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "csv", "json"]),
    default="html",
    show_default=True,
    help="A page that stands alone, or the numbers.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of stdout.")
def report(site: str, since: datetime, until: datetime | None, form: str, output: Path | None) -> None:
    """Write a transparency report: decisions by rule, the program's share, reports, appeals, times.

    The page of each year is public as well: /sites/SITE/transparency.
    """
    with the_house() as house:
        of = site_named(house, site)
        account = account_for(house, of, Period(since.date(), (until or house.clock()).date()))
        text = {"json": lambda: as_json(account).decode(), "csv": lambda: as_csv(account)}.get(
            form, lambda: _page(house, of, account)
        )()
        with written(output) as file:
            file.write(text)


def _page(house: House, site: Site, account: Account) -> str:
    """Return the page with its style inside, and links that lead to the server from anywhere."""
    style = (resources.files("civiltongue.web") / "static" / "pages" / "pages.css").read_text("utf-8")
    page = render_account(house, site, account, links=False).decode()
    return page.replace(_STYLE, f"<style>\n{style}</style>").replace(
        'href="/', f'href="{house.settings.base_url}/'
    )
