"""Measure the shipped model on sets that it was never trained or tuned on, beside alt-profanity-check.

``python -m benchmarks.model --data FOLDER [--madlibs N] [--no-peers] [--only WORD]``. The folder holds
``dev/`` and ``lists/``. One table is printed; "whole" figures are of all detectors together, as
``score`` and the HTTP interfaces answer, the others of the model alone.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import model_peers
from benchmarks.model_data import WEAKEST, Row, rows, table
from benchmarks.model_metrics import accuracy, auc, character_f1, held_for, macro_f1
from benchmarks.model_speed import memory, size, speed
from benchmarks.own_rules import DECIDED, NAME, WANTED, learning_curve
from civiltongue.detectors import catalogue, observe, scores
from civiltongue.detectors.model import Model, Scored, shipped_model
from civiltongue.detectors.perspective import ATTRIBUTES, Served
from civiltongue.detectors.perspective_scale import curves, on_their_scale, readouts
from civiltongue.domain.evidence import Submission
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.score_text import score_text
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from training.perspective import FILE, area, rank_correlation, scored
from training.perspective_readout import left_out

NATURAL = 0.096


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, our figure, what others reach, and what is to be reached."""

    what: str
    ours: str
    others: str = ""
    wanted: str = ""


class Bench:
    """Hold the model, all detectors, the measuring sets and the peers' answers."""

    def __init__(self, data: Path, *, madlibs: int, peers: bool) -> None:
        self.data = data
        self.madlibs = madlibs
        self.peers = peers
        self.model: Model = shipped_model()
        policy = load_policy(default("newsroom"))
        self._detectors = catalogue(policy)
        self.judge = Judge(policy)
        self.decisions = self.model.settings.decisions

    def read(self, given: list[Row]) -> list[Scored]:
        """Return what the model says of the rows' texts, asked through both tiers."""
        return [self.model.score(row["text"]) for row in given]

    def whole(self, given: list[Row], kind: str) -> list[float]:
        """Return a score of all detectors together."""
        return [
            scores(observe(Submission(row["text"], language="en"), self._detectors))[kind] for row in given
        ]

    def stand_in(self, given: list[Row]) -> tuple[list[float], list[float]]:
        """Return the house's scores of the rows' TOXICITY, and what the stand-in answers: on Perspective's scale."""
        served = ATTRIBUTES["TOXICITY"]
        assert isinstance(served, Served)
        found = [score_text(row["text"], judge=self.judge, language="en") for row in given]
        ours = [each.score(served) for each in found]
        answered = [
            on_their_scale("TOXICITY", score, each.heard) for score, each in zip(ours, found, strict=True)
        ]
        return ours, answered

    @cached_property
    def _profanity(self) -> dict[str, list[float]]:
        if not self.peers:
            return {}
        sets = {
            name: [row["text"] for row in rows(self.data, name)]
            for name in ("jigsaw_wiki_test", "hatecheck", "noisyhate")
        }
        sets["madlibs"] = [row["Text"] for row in self.identity_rows]
        return model_peers.profanity(sets)

    def profanity(self, name: str) -> list[float] | None:
        """Return alt-profanity-check's scores of a set, or nothing without peers."""
        return self._profanity.get(name)

    @cached_property
    def identity_rows(self) -> list[dict[str, str]]:
        """Return a sample of the identity templates, the same each time."""
        found = table(self.data, "bias_madlibs_77k.csv.zst")
        return random.Random(1).sample(found, min(self.madlibs, len(found)))


def jigsaw(bench: Bench) -> Iterator[Line]:
    given = rows(bench.data, "jigsaw_wiki_test")
    labels = [row["labels"]["toxic"] for row in given]
    ours = [said.scores["toxicity"] for said in bench.read(given)]
    alone = [bench.model.read(row["text"]).scores["toxicity"] for row in given]
    peer = bench.profanity("jigsaw_wiki_test")
    others = "int8 MiniLM .969, blend .973" + (
        f"; alt-profanity-check {auc(peer, labels):.3f}" if peer else ""
    )
    yield Line(
        "Jigsaw test, AUC of toxic",
        f"{auc(ours, labels):.4f} (network alone {auc(alone, labels):.4f})",
        others,
        ".975 / .982",
    )
    curve = held_for(ours, labels, prevalence=NATURAL)
    share = min(held for held, left in curve if left <= 0.01)
    yield Line(
        "moderators' load: held for ≤ 1 % violations among the published", f"{share:.1%}", "", "≤ 10 %"
    )
    for wanted in (0.05, 0.1, 0.15, 0.2, 0.3):
        held, left = min(curve, key=lambda point: abs(point[0] - wanted))
        yield Line(f"  violations among the published if {held:.0%} are held", f"{left:.2%}")


