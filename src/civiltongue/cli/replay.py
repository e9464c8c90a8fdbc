"""``civiltongue replay``: what a draft of the house rules would have done to past comments."""

import gc
import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import FrameType
from typing import IO, Any

import click

from civiltongue.cli.bar import a_bar
from civiltongue.cli.house import the_house
from civiltongue.cli.policy_files import read_policy_text
from civiltongue.cli.statement import DAY
from civiltongue.cli.table import table
from civiltongue.domain.ruling import Verdict
from civiltongue.engine.replay import Agreement, Change
from civiltongue.errors import BadInput, SetupInvalid
from civiltongue.operations.add_site import site_named
from civiltongue.operations.replay import Listening, Replayed, Scope, replay
from civiltongue.operations.replay_evidence import Work
from civiltongue.operations.replay_report import as_json, change_as_json
from civiltongue.storage.replaying import Window

_SHOWN = 20


@click.command("replay")
@click.argument("draft", type=click.Path(exists=True, dir_okay=False))
@click.option("--site", required=True, metavar="NAME", help="The site whose past comments are judged.")
@click.option("--last", type=int, metavar="N", help="Only the newest so many.")
@click.option("--since", type=DAY, help="Only from this day on (UTC).")
@click.option("--until", type=DAY, help="Only until this day, which counts whole.")
@click.option("--json", "for_programs", is_flag=True, help="Print one JSON object instead.")
@click.option(
    "--changed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every comment that would change to a new file, one JSON object a line.",
)
def replay_draft(
    draft: str,
    *,
    site: str,
    last: int | None,
    since: datetime | None,
    until: datetime | None,
    for_programs: bool,
    changed: Path | None,
) -> None:
    """Say what the rules in the file DRAFT would have made of past comments; none of them is touched.

    The newest come first. Ctrl-C stops, and says what was found so far.
    """
    scope = Scope(Window(_midnight(since), _midnight(until + timedelta(days=1)) if until else None), last)
    source = read_policy_text(draft)
    with ExitStack() as stack:
        listed = stack.enter_context(_new_file(changed)) if changed is not None else None
        house = stack.enter_context(the_house())
        progress = stack.enter_context(a_bar("comments", first="reading"))
        stopped = stack.enter_context(_stopped_by_hand())
        heard = Listening(
            progress, stopped.is_set, lambda change: _write(listed, change) if listed is not None else None
        )
        gc.freeze()  # What is loaded stays, and need not be looked through again and again.
        found = replay(house, site_named(house, site), source, scope, name=draft, heard=heard)
    if for_programs:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_report(found)))
    if changed is not None:
        click.echo(f"\n{changed}: {found.comparison.changed:,} written.")


@contextmanager
def _stopped_by_hand() -> Iterator[Event]:
    """Give what is set when somebody presses Ctrl-C; a second time ends the command as ever."""
    stopped = Event()
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[str]]:
    try:
        with path.open("x", encoding="utf-8") as file:
            yield file
    except FileExistsError as error:
        raise BadInput("there is a file already.", where=str(path), hint="Name another.") from error
    except OSError as error:
        raise SetupInvalid(f"it cannot be written: {error.strerror}.", where=str(path)) from error


def _write(file: IO[str], change: Change) -> None:
    file.write(json.dumps(change_as_json(change)) + "\n")


def _midnight(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day is not None else None


def _report(found: Replayed) -> Iterator[str]:
    compared = found.comparison
    stopped = f" Stopped: {found.read:,} of {found.total:,} were read." if found.is_partial else ""
    yield (
        f"Version {found.draft.version} beside version {found.in_force}, which is in force: "
        f"{compared.compared:,} comments, {compared.changed:,} would change.{stopped}"
    )
    yield (
        f"Scores: {found.work[Work.REUSED]:,} reused, {found.work[Work.RERUN]:,} with words and patterns "
        f"looked for again, {found.work[Work.RESCORED]:,} scored again by the model."
    )
    if found.lost:
        yield f"{found.lost:,} were left out: their text would be needed, and is gone."
    if found.unjudged:
        yield f"{found.unjudged:,} were left out: no rules ever judged them."
    rows = [
        (verdict.word, compared.so_many(verdict, after=False), compared.so_many(verdict, after=True))
        for verdict in Verdict
    ]
    yield "\n" + table(("verdict", "in force", "draft"), rows)
    changed = [
        (f"{before.word} → {after.word}", count)
        for (before, after), count in sorted(compared.verdicts.items())
        if before is not after
    ]
    if changed:
        yield "\n" + table(("would change", "comments"), changed)
    by_rule: list[tuple[str, Any]] = [
        (f"{rule}: {before.word} → {after.word}", count)
        for rule, counts in compared.rules.items()
        for (before, after), count in sorted(counts.items())
    ]
    if by_rule:
        yield "\n" + table(("by rule", "comments"), by_rule)
    if compared.before.decided:
        yield "\n" + _agreement(compared.before, compared.after)
        yield f"Of the changes, {compared.better:,} are towards what people decided and {compared.worse:,} away from it."
    if found.changes:
        yield "\n" + "\n".join(_listed(change) for change in found.changes[:_SHOWN])
        if compared.changed > _SHOWN:
            yield f"… and {compared.changed - _SHOWN:,} more; give --changed FILE for all of them."


def _agreement(before: Agreement, after: Agreement) -> str:
    names = ("right", "asked", "wrong")
    rows = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return table((f"of {before.decided:,} that people decided", "in force", "draft"), rows)


def _listed(change: Change) -> str:
    said = ""
    if change.decided is not None:
        under = f" under {change.decided.rule}" if change.decided.rule else ""
        word = "rejected" if change.decided.verdict is Verdict.REJECT else "published"
        said = f"; people {word} it{under}"
    return f"{change.comment_id}  {change.before.word} → {change.after.word}  {', '.join(change.rules)}{said}"
