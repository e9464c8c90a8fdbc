"""The measuring sets: JSON lines and tables, compressed, in a folder that the project does not hold."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import zstandard

Row = dict[str, Any]
WEAKEST = ("negate_neg_nh", "counter_quote_nh", "counter_ref_nh", "slur_reclaimed_nh", "ident_pos_nh")
"""The five HateCheck functions at which Perspective was worst."""


def rows(data: Path, name: str) -> list[Row]:
    """Return the rows of a dev set. Lines end at a line feed alone: texts hold other separators."""
    content = _content(data / "dev" / f"{name}.jsonl.zst")
    return [json.loads(line) for line in content.split("\n") if line]


def table(data: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a list that is a table with a head."""
    return list(csv.DictReader(io.StringIO(_content(data / "lists" / name))))


def _content(path: Path) -> str:
    with path.open("rb") as file:
        return zstandard.ZstdDecompressor().stream_reader(file).read().decode()
