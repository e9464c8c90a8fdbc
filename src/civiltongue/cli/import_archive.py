"""``civiltongue import``: bring the comments of another system into a site."""

from pathlib import Path

import click

from civiltongue.cli.bar import a_bar
from civiltongue.cli.house import the_house
from civiltongue.cli.table import table
from civiltongue.importers import SYSTEMS
from civiltongue.importers.archive import Reconciliation, Remark, SkipReason
from civiltongue.operations.add_site import site_named
from civiltongue.operations.import_archive import Export
from civiltongue.operations.import_archive import import_archive as bring_in

_REASONS = {
    SkipReason.NO_ID: "has no id",
    SkipReason.DUPLICATE: "has the id of an earlier one",
    SkipReason.NO_ADDRESS: "has neither an identifier nor a web address",
    SkipReason.NO_COMMENTS: "has no comments, and is open",
    SkipReason.UNKNOWN_THREAD: "belongs to a thread that is not in the file",
    SkipReason.SKIPPED_THREAD: "belongs to a skipped thread",
    SkipReason.UNREADABLE_TIME: "has no time that can be read",
    SkipReason.UNREADABLE_STATE: "is neither clearly shown nor clearly hidden",
    SkipReason.NO_TEXT: "says nothing",
    SkipReason.TOO_LARGE: "has a field of more than a million characters",
}
_REMARKS = {
    Remark.PARENT_MISSING: "replies to a comment that is not in the file, which now begin a conversation",
    Remark.PARENT_SKIPPED: "replies to a skipped comment, which now begin a conversation",
    Remark.PARENT_IN_CIRCLE: "replies that went round in a circle, cut where it was first read",
    Remark.PARENT_ELSEWHERE: "replies to a comment under another story, which now begin a conversation",
    Remark.OUTSIDE_ORIGINS: "threads at addresses outside the site's origins",
    Remark.OVER_WORD_LIMIT: "comments longer than the house rules allow, imported whole",
}


@click.command("import")
@click.argument("system", type=click.Choice(sorted(SYSTEMS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--site", "name", required=True, help="The name of the site that gets the comments.")
@click.option("--mend", is_flag=True, help="Remove stray characters that keep the file from being read.")
def import_archive(system: str, file: Path, *, name: str, mend: bool) -> None:
    """Bring the threads and comments in FILE, an export of SYSTEM, into a site.

    FILE may be packed with gzip, zip or Zstandard. What was published, deleted or spam there is
    so here. Running it again brings only what is new; interrupted, it goes on where it stopped.
    """
    with the_house() as house, a_bar("items", first="reading the file") as progress:
        account = bring_in(house, site_named(house, name), Export(system, file, mend), progress=progress)
    click.echo(_report(account))
    if not account.adds_up:
        raise click.ClickException("The totals do not add up: please report this, with the table.")


def _report(account: Reconciliation) -> str:
    threads, comments = account.threads, account.comments
    rows: list[tuple[str | int, ...]] = [
        ("imported", threads.imported, comments.imported),
        ("already there", threads.already_there, comments.already_there),
        ("skipped", sum(threads.skipped.values()), sum(comments.skipped.values())),
    ]
    rows += [
        (f"  {text}", threads.skipped.get(reason, 0), comments.skipped.get(reason, 0))
        for reason, text in _REASONS.items()
        if reason in threads.skipped or reason in comments.skipped
    ]
    rows.append(("read", threads.read, comments.read))
    report = table(("", "threads", "comments"), rows)
    if account.remarks:
        remarks = [(_REMARKS[remark], count) for remark, count in account.remarks.items()]
        report += "\n\n" + table(("of what was imported", ""), remarks)
    return report
