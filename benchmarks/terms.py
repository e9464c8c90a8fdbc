"""Measure the detector of terms on public lists, beside two packages.

``python -m benchmarks.terms [--data PATH] [--peers N]``. ``PATH`` holds ``lists/``, ``train/`` and
``dev/``; what is in it is measured on and nothing else. The peers are installed from PyPI into
``benchmarks/.peers``; better-profanity takes some seventy milliseconds a text, so both are asked
about the first N of each list (shuffled from a seed), and Civil Tongue about all.

A text counts as found from a score of 0.6: where the newsroom policy holds it.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import terms_data as data
from benchmarks.terms_disguises import KINDS, REQUIRED, disguises
from benchmarks.terms_peers import answers, versions
from civiltongue.detectors.lexicon_forms import SPARED, forms
from civiltongue.detectors.terms import Terms, house_terms
from civiltongue.domain.evidence import Submission

FOUND_FROM = 0.6
LANGUAGES = ("en", "de", "es", "fr", "it")
_INFLECTIONS = ("s", "es", "ed", "er", "ers", "in", "ing", "y", "ty", "ted", "ting")
_TOKEN = re.compile(r"[^\W\d_]+")
_detector = Terms()


def main() -> None:
    """Print a table for each thing to show."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument(
        "--peers", type=int, default=150, help="texts of each list for the peers; 0 for none"
    )
    chosen = arguments.parse_args()
    absent = data.missing(chosen.data)
    if absent:
        sys.exit(f"{chosen.data}: {', '.join(absent)} missing; name the folder that holds them with --data")
    lists = {
        "severe forms": data.severe_forms(chosen.data),
        "innocent lines": data.innocent_lines(chosen.data),
        "civil rows": data.civil_rows(chosen.data),
    }
    hidden = hidden_terms(lists["severe forms"])
    pairs = data.noisy_pairs(chosen.data)
    lists["disguises"] = [text for _, _, text in hidden]
    lists["noisy texts"] = [noisy for noisy, clean in pairs if marked(clean)]
    results = [
        recall(lists["severe forms"]),
        *recall_by_kind(hidden),
        *recall_by_language(data.masked_forms(chosen.data)),
        *false_hits(lists["innocent lines"], lists["civil rows"]),
        noisy(pairs),
        rate([text for text, _ in pairs]),
        longest(),
    ]
    table(("What", "Figure", "Asked", ""), results)
    if chosen.peers:
        beside(lists, chosen.peers)
    sys.exit(any(row[3] == "FAILS" for row in results))


def score(text: str, detector: Terms = _detector, language: str | None = None) -> float:
    """Return the highest score of a text."""
    return max((signal.score for signal in detector(Submission(text, language=language))), default=0.0)


def marked(text: str) -> list[str]:
    """Return the words that are found."""
    return [
        text[span.start : span.end]
        for signal in _detector(Submission(text)) if signal.score >= FOUND_FROM for span in signal.spans
    ]  # fmt: skip


def recall(listed: list[str]) -> tuple[str, ...]:
    found = sum(score(form) >= FOUND_FROM for form in listed)
    return row("strong and severe forms found", found, len(listed), at_least=0.75)


def hidden_terms(listed: list[str]) -> list[tuple[str, str, str]]:
    """Return 250 disguises of each kind, of the strong and severe forms that are found as they are."""
    plain = [
        form.lower() for form in listed if re.fullmatch(r"[A-Za-z]+( [A-Za-z]+)?", form) and len(form) >= 4
    ]
    return disguises([form for form in plain if score(form) >= FOUND_FROM], of_each_kind=250)


