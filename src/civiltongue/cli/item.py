"""How a comment is printed for a moderator."""

import click

from civiltongue.operations.read_queue import Item


def print_item(item: Item) -> None:
    """Print a comment with its ruling and its text."""
    reasons = ", ".join(
        f"{reason.rule} ({reason.verdict.word} {reason.score:.2f})" for reason in item.ruling.ruling.reasons
    )
    click.echo(
        f"{item.comment.id}  {item.comment.status.value}  {item.author.name}  [{reasons or 'no reason'}]"
    )
    click.echo(f"    {item.thread.facts.title or item.thread.url}")
    for evasion in item.evades:
        click.echo(f"    perhaps {evasion.name} ({evasion.author_id}), who is barred: same {evasion.why}")
    for weighed in item.reports:
        said = f": {weighed.report.text}" if weighed.report.text else ""
        click.echo(
            f"    reported by {weighed.report.reader_name} ({weighed.report.rule},"
            f" weight {weighed.weight:.2f}){said}"
        )
    for line in item.revision.visible.splitlines():
        click.echo(f"    | {line}")
