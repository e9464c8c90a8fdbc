"""``civiltongue statement``: statements of reasons as the EU's Transparency Database takes them."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from civiltongue.cli.house import the_house
from civiltongue.operations.add_site import site_named
from civiltongue.operations.disclose_statements import disclose_statements, schema
from civiltongue.operations.period import Period

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def statement() -> None:
    """Export statements of reasons."""


@statement.command()
@click.argument("site")
@click.option("--since", type=DAY, required=True, help="The first day (UTC).")
@click.option("--until", type=DAY, help="The last day, which counts whole (today).")
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="How."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of stdout.")
def export(site: str, since: datetime, until: datetime | None, form: str, output: Path | None) -> None:
    """Write every hold, rejection, removal and sanction of some days as statements of reasons.

    Each is checked against the database's schema before it is written, and none quotes a comment
    or names anybody.
    """
    with the_house() as house:
        period = Period(since.date(), (until or house.clock()).date())
        told = disclose_statements(house, site_named(house, site), period)
        with written(output) as file:
            (_write_csv if form == "csv" else _write_json)(told, file)


@statement.command(name="schema")
def show_schema() -> None:
    """Print the JSON Schema (2020-12) that every exported statement keeps to."""
    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))


@contextmanager
def written(output: Path | None) -> Iterator[IO[str]]:
    """Give a file to write to, which takes its name only when all is written; stdout without a name."""
    if output is None:
        yield sys.stdout
        return
    partial = output.with_name(f"{output.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(partial, output)
    finally:
        partial.unlink(missing_ok=True)


def _write_json(told: Iterable[dict[str, Any]], file: IO[str]) -> None:
    file.write('{"statements": [')
    for number, one in enumerate(told):
        file.write(",\n" if number else "\n")
        file.write(json.dumps(one, ensure_ascii=False))
    file.write("\n]}\n")


def _write_csv(told: Iterable[dict[str, Any]], file: IO[str]) -> None:
    """Write one row for each, with every field of the schema; lists are JSON inside a cell."""
    table = csv.DictWriter(file, list(schema()["properties"]), lineterminator="\r\n")
    table.writeheader()
    for one in told:
        table.writerow({name: _cell(value) for name, value in one.items()})


def _cell(value: object) -> object:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