def recall_by_kind(cases: list[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    found: Counter[str] = Counter(kind for kind, _, text in cases if score(text) >= FOUND_FROM)
    every: Counter[str] = Counter(kind for kind, _, _ in cases)
    counted = list(KINDS)[:REQUIRED]
    rows = [row(f"  {kind}", found[kind], every[kind]) for kind in KINDS]
    whole = row(
        "disguises of found terms, eight kinds",
        sum(found[kind] for kind in counted),
        sum(every[kind] for kind in counted),
        at_least=0.95,
    )
    return [whole, *rows]


def recall_by_language(cases: list[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    detector = Terms(languages=LANGUAGES)
    plain = {case: score(case[1], detector, case[0]) >= FOUND_FROM for case in cases}
    hidden = {case: score(case[2], detector, case[0]) >= FOUND_FROM for case in cases}
    known = [case for case in cases if plain[case]]
    rows = [
        row("masked forms in five languages", sum(hidden.values()), len(cases), at_least=0.85),
        row("  of those found unmasked", sum(hidden[case] for case in known), len(known)),
        row("  the same words unmasked", len(known), len(cases)),
    ]
    for language in LANGUAGES:
        own = [case for case in cases if case[0] == language]
        rows.append(row(f"  masked, {language}", sum(hidden[case] for case in own), len(own)))
    return rows


def listed_words() -> set[str]:
    """Return every spelling that is listed, inflections included, without compounds and disguises.

    Hyphens are spaces here, as they are where words are looked for.
    """
    listed = [form for term in house_terms() if term.kind != SPARED for form in forms(term)]
    inflected = {form.text + ending for form in listed if form.open_end for ending in _INFLECTIONS}
    return {text.replace("-", " ") for text in (*inflected, *(form.text for form in listed))}


def false_hits(lines: list[str], rows: list[str]) -> list[tuple[str, ...]]:
    listed = listed_words()
    longest_phrase = 4

    def holds_a_term(text: str) -> bool:
        words = _TOKEN.findall(text.lower())
        return any(
            " ".join(words[at : at + size]) in listed
            for at in range(len(words)) for size in range(1, longest_phrase + 1)
        )  # fmt: skip

    bare_lines = [line for line in lines if not holds_a_term(line)]
    bare_rows = [text for text in rows if not holds_a_term(text)]
    wrong_lines = sum(score(line) >= FOUND_FROM for line in bare_lines)
    wrong_rows = sum(score(text) >= FOUND_FROM for text in bare_rows)
    every_line = sum(score(line) >= FOUND_FROM for line in lines)
    every_row = sum(score(text) >= FOUND_FROM for text in rows)
    return [
        row("innocent lines without a listed word, hit", wrong_lines, len(bare_lines), most=2),
        row("  all innocent lines, hit", every_line, len(lines)),
        row("civil rows without a listed word, hit", wrong_rows, len(bare_rows), at_most=0.001),
        row("  all civil rows, hit", every_row, len(rows)),
    ]


def noisy(pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """Count each term of the clean text that has one more in the noisy text, at most as many."""
    terms = found = 0
    for written, clean in pairs:
        meant = len(marked(clean))
        terms += meant
        found += min(meant, len(marked(written)))
    return row("terms of clean texts found in noisy ones", found, terms, at_least=0.85)


def rate(texts: list[str]) -> tuple[str, ...]:
    many = texts * max(1, 20_000 // len(texts))
    best = max(
        len(many) / seconds(lambda: [list(_detector(Submission(text))) for text in many]) for _ in range(3)
    )
    letters = sum(map(len, texts)) / len(texts)
    verdict = "holds" if best >= 20_000 else "FAILS"
    return f"comments of {letters:.0f} letters a second, one core", f"{best:,.0f}", "≥ 20,000", verdict


def longest() -> tuple[str, ...]:
    units = (
        "damn ",
        "d a m n ",
        "d*",
        "a*b*c*d* ",
        "a-",
        "d4mn ",
        "é",
        "аb",
        "aaab",
        "😂a",
        "the pen is mightier ",
        "🅵",
    )
    texts = [(unit * 65_536)[:65_536] for unit in units]
    list(_detector(Submission("".join(units))))
    slowest = max(seconds(lambda text=text: list(_detector(Submission(text)))) for text in texts)
    return "64 kB at worst, milliseconds", f"{slowest * 1000:,.0f}", "", ""


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return max(time.process_time() - began, 1e-9)


def row(
    what: str,
    found: int,
    every: int,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    most: int | None = None,
) -> tuple[str, ...]:
    share = found / every if every else 0.0
    asked, holds = "", True
    if at_least is not None:
        asked, holds = f"≥ {at_least}", share >= at_least
    elif at_most is not None:
        asked, holds = f"≤ {at_most:.1%}", share <= at_most
    elif most is not None:
        asked, holds = f"≤ {most}", found <= most
    return (
        what,
        f"{found:,} of {every:,} ({share:.2%})",
        asked,
        ("holds" if holds else "FAILS") if asked else "",
    )


def beside(lists: dict[str, list[str]], count: int) -> None:
    """Print a table of the peers' answers and ours about the same texts."""
    rng = random.Random(1)
    asked = {name: rng.sample(texts, min(count, len(texts))) for name, texts in lists.items()}
    theirs = answers(asked)
    rows = []
    for name, texts in asked.items():
        took = seconds(lambda texts=texts: [score(text) for text in texts])
        cells = [name, f"{len(texts)}", cell([score(text) >= FOUND_FROM for text in texts], took)]
        cells += [cell(peer[name]["found"], peer[name]["seconds"]) for peer in theirs.values()]
        rows.append(tuple(cells))
    print(f"\nBeside {versions()}: share called a hit, texts a second of one core")
    table(("List", "Texts", "Civil Tongue", *theirs), rows)


def cell(found: list[bool], took: float) -> str:
    return f"{sum(found) / len(found):.1%}, {len(found) / took:,.0f}/s"


def table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    every = [tuple(head), *rows]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for cells in every:
        print("  ".join(text.ljust(width) for text, width in zip(cells, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
