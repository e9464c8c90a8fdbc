"""``civiltongue judge``: comments in, verdicts with their reasons out."""

from functools import partial
from importlib import import_module
from typing import IO

import click
from click.core import ParameterSource

from civiltongue.cli.lines import answer_lines
from civiltongue.cli.policy_files import read_policy_file
from civiltongue.operations import judge_record

_DEFAULT = ParameterSource.DEFAULT


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--policy", "policy_file", type=click.Path(exists=True, dir_okay=False), help="House rules to judge by."
)
@click.option(
    "--imported", "site", help="Judge what was imported into this site, for a moderator to look at."
)
@click.pass_context
def judge(context: click.Context, file: IO[bytes], policy_file: str | None, site: str | None) -> None:
    """Judge the comments in FILE, or on standard input, one JSON object a line.

    A line is {"id", "text", "author": {"name", "verified"}, "story": {"title", "author", "people"},
    "staff", "known_authors"}; only the text must be there. The answers come in the same order:
    {"id", "verdict", "words", "reasons"}. A line that cannot be read is answered with its error,
    and the exit status is 1 at the end.

    With --imported, every imported comment of the site is judged by its rules in force instead.
    The rulings are advice: nothing that is shown changes. `civiltongue review advised` lists them.
    """
    if site is not None:
        _judge_imported(context, site)
        return
    policy = read_policy_file(policy_file) if policy_file is not None else None
    if not answer_lines(file, partial(judge_record.judge, policy=policy)):
        context.exit(1)


def _judge_imported(context: click.Context, site: str) -> None:
    """Hand over to what needs a database, which is loaded only then."""
    given = [name for name in ("file", "policy_file") if context.get_parameter_source(name) is not _DEFAULT]
    if given:
        raise click.UsageError("--imported judges by the site's rules, and takes neither FILE nor --policy.")
    import_module("civiltongue.cli.judge_imported").judge_imported(site)
