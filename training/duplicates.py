"""Check that sentences of our own are not near any text that is measured on, without showing those texts."""

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from training.contrast import contrast_examples
from training.rows import folded, read_lines, suite_texts

NEAR = 0.8
_SIGNS = 4
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """Return the runs of four letters in a text, folded, which say how near two texts are."""
    letters = folded(text)
    return frozenset(letters[at : at + _SIGNS] for at in range(max(1, len(letters) - _SIGNS + 1)))


def nearest(texts: Iterable[str], measured: Iterable[str]) -> dict[str, float]:
    """Return for each text the greatest share of common runs with any measured text (Jaccard)."""
    sets = [shingles(text) for text in measured]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            holders[shingle].append(number)
    result: dict[str, float] = {}
    for text in texts:
        own = shingles(text)
        common: Counter[int] = Counter()
        for shingle in own:
            common.update(holders.get(shingle, ()))
        result[text] = max(
            (count / (len(own) + len(sets[number]) - count) for number, count in common.most_common(40)),
            default=0.0,
        )
    return result


def check(data: Path, *, count: int = 4_000) -> int:
    """Print for every measuring set how many of our sentences are near one of its texts; return how many in all."""
    sentences = [example.text for example in contrast_examples(random.Random("duplicates"), count)]
    near: set[str] = set()
    sets = {"HouseRulesCheck": suite_texts()}
    sets |= {
        path.name: [row["text"] for row in read_lines(path)]
        for path in sorted((data / "dev").glob("*.jsonl.zst"))
    }
    for name, measured in sets.items():
        similar = {text for text, share in nearest(sentences, measured).items() if share >= NEAR}
        print(f"{name}: {len(similar)} of {count} sentences are as near as {NEAR}", file=sys.stderr)
        near |= similar
    for text in sorted(near):
        print(f"  near: {text}", file=sys.stderr)
    return len(near)
