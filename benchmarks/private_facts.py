"""Measure which private facts are found, and what is taken for one and is none.

``python -m benchmarks.private_facts [--seed N] [--sentences first|second|…] [--misses TYPE]``.

For each type and ten regions, facts of somebody else in sentences of the region's language or in
English must be found (``private_facts`` at 0.5 or more, where the shipped policy holds a comment, on
the words of the fact); in as many sentences with one's own facts, an office's, or what only looks like
one, nothing may be found. The detector knows the region's own telephone numbers and no other's.

There are six sets of sentences, the last two of them short. Each was written, and measured once, after the
detector had been made better with the ones before, and before it was made better with this one: what each gave
when it was new stands in ``FIRST_SEEN``, and is nearer to what sentences give that nobody has seen.
"""

import argparse
import random
import time

from benchmarks.figures import interval
from benchmarks.private_facts_cases import SETS, Case, cases
from benchmarks.private_facts_regions import LANGUAGE
from benchmarks.private_facts_values import MAKERS
from civiltongue.detectors.private_facts import PrivateFacts
from civiltongue.domain.evidence import Submission

THRESHOLD = 0.5
TYPES = (*MAKERS, "handle")
FIRST_SEEN = {
    "second": "email .997, phone .963, address .795, identity .985, bank .947, card 1, computer 1, birth .835, "
    "plate .778, handle .458; precision .85 to 1",
    "third": "email .955, phone .910, address .938, identity .975, bank .942, card 1, computer .993, birth .795, "
    "plate .810, handle .652; precision .82 to 1",
    "fourth": "email .918, phone .942, address .883, identity 1, bank .955, card 1, computer .900, birth .872, "
    "plate .788, handle .798; precision .81 to 1",
    "fifth": "email .935, phone 1, address .963, identity 1, bank .993, card 1, computer 1, birth .910, "
    "plate .918, handle .903; precision 1, email .784",
    "sixth": "email .907, phone .910, address .993, identity 1, bank .993, card 1, computer 1, birth 1, "
    "plate .972, handle 1; precision 1, bank .895, card .878",
}
"""What recall by type each set gave when it was new."""


def main() -> None:
    """Print a table of recall and precision by type for each set of sentences."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--seed", type=int, default=20)
    arguments.add_argument("--each", type=int, default=60, help="cases a type, region and side")
    arguments.add_argument("--sentences", choices=SETS, help="this set alone")
    arguments.add_argument("--misses", default="", help="print what went wrong for this type")
    chosen = arguments.parse_args()
    every: dict[str, tuple[int, int, int]] = dict.fromkeys(TYPES, (0, 0, 0))
    for sentences in (chosen.sentences,) if chosen.sentences else SETS:
        print(f"The {sentences} set of sentences:")
        found = table(sentences, seed=chosen.seed, each=chosen.each, misses=chosen.misses)
        every = {kind: _sum(every[kind], found[kind]) for kind in TYPES}
        if sentences in FIRST_SEEN:
            print(f"When it was new: {FIRST_SEEN[sentences]}.\n")
    print("All of them together:")
    for kind, (hits, total, false) in every.items():
        print(f"{kind:10} {total:6} {interval(hits, total):>22} {false:6} {interval(hits, hits + false):>22}")


def _sum(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def table(sentences: str, *, seed: int, each: int, misses: str) -> dict[str, tuple[int, int, int]]:
    """Print recall and precision by type; return how many were found, of how many, and how many falsely."""
    found: dict[str, tuple[int, int, int]] = {}
    detectors = {region: PrivateFacts((region,)) for region in LANGUAGE}
    print(f"{'type':10} {'cases':>6} {'recall':>22} {'disguised':>10} {'look-alikes':>11} {'false':>6} {'precision':>22} {'own seen':>9}")  # fmt: skip
    began, texts = time.process_time(), 0
    for kind in TYPES:
        counts = dict.fromkeys(("private", "disguised", "own", "other"), (0, 0))
        false = 0
        for region in LANGUAGE:
            random_ = random.Random(f"{seed} {kind} {region}")
            for case in cases(kind, region, random_, each=each, sentences=sentences):
                private, own = _noticed(detectors[region], case)
                texts += 1
                hits, total = counts[case.group]
                # For one's own facts the table tells how often they are told back to the author.
                counts[case.group] = (hits + (own if case.group == "own" else private), total + 1)
                false += private and not case.fact
                if private != bool(case.fact) and misses in (kind, "every"):
                    print(f"   {region} {case.group}: {case.text}")
        plain, spelt = counts["private"], counts["disguised"]
        owned, other = counts["own"], counts["other"]
        hits, total = plain[0] + spelt[0], plain[1] + spelt[1]
        found[kind] = (hits, total, false)
        shown = f"{spelt[0]}/{spelt[1]}" if spelt[1] else "-"
        print(f"{kind:10} {total:6} {interval(hits, total):>22} {shown:>10} {owned[1] + other[1]:11} {false:6} {interval(hits, hits + false):>22} {owned[0] / max(owned[1], 1):9.3f}")  # fmt: skip
    print(f"{texts} texts, {(time.process_time() - began) / texts * 1000:.3f} ms each with making them up\n")
    return found


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