def hatecheck(bench: Bench) -> Iterator[Line]:
    given = rows(bench.data, "hatecheck")
    labels = [row["labels"]["identity_attack"] for row in given]
    ours = [_hate(said) for said in bench.read(given)]
    line = bench.decisions["identity_attack"]
    said = [score >= line for score in ours]
    peer = bench.profanity("hatecheck")
    others = "Perspective .766" + (
        f"; alt-profanity-check {accuracy([s >= 0.5 for s in peer], labels):.3f}" if peer else ""
    )
    whole = bench.whole(given, "identity_attack")
    extra = f"(at .5: {accuracy([score >= 0.5 for score in ours], labels):.3f}; whole {accuracy([score >= line for score in whole], labels):.3f})"
    yield Line("HateCheck, accuracy", f"{accuracy(said, labels):.3f} {extra}", others, ".80 / .88")
    right: dict[str, list[bool]] = defaultdict(list)
    for row, answer, label in zip(given, said, labels, strict=True):
        right[row["functionality"]].append(answer == bool(label))
    cells = {name: sum(found) / len(found) for name, found in right.items()}
    mean = sum(cells[name] for name in WEAKEST) / len(WEAKEST)
    yield Line("  mean of Perspective's five weakest cells", f"{mean:.3f}", "Perspective .24", ".45 / .75")
    for name, share in sorted(cells.items()):
        yield Line(f"  {name}", f"{share:.3f}")


def _hate(said: Scored) -> float:
    return max(said.scores[name] for name in ("identity_attack", "sexism", "racism"))


def noisyhate(bench: Bench) -> Iterator[Line]:
    given = rows(bench.data, "noisyhate")
    whole, theirs = bench.stand_in(given)
    alone = [said.scores["toxicity"] for said in bench.read(given)]
    peer = bench.profanity("noisyhate")
    others = "Perspective .672" + (
        f"; alt-profanity-check {sum(s >= 0.5 for s in peer) / len(peer):.3f}" if peer else ""
    )
    share = sum(score >= 0.5 for score in theirs) / len(given)
    own = sum(score >= 0.5 for score in whole) / len(given)
    model = sum(score >= 0.5 for score in alone) / len(given)
    yield Line(
        "NoisyHate disguised, found at .5 of Perspective's scale",
        f"{share:.3f} (at .5 at natural prevalence {own:.3f}, model alone {model:.3f})",
        others,
        ".78 / .85",
    )


def madlibs(bench: Bench) -> Iterator[Line]:
    given = bench.identity_rows
    labels = [int(row["Label"] == "BAD") for row in given]
    ours = [bench.model.score(row["Text"]).scores["toxicity"] for row in given]
    peer = bench.profanity("madlibs")
    others = "linear .872, MiniLM .969" + (f"; alt-profanity-check {auc(peer, labels):.3f}" if peer else "")
    yield Line(
        f"identity madlibs, AUC ({len(given)} of them)", f"{auc(ours, labels):.3f}", others, ".975 / .99"
    )


def toxic_spans(bench: Bench) -> Iterator[Line]:
    given = rows(bench.data, "toxic_spans")
    found = [character_f1(bench.model.read(row["text"]).evidence, row["spans"]) for row in given]
    yield Line("toxic spans, character F1", f"{sum(found) / len(found):.3f}", "record .708", ".67 / .70")


def edos(bench: Bench) -> Iterator[Line]:
    given = rows(bench.data, "edos")
    labels = [row["labels"]["sexism"] for row in given]
    said = [bench.model.read(row["text"]).scores["sexism"] >= bench.decisions["sexism"] for row in given]
    yield Line("EDOS sexism, macro-F1", f"{macro_f1(said, labels):.3f}", "record .875", ".82 / .85")


