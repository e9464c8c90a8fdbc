"""``civiltongue score``: comments in, scores and where they come from out."""

from typing import IO

import click

from civiltongue.cli.lines import answer_lines
from civiltongue.operations import judge_record


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.pass_context
def score(context: click.Context, file: IO[bytes]) -> None:
    """Score the comments in FILE, or on standard input, one JSON object a line.

    Lines are those that `judge` takes. The answers come in the same order: {"id", "scores", "spans"}
    with every score in [0, 1]. A line that cannot be read is answered with its error, and the exit
    status is 1 at the end.
    """
    if not answer_lines(file, judge_record.score):
        context.exit(1)
