"""Run the command in this process."""

import json
from typing import Any

from click.testing import CliRunner, Result

from civiltongue.cli import civiltongue


def run(*arguments: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(civiltongue, [str(argument) for argument in arguments], input=given)


def answers(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout_bytes.decode().split("\n")[:-1]]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)