def youtube(bench: Bench) -> Iterator[Line]:
    given = rows(bench.data, "youtube_spam")
    labels = [row["labels"]["spam"] for row in given]
    said = [bench.model.read(row["text"]).scores["spam"] >= bench.decisions["spam"] for row in given]
    yield Line("YouTube spam, accuracy", f"{accuracy(said, labels):.3f}", ".945", ".955 / .97")


def perspective(bench: Bench) -> Iterator[Line]:
    dev, rest = (scored(bench.data / part / FILE, bench.judge)["TOXICITY"] for part in ("dev", "train"))
    curve, readout = curves()["TOXICITY"], readouts()["TOXICITY"]
    measured = dev.on_their_scale(curve, list(map(readout, dev.heard)))
    # The readout has learnt the rows for training: each of them is read by one that was fitted without it.
    both = [*measured, *rest.on_their_scale(curve, left_out(rest.heard, rest.theirs))]
    at = sum(theirs >= 0.7 for _, theirs in measured)
    area_there = f"{area(measured, threshold=0.7):.4f}" if at else "no such row in dev"
    raw = [*dev.pairs, *rest.pairs]
    yield Line(
        "Perspective's own TOXICITY: AUC at its ≥ .7",
        f"{area_there}; with train/, left out, {area(both, threshold=0.7):.4f} (before {area(raw, threshold=0.7):.4f})",
        ".988",
        ".99 / .995",
    )
    yield Line(
        "  Spearman",
        f"{rank_correlation(measured):.3f} (before {rank_correlation(dev.pairs):.3f}); with train/, left out, "
        f"{rank_correlation(both):.3f} ({rank_correlation(raw):.3f})",
        ".744",
        ".80 / .85",
    )


def multilingual(bench: Bench) -> Iterator[Line]:
    for language in ("de", "es", "fr", "nl", "pl"):
        given = rows(bench.data, f"mhc_{language}")
        labels = [row["labels"]["identity_attack"] for row in given]
        said = [_hate(bench.model.read(row["text"])) >= bench.decisions["identity_attack"] for row in given]
        yield Line(
            f"HateCheck {language}, macro-F1 (accuracy)",
            f"{macro_f1(said, labels):.3f} ({accuracy(said, labels):.3f})",
            "",
            "reported / .70",
        )


def own_rules(bench: Bench) -> Iterator[Line]:
    for count, share, _ in learning_curve(rows(bench.data, NAME), decided=DECIDED, seeds=5):
        wanted = "{:.2f} / {:.2f}".format(*WANTED[count]) if count in WANTED else ""
        what = (
            f"  with {count} decided comments" if count else "a written rule, AUC with two examples each way"
        )
        yield Line(what, f"{share:.3f}", "", wanted)


MEASURES: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "jigsaw": jigsaw,
    "hatecheck": hatecheck,
    "noisyhate": noisyhate,
    "madlibs": madlibs,
    "spans": toxic_spans,
    "edos": edos,
    "youtube": youtube,
    "perspective": perspective,
    "multilingual": multilingual,
    "rules": own_rules,
}


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--madlibs", type=int, default=10_000, help="how many of the identity templates")
    arguments.add_argument("--no-peers", action="store_true")
    arguments.add_argument("--only", choices=[*MEASURES, "speed"])
    chosen = arguments.parse_args()
    bench = Bench(chosen.data, madlibs=chosen.madlibs, peers=not chosen.no_peers)
    print(f"model {bench.model.settings.version}\n")
    print(f"{'what':<64} {'ours':<52} {'others':<58} must / aim")
    for name, measure in MEASURES.items():
        if chosen.only in (None, name):
            for line in measure(bench):
                show(line)
    if chosen.only in (None, "speed"):
        for what, ours, others, wanted in speed(
            bench.model, rows(chosen.data, "jigsaw_wiki_test"), peers=bench.peers
        ):
            show(Line(what, ours, others, wanted))
        show(Line("weights installed", size(), "", "≤ 40 MB"))
        show(Line("memory of a process that judges with the model", memory(), "", "≤ 450 MB"))


def show(line: Line) -> None:
    """Print one line at once."""
    print(f"{line.what:<64} {line.ours:<52} {line.others:<58} {line.wanted}", flush=True)


if __name__ == "__main__":
    main()
