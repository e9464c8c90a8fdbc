"""Measure which private facts are found, and what is taken for one and is none.

``python -m benchmarks.private_facts [--seed N] [--carriers all|seen|fresh|later] [--misses TYPE]``.

For each type and ten regions, facts of somebody else in sentences of the region's language must be
found (``private_facts`` at 0.5 or more, where the shipped policy holds a comment, on the words of
the fact); in as many sentences with one's own facts, an office's, or what only looks like one,
nothing may be found. The detector knows the region's own telephone numbers and no other's.
"""

import argparse
import random
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import interval
from benchmarks.private_facts_values import LANGUAGE, MAKERS, Value, handle, looks_alike, name
from civiltongue.detectors.private_facts import PrivateFacts
from civiltongue.domain.evidence import Submission

THRESHOLD = 0.5
TYPES = (*MAKERS, "handle")
# What has a form of its own; where somebody was born or lives is told by the sentence.
STRUCTURED = ("email", "phone", "identity", "bank", "card", "computer", "plate")
WORDS = tomllib.loads((Path(__file__).parent / "data" / "private_facts.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its group for the table, and the fact that must be found in it, if any."""

    text: str
    group: str
    fact: str = ""


def main() -> None:
    """Print a table of recall and precision by type, and what own and public facts come to."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--seed", type=int, default=20)
    arguments.add_argument("--each", type=int, default=60, help="cases a type, region and side")
    arguments.add_argument("--carriers", choices=("all", "seen", "fresh", "later"), default="all")
    arguments.add_argument("--misses", default="", help="print what went wrong for this type")
    chosen = arguments.parse_args()
    detectors = {region: PrivateFacts((region,)) for region in LANGUAGE}
    print(f"{'type':10} {'cases':>6} {'recall':>22} {'disguised':>10} {'look-alikes':>11} {'false':>6} {'precision':>22} {'own seen':>9}")  # fmt: skip
    began, texts = time.process_time(), 0
    for kind in TYPES:
        counts = dict.fromkeys(("private", "disguised", "own", "other"), (0, 0))
        found = 0
        for region in LANGUAGE:
            random_ = random.Random(f"{chosen.seed} {kind} {region}")
            for case in _cases(kind, region, random_, each=chosen.each, carriers=chosen.carriers):
                private, own = _noticed(detectors[region], case)
                texts += 1
                right = private if case.fact else not private
                hits, total = counts[case.group]
                # For one's own facts the table tells how often they are told back to the author.
                counts[case.group] = (hits + (own if case.group == "own" else private), total + 1)
                found += private and not case.fact
                if not right and chosen.misses in (kind, "every"):
                    print(f"   {region} {case.group}: {case.text}")
        plain, spelt, own, other = (counts[group] for group in ("private", "disguised", "own", "other"))
        hits, total = plain[0] + spelt[0], plain[1] + spelt[1]
        shown = f"{spelt[0]}/{spelt[1]}" if spelt[1] else "-"
        print(f"{kind:10} {total:6} {interval(hits, total):>22} {shown:>10} {own[1] + other[1]:11} {found:6} {interval(hits, hits + found):>22} {own[0] / max(own[1], 1):9.3f}")  # fmt: skip
    print(f"{texts} texts, {(time.process_time() - began) / texts * 1000:.3f} ms each with making them up")


def _cases(kind: str, region: str, random_: random.Random, *, each: int, carriers: str) -> Iterator[Case]:
    words = WORDS[LANGUAGE[region]]
    for _ in range(each):
        yield _private(kind, region, random_, words, carriers)
        yield _harmless(kind, region, random_, words, carriers)


def _private(kind: str, region: str, random_: random.Random, words: dict[str, Any], carriers: str) -> Case:
    if kind == "handle":
        frame = random_.choice(_part(words["only"]["handle"], carriers))
        person = name(LANGUAGE[region], random_)
        return Case(frame.format(handle=handle(random_), name=person), "private", person)
    value = MAKERS[kind](region, random_, words)
    frames = [*_part(words["theirs"], carriers), *_part(words["only"].get(kind, []), carriers)]
    if carriers in ("all", "later"):
        frames = [*(frames if carriers == "all" else []), *words["later"]]
    text = _filled(random_.choice(frames), kind, region, value, random_, words)
    return Case(text, "disguised" if value.disguised else "private", value.words)


def _harmless(kind: str, region: str, random_: random.Random, words: dict[str, Any], carriers: str) -> Case:
    turn = random_.random()
    owned = [("own", words["mine"])] if turn < 0.4 else []
    if 0.4 <= turn < 0.6 and kind in ("email", "phone", "address", "bank"):
        owned = [("other", words["office"])]
    if owned and kind != "handle":
        group, frames = owned[0]
        value = MAKERS[kind](region, random_, words)
        return Case(
            _filled(random_.choice(_part(frames, carriers)), kind, region, value, random_, words), group
        )
    frame = random_.choice(_part(words["like"][kind], carriers))
    return Case(_varied(frame, region, random_), "other")


def _filled(frame: str, kind: str, region: str, value: Value, random_: random.Random, words: dict[str, Any]) -> str:  # fmt: skip
    things = [thing.strip() for thing in words["thing"][kind].split("|")]
    called = value.called or "IBAN"
    bare, her, mine, theirs = (thing.format(id=called, account=called) for thing in things)
    person = name(LANGUAGE[region], random_)
    text = frame.format(x=value.words, name=person, bare=bare, her=her, my=mine, their=theirs)
    return text[0].upper() + text[1:]


def _varied(frame: str, region: str, random_: random.Random) -> str:
    # Two numbers of one sentence are different ones.
    pieces = frame.replace("{", "\0{").split("\0")
    return "".join(piece.format(**looks_alike(region, random_)) for piece in pieces)


def _part(frames: list[str], carriers: str) -> list[str]:
    part = {"all": frames, "seen": frames[::2], "fresh": frames[1::2], "later": frames}[carriers]
    return part or frames


def _noticed(detector: PrivateFacts, case: Case) -> tuple[bool, bool]:
    """Say whether a private fact is noticed, where it should be if anywhere, and whether an own one."""
    signals = list(detector(Submission(case.text)))
    start = case.text.find(case.fact)
    first, last = (start, start + len(case.fact)) if case.fact else (0, len(case.text))
    private = any(
        span.start < last and first < span.end
        for signal in signals
        if signal.kind == "private_facts" and signal.score >= THRESHOLD
        for span in signal.spans
    )
    return private, any(signal.kind == "own_facts" for signal in signals)


if __name__ == "__main__":
    main()
