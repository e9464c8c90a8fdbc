"""``civiltongue policy``: write, check, try and show house rules."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import click

from civiltongue.cli.policy_files import as_if_decided, read_policy_file
from civiltongue.cli.policy_suite import run_suite, suite
from civiltongue.domain.policy import Policy
from civiltongue.errors import Conflict, SetupInvalid
from civiltongue.operations.judge_examples import Tried, judge_examples
from civiltongue.policyfile import KINDS, default
from civiltongue.policyfile.describe import as_markdown, describe_policy

_FILE = click.Path(exists=True, dir_okay=False)
_SHOWN = 70
_ON_A_SITE = {
    "adopt": "policy_adopt:adopt",
    "versions": "policy_adopt:versions",
    "roll-back": "policy_adopt:roll_back",
    "revert": "policy_revert:revert",
    "brake": "policy_brake:brake",
    "calibrate": "policy_calibrate:calibrate",
    "rule": "policy_rule:rule",
    "learn": "policy_rule:learn",
}
"""The commands that need a house, loaded only when they are asked for."""


class _PolicyCommands(click.Group):
    """Add the commands that work on a site to those that work on a file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *_ON_A_SITE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ON_A_SITE:
            return super().get_command(ctx, cmd_name)
        module, _, function = _ON_A_SITE[cmd_name].partition(":")
        command = getattr(import_module(f"civiltongue.cli.{module}"), function)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_PolicyCommands)
def policy() -> None:
    """Write, check, try and show the house rules."""


@policy.command()
@click.option(
    "--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="Which rules to begin with."
)
@click.argument("path", type=click.Path(dir_okay=False), default="policy.yaml")
def init(kind: str, path: str) -> None:
    """Write a house-rules file to begin with, to PATH or policy.yaml."""
    try:
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(default(kind))
    except FileExistsError as error:
        raise Conflict("there is a file already.", where=path, hint="Name another, or remove it.") from error
    except OSError as error:
        raise SetupInvalid(f"it cannot be written: {error.strerror}.", where=path) from error
    click.echo(f"{path}: written. Change what you like, then run `civiltongue policy check {path}`.")


@policy.command()
@click.option(
    "--site", metavar="NAME", help="Let rules reject that this site's moderators decided about enough."
)
@click.argument("file", type=_FILE)
def check(file: str, *, site: str | None) -> None:
    """Find every mistake in a house-rules FILE."""
    found = read_policy_file(file) if site is None else _checked_for(site, file)
    click.echo(f"{file}: {_count(found.rules, 'rule')}, no problems.")


@policy.command()
@click.option("--suite", is_flag=True, help="Judge the cases of HouseRulesCheck instead.")
@click.option("--wrong", is_flag=True, help="With --suite: print the cases that came out wrong.")
@click.argument("file", type=_FILE)
@click.pass_context
def test(context: click.Context, file: str, *, suite: bool, wrong: bool) -> None:
    """Judge the examples in a house-rules FILE, and say which do not come out as they should."""
    if suite:
        run_suite(read_policy_file(file, decisions=as_if_decided), shows_wrong=wrong)
        return
    tried = list(judge_examples(read_policy_file(file, decisions=as_if_decided)))
    judged = [each for each in tried if each.ruling is not None]
    unlike = [each for each in judged if not each.as_said]
    for each in unlike:
        click.echo(_describe(each))
    if len(judged) < len(tried):
        unjudged = [each for each in tried if each.ruling is None]
        click.echo(f"{_count(unjudged, 'example')} not judged: only people apply these rules.")
    click.echo(f"{file}: {_count(judged, 'example')} judged, {len(unlike)} not as the file says.")
    if unlike:
        context.exit(1)


@policy.command()
@click.argument("file", type=_FILE)
def show(file: str) -> None:
    """Print the rules page that readers see, as Markdown."""
    click.echo(as_markdown(describe_policy(read_policy_file(file, decisions=as_if_decided))), nl=False)


policy.add_command(suite)


def _checked_for(site: str, file: str) -> Policy:
    """Return the policy in a file, checked with a site's decisions; loads what a house needs only now."""
    read: Callable[[str, str], Policy] = import_module("civiltongue.cli.policy_adopt").read_for_site
    return read(site, file)


def _describe(tried: Tried) -> str:
    assert tried.ruling is not None
    text = " ".join(tried.example.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    said = "should break it and does not" if tried.should_break else "should keep it and does not"
    others = ", ".join(tried.ruling.rules) or "nothing"
    return f"{tried.rule.id}: “{shown}” {said} (verdict: {tried.ruling.verdict.word}, for: {others})"


def _count(things: Sequence[object], noun: str) -> str:
    count = len(things)
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
