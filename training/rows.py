"""Read the permitted sources, refuse what stands in a dev set, and hold a part out for choosing."""

import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from civiltongue.detectors.terms import Terms
from civiltongue.domain.evidence import Submission
from civiltongue.policyfile.suite import suite
from training.labels import LABELS
from training.sources import SOURCES, Known, Source

_NEITHER = re.compile(r"[\W_]+")
_TEXT_KEYS = ("text", "clean", "breaks", "keeps")


@dataclass(frozen=True, slots=True)
class Example:
    """One text to learn from: targets and weights by label; evidence as ranges of code points, or unknown.

    ``group`` is what texts that belong together have in common where the source says so: the video that they stand under.
    """

    text: str
    source: str
    known: Known
    evidence: tuple[tuple[int, int], ...] | None = None
    evidence_weight: float = 1.0
    group: str = ""


def folded(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return _NEITHER.sub("", text.lower())


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a compressed file of JSON lines."""
    with path.open("rb") as file:
        content = zstandard.ZstdDecompressor().stream_reader(file).read().decode()
    yield from (json.loads(line) for line in content.split("\n") if line)


def suite_texts() -> list[str]:
    """Return the texts of HouseRulesCheck's cases."""
    return [str(case.record["text"]) for case in suite() if case.record.get("text")]


def measured_texts(data: Path) -> set[str]:
    """Return every text of the dev sets and of HouseRulesCheck, folded: nothing of it may be learnt."""
    found = {folded(text) for text in suite_texts()}
    for path in sorted((data / "dev").glob("*.jsonl.zst")):
        for row in read_lines(path):
            for key in _TEXT_KEYS:
                given = row.get(key)
                if isinstance(given, str):
                    found.add(folded(given))
                elif isinstance(given, list):
                    found.update(folded(text) for text in given if isinstance(text, str))
    found.discard("")
    return found


def is_held_out(text: str, of: int) -> bool:
    """Say whether a text is the one of so many that is for choosing and calibration, not for learning."""
    return int.from_bytes(hashlib.sha256(folded(text).encode()).digest()[:4], "big") % of == 0


def _is_held_out(row: Mapping[str, Any], source: Source) -> bool:
    if source.held_out_group is not None:
        return bool(row["group"] == source.held_out_group)
    return is_held_out(row["text"], source.held_out_of)


def read_sources(data: Path) -> tuple[dict[str, list[Example]], dict[str, list[Example]]]:
    """Return what is for learning and what is held out, by source; print what was refused."""
    measured = measured_texts(data)
    terms = Terms()
    learn: dict[str, list[Example]] = {}
    choose: dict[str, list[Example]] = {}
    for name, source in SOURCES.items():
        learn[name], choose[name] = [], []
        refused = 0
        for row in read_lines(data / "train" / f"{name}.jsonl.zst"):
            text = row["text"]
            if folded(text) in measured:
                refused += 1
                continue
            if not text.strip():
                continue
            example = _example(row, name, source.known(row), terms)
            kept = choose if _is_held_out(row, source) else learn
            kept[name].append(example)
        print(
            f"{name}: {len(learn[name])} to learn, {len(choose[name])} held out, {refused} refused",
            file=sys.stderr,
        )
    return learn, choose


def _example(row: Mapping[str, Any], source: str, known: Known, terms: Terms) -> Example:
    evidence: tuple[tuple[int, int], ...] | None = None
    weight = 1.0
    if "spans" in row:
        evidence = tuple((start, end) for start, end in row["spans"])
    elif known.get("toxicity", (1.0, 0.0)) == (0.0, 1.0):
        evidence, weight = (), 0.1
    group = str(row.get("group", ""))
    return Example(row["text"], source, _with_terms(row["text"], known, terms), evidence, weight, group)


def _with_terms(text: str, known: Known, terms: Terms) -> Known:
    """Let the house's own word lists say what a source does not: swearing and obscenity."""
    said: dict[str, float] = {}
    for signal in terms(Submission(text[:3_000], language="en")):
        said[signal.kind] = max(said.get(signal.kind, 0.0), signal.score)
    for kind in ("profanity", "obscenity"):
        score = said.get(kind, 0.0)
        if kind not in known and score >= 0.8:
            known[kind] = (1.0, 0.5)
        elif kind not in known and score == 0.0:
            known[kind] = (0.0, 0.2)
    return known


def drawn(
    learn: Mapping[str, list[Example]],
    rng: random.Random,
    *,
    share: float = 1.0,
    counts: Mapping[str, int] | None = None,
) -> list[Example]:
    """Return the examples of one epoch, or of a share of it: from each source as many as it is to have.

    ``counts`` says so instead of the sources; what it does not name has none.
    """
    found: list[Example] = []
    for name, source in SOURCES.items():
        whole = source.each_epoch if counts is None else counts.get(name, 0)
        rows, each = learn[name], int(whole * share)
        if source.positives is None:
            found += _some(rows, each, rng)
            continue
        positive = [row for row in rows if _is_positive(row)]
        negative = [row for row in rows if not _is_positive(row)]
        count = int(each * source.positives)
        found += _some(positive, count, rng) + _some(negative, each - count, rng)
    return found


def _is_positive(example: Example) -> bool:
    return any(target >= 0.5 for label, (target, _) in example.known.items() if label in LABELS[:9])


def _some(rows: list[Example], count: int, rng: random.Random) -> list[Example]:
    times, rest = divmod(count, len(rows)) if rows else (0, 0)
    return rows * times + rng.sample(rows, rest)
