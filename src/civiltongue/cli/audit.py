"""``civiltongue audit``: search the audit log, or write it out."""

from datetime import datetime
from pathlib import Path

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.statement import DAY, written
from civiltongue.domain.audit import Event
from civiltongue.operations.add_site import site_named
from civiltongue.operations.read_audit import FORMS, LogSearch, export_audit


@click.command()
@click.argument("site")
@click.option("--event", type=click.Choice([event.value for event in Event]), help="What happened.")
@click.option("--actor", default="", help="Who did it: engine, operator, moderator, moderator:ID, author:ID.")
@click.option("--subject", default="", help="The id of what it happened to.")
@click.option("--text", default="", help="What stands anywhere in an entry.")
@click.option("--since", type=DAY, help="The first day (UTC).")
@click.option("--until", type=DAY, help="The last day, which counts whole.")
@click.option("--format", "form", type=click.Choice(FORMS), default="lines", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of stdout.")
def audit(
    site: str, since: datetime | None, until: datetime | None, output: Path | None, **options: str | None
) -> None:
    """Write the entries of the audit log that are looked for, the newest first."""
    search = LogSearch(
        event=options["event"] or "",
        actor=options["actor"] or "",
        subject=options["subject"] or "",
        text=options["text"] or "",
        first=since.date() if since else None,
        last=until.date() if until else None,
    )
    with the_house() as house, written(output) as file:
        for part in export_audit(house, site_named(house, site), search, form=options["form"] or "lines"):
            file.write(part)
