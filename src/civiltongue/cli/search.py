"""``civiltongue search``: find comments by their words."""

import json
from datetime import datetime

import click

from civiltongue.cli.house import the_house
from civiltongue.cli.statement import DAY
from civiltongue.domain.thread import Status
from civiltongue.operations.add_site import site_named
from civiltongue.operations.search_comments import MOST, PAGE, Search, search_comments
from civiltongue.storage.searching import Found

_LONGEST = 160
"""How many characters of a comment a line shows."""


@click.command()
@click.argument("site")
@click.argument("words", nargs=-1)
@click.option("--author", default="", help="An author's id, or the beginning of the name.")
@click.option("--story", default="", help="A thread's id or key, or a part of the story's title or URL.")
@click.option(
    "--status", type=click.Choice([status.value for status in Status]), help="What readers see of it."
)
@click.option("--rule", default="", help="A rule that ever spoke against the comment.")
@click.option("--since", type=DAY, help="The first day on which it was written (UTC).")
@click.option("--until", type=DAY, help="The last day, which counts whole.")
@click.option(
    "--most", type=click.IntRange(1, MOST), default=PAGE, show_default=True, help="How many at most."
)
@click.option("--after", default="", help="Go on where an earlier search ended.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with the whole text.")
def search(
    site: str, words: tuple[str, ...], since: datetime | None, until: datetime | None, **options: object
) -> None:
    """Find comments that have all these words, the newest first, whatever became of them.

    Case and accents do not matter. A word that ends with a star may go on; words in double quotation
    marks stand in a row.
    """
    status = options["status"]
    asked = Search(
        text=" ".join(words),
        author=str(options["author"]),
        story=str(options["story"]),
        status=Status(str(status)) if status else None,
        rule=str(options["rule"]),
        first=since.date() if since else None,
        last=until.date() if until else None,
        after=str(options["after"]),
    )
    most = options["most"]
    assert isinstance(most, int)
    with the_house() as house:
        found = search_comments(house, site_named(house, site), asked, most=most)
    for comment in found.comments:
        click.echo(_as_json(comment) if options["as_json"] else _as_line(comment))
    if found.after:
        click.echo(f"There are more: --after {found.after}", err=True)


def _as_line(comment: Found) -> str:
    text = " ".join(comment.text.split())
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    when = f"{comment.created_at:%Y-%m-%d %H:%M}"
    return f"{comment.comment_id}  {when}  {comment.status.value}  {comment.author_name}: {shown}"


def _as_json(comment: Found) -> str:
    facts = {
        "id": comment.comment_id,
        "status": comment.status.value,
        "author": {"id": comment.author_id, "name": comment.author_name},
        "thread": comment.thread_id,
        "story": comment.story,
        "url": comment.url,
        "created_at": comment.created_at.isoformat(),
        "text": comment.text,
    }
    return json.dumps(facts, ensure_ascii=False)
