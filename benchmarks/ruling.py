"""Measure the whole ruling, without a model, on one core; and how long the worst texts take.

``python -m benchmarks.ruling [--comments N] [--worst]``. The shipped newsroom policy judges comments of
100 words, of which half hold digits, a link and a name in other letters. Rates are of the
processor's time, since the machine may have more to do. ``--worst`` adds texts of 64 kB that are made of
near misses for every detector.
"""

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from benchmarks.ruling_texts import adversaries, comments
from civiltongue.detectors import catalogue
from civiltongue.domain.evidence import Link, Signature, Span, StoryFacts, Submission
from civiltongue.domain.policy import Policy
from civiltongue.engine.judge import judge
from civiltongue.operations.judge_submission import NEW_AUTHOR, Judge
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ROUND = 250
FIRST = [
    "Wren",
    "Ottilie",
    "Basil",
    "Petra",
    "Zoë",
    "Łukasz",
    "Hollis",
    "Ines",
    "Quentin",
    "Maud",
    "Søren",
    "Tamsin",
]
LAST = [
    "Abernathy",
    "Quill",
    "Marrow",
    "Penhale",
    "Żurek",
    "Brontide",
    "Vance",
    "Okafor",
    "Lindgren",
    "Sato",
    "Thorne",
    "Iyer",
]
PASSES = 5


def main() -> None:
    """Print how many rulings a second one core gives, and what each detector takes of them."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--comments", type=int, default=5_000)
    arguments.add_argument("--worst", action="store_true", help="also measure texts of 64 kB made to be slow")
    chosen = arguments.parse_args()
    policy = load_policy(default("newsroom"))
    submissions = [submission(text, number) for number, text in enumerate(comments(chosen.comments))]
    whole(policy, submissions)
    each(policy, submissions)
    if chosen.worst:
        worst(policy)


def submission(text: str, number: int = 0) -> Submission:
    """Return a text as an operation would submit it, with the names and fingerprints of a busy site."""
    at = text.find("https://")
    end = text.find(" ", at)
    links = (Link(text[at:end], Span(at, end)),) if at >= 0 else ()
    return Submission(
        text,
        links=links,
        signature=Signature(f"{FIRST[number % 12]} {LAST[number // 12 % 12]}", verified=True),
        story=StoryFacts("The harbour lamps", "Rhea Cole", ("Edwin Sarkell",)),
        staff=("Sigrid Lindqvist",),
        recent=tuple(random.Random(1).getrandbits(64) for _ in range(20)),
    )


def whole(policy: Policy, submissions: list[Submission]) -> None:
    """Judge every submission once, in rounds, and print rate and percentiles."""
    judge_one = Judge(policy, model=False)
    for one in submissions[:ROUND]:
        judge_one(one, standing=NEW_AUTHOR, now=NOW)
    gc.collect()
    gc.freeze()
    rates = []
    for start in range(0, len(submissions), ROUND):
        part = submissions[start : start + ROUND]
        began = time.process_time_ns()
        for one in part:
            judge_one(one, standing=NEW_AUTHOR, now=NOW)
        rates.append(len(part) / ((time.process_time_ns() - began) / 1e9))
    # Telling the processor's time may take longer than a ruling, so that each is timed by the wall:
    # the best of several passes, since others interrupt.
    times = [float("inf")] * len(submissions)
    for _ in range(PASSES):
        for at, one in enumerate(submissions):
            first = time.perf_counter_ns()
            judge_one(one, standing=NEW_AUTHOR, now=NOW)
            times[at] = min(times[at], (time.perf_counter_ns() - first) / 1e6)
    times.sort()
    print(f"The whole ruling, {len(submissions)} comments of 100 words:")
    print(
        f"  median round {statistics.median(rates):,.0f}/s, best {max(rates):,.0f}/s, slowest {min(rates):,.0f}/s"
    )
    print(
        f"  median {times[len(times) // 2]:.3f} ms, p99 {times[int(len(times) * 0.99)]:.3f} ms, most {times[-1]:.3f} ms"
    )


def each(policy: Policy, submissions: list[Submission]) -> None:
    """Print what every detector, and the engine, takes of a ruling, each after those before it."""
    detectors = catalogue(policy, model=False)
    asked = Judge(policy, model=False)
    best: dict[tuple[int, str], int] = {}
    for _ in range(PASSES):
        for at, one in enumerate(submissions):
            for detector in detectors:
                began = time.perf_counter_ns()
                list(detector(one))
                spent = time.perf_counter_ns() - began
                best[at, detector.name] = min(best.get((at, detector.name), spent), spent)
            seen = asked.observe(one)
            began = time.perf_counter_ns()
            judge(seen, policy, submission=one, standing=NEW_AUTHOR, now=NOW)
            spent = time.perf_counter_ns() - began
            best[at, "engine"] = min(best.get((at, "engine"), spent), spent)
    total: dict[str, int] = {}
    for (_, name), spent in best.items():
        total[name] = total.get(name, 0) + spent
    print("Of which, in microseconds a comment (the first to read a text pays for reading it):")
    for name, spent in total.items():
        print(f"  {name:<14} {spent / len(submissions) / 1e3:7.1f}")


def worst(policy: Policy) -> None:
    """Print the slowest text of 64 kB for every detector and for all."""
    detectors = catalogue(policy, model=False)
    rows = [(name, measured(text, detectors)) for name, text in adversaries()]
    print("Texts of 64 kB, in milliseconds; the five slowest, and the slowest for each detector:")
    for name, spent in sorted(rows, key=lambda row: -sum(row[1].values()))[:5]:
        parts = ", ".join(
            f"{key} {value:.0f}" for key, value in sorted(spent.items(), key=_by_time) if value >= 1
        )
        print(f"  {sum(spent.values()):7.1f}  {name}: {parts}")
    for detector in detectors:
        name, spent = max(rows, key=lambda row: row[1][detector.name])
        print(f"  {spent[detector.name]:7.1f}  {detector.name}, by {name}")


def measured(text: str, detectors: tuple[Callable[[Submission], Iterator[object]], ...]) -> dict[str, float]:
    """Return the milliseconds that each detector takes of a text, the better of two times."""
    best: dict[str, float] = {}
    for number in range(2):
        # Another text each time, so that nothing is remembered.
        one = Submission(text[:-1] + str(number), signature=Signature("Wren Abernathy", verified=True))
        for detector in detectors:
            began = time.thread_time_ns()
            list(detector(one))
            spent = (time.thread_time_ns() - began) / 1e6
            name = str(getattr(detector, "name", ""))
            best[name] = min(best.get(name, spent), spent)
    return best


def _by_time(item: tuple[str, float]) -> float:
    return -item[1]


if __name__ == "__main__":
    main()
