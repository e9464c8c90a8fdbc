"""The command line: one file per command, loaded when it is asked for."""

from importlib import import_module

import click

from civiltongue import __version__
from civiltongue.errors import CivilTongueError

COMMANDS: dict[str, str] = {
    "judge": "judge:judge",
    "score": "score:score",
    "policy": "policy:policy",
    "text": "text:text",
    "site": "site:site",
    "moderator": "moderator:moderator",
    "api-key": "api_key:api_key",
    "import": "import_archive:import_archive",
    "replay": "replay:replay_draft",
    "review": "review:review",
    "appeal": "appeal:appeal",
    "search": "search:search",
    "statistics": "statistics:statistics",
    "audit": "audit:audit",
    "statement": "statement:statement",
    "report": "report:report",
    "author": "author:author",
    "claim": "claim:claim",
    "notice": "notice:notice",
    "inquiry": "inquiry:inquiry",
    "thread": "thread:thread",
    "serve": "serve:serve",
    "demo": "demo:demo",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "doctor": "doctor:doctor",
}
"""Every command, with the module and the function that it lives in."""


class _Commands(click.Group):
    """Load a command's module only when the command is run or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(f"civiltongue.cli.{module}"), function)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CivilTongueError as error:
            click.echo(f"{error.code}: {error}", err=True)
            ctx.exit(1)


@click.command(cls=_Commands)
@click.version_option(__version__, prog_name="civiltongue")
def civiltongue() -> None:
    """Reader comments that keep a publication's house rules."""
