"""The public data that ``benchmarks.terms`` measures on, as plain values."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import zstandard

NEEDED = (
    "lists/profanity_en_dev.csv",
    "lists/prof_table.tsv",
    "lists/scunthorpe.md",
    "train/jigsaw_wiki.jsonl.zst",
    "dev/noisyhate.jsonl.zst",
)


def missing(folder: Path) -> list[str]:
    """Return the files that are needed and not there."""
    return [name for name in NEEDED if not (folder / name).is_file()]


def severe_forms(folder: Path) -> list[str]:
    """Return the strong and severe forms of the English list, once each."""
    with (folder / NEEDED[0]).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return list(
            dict.fromkeys(r["text"] for r in rows if r["severity_description"] in {"Strong", "Severe"})
        )


def masked_forms(folder: Path) -> list[tuple[str, str, str]]:
    """Return (language, term, the term in disguise) of the five-language table, once each."""
    found: list[tuple[str, str, str]] = []
    for line in (folder / NEEDED[1]).read_text("utf-8").splitlines()[1:]:
        # One row has runs of spaces where the others have tabs.
        cells = [cell.strip() for cell in re.split(r"\t|\s{2,}", line) if cell.strip()]
        if len(cells) >= 3:
            found.append((cells[-1].lower(), cells[0], cells[1]))
    return list(dict.fromkeys(found))


def innocent_lines(folder: Path) -> list[str]:
    """Return the lines of the list of innocent words that hold an example."""
    lines = (folder / NEEDED[2]).read_text("utf-8").splitlines()
    return [line.strip().removeprefix("- ") for line in lines if line.strip().startswith("- ")]


def civil_rows(folder: Path) -> list[str]:
    """Return the texts that nobody called toxic."""
    return [row["text"] for row in _rows(folder / NEEDED[3]) if row["labels"].get("toxic") == 0]


def noisy_pairs(folder: Path) -> list[tuple[str, str]]:
    """Return (noisy, clean) texts."""
    return [(row["text"], row["clean"]) for row in _rows(folder / NEEDED[4]) if row.get("clean")]


def _rows(path: Path) -> Iterator[dict]:
    with path.open("rb") as file:
        text = zstandard.ZstdDecompressor().stream_reader(file).read().decode("utf-8")
    return (json.loads(line) for line in text.split("\n") if line)
