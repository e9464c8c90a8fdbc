"""``civiltongue backup`` and ``civiltongue restore``: copy the database, and put a copy back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from tqdm import tqdm

from civiltongue.settings import read_settings
from civiltongue.storage.backup import back_up
from civiltongue.storage.backup import restore as put_back

_File = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_File)
@click.option("--overwrite", is_flag=True, help="Replace FILE where there is one already.")
def backup(file: Path, *, overwrite: bool) -> None:
    """Copy the database to FILE while the server runs.

    The copy holds everything that was posted before the command began, and is checked.
    It holds what the database holds, addresses of readers among it: keep it as safe.
    """
    with _bar() as progress:
        back_up(read_settings().database, file, overwrite=overwrite, progress=progress)
    click.echo(f"{file} holds {file.stat().st_size:,} bytes, checked.")


@click.command()
@click.argument("file", type=_File)
@click.option("--replace", is_flag=True, help="Replace the database where there is one already.")
def restore(file: Path, *, replace: bool) -> None:
    """Put the backup FILE in the database's place; stop the server first."""
    settings = read_settings()
    with _bar() as progress:
        put_back(file, settings.database, replace=replace, progress=progress)
    click.echo(f"The database is what {file} holds.")


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far the copy has come."""
    with tqdm(unit=" pages", disable=None, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
