"""How quick the model is on one core, how large, and how much memory it needs."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np

from benchmarks import model_peers
from benchmarks.model_data import Row
from civiltongue.detectors.model import PLACE, Model

WORDS, TOXIC, COMMENTS, TOKENS = 64, 0.1, 300, 85
_MEMORY = """
from datetime import UTC, datetime
from pathlib import Path
from civiltongue.operations.judge_submission import Judge
from civiltongue.domain.evidence import Submission
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
judge = Judge(load_policy(default("newsroom")))
for number in range(50):
    judge(Submission(f"You are comment number {number}, and a fool. " + "The bridge was closed again. " * 40), now=datetime.now(UTC))
print(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")))
"""


def speed(model: Model, given: list[Row], *, peers: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield what was measured, the figure, the peer's, and what was wanted."""
    texts = ordinary(given)
    for text in texts[:50]:
        model.score(text)
    taken, asked = [], 0
    began = time.process_time()
    for text in texts:
        start = time.perf_counter()
        asked += model.score(text).by_network
        taken.append(time.perf_counter() - start)
    rate = len(texts) / (time.process_time() - began)
    others = ""
    if peers:
        others = f"BERT-base, float: {1.0 / model_peers.seconds_of_bert_base(TOKENS):.0f}/s"
    yield "comments of 64 words a second on one core, 10 % toxic", f"{rate:.0f}", others, "≥ 400 / 1,500"
    yield "  share that the network was asked about", f"{asked / len(texts):.1%}", "", ""
    yield "  p95 of one comment", f"{np.percentile(taken, 95) * 1e3:.1f} ms", "", "≤ 45 ms"
    began = time.process_time()
    for text in texts[:60]:
        model.read(text)
    yield "  if the network read every comment, a second", f"{60 / (time.process_time() - began):.0f}", "", ""


def ordinary(given: list[Row]) -> list[str]:
    """Return comments cut to 64 words, one in ten of them toxic, in random order."""
    rng = random.Random(1)
    found: list[str] = []
    for toxic, count in ((1, int(COMMENTS * TOXIC)), (0, COMMENTS - int(COMMENTS * TOXIC))):
        long = [
            row["text"]
            for row in given
            if row["labels"]["toxic"] == toxic and len(row["text"].split()) >= WORDS
        ]
        found += [" ".join(text.split()[:WORDS]) for text in rng.sample(long, count)]
    rng.shuffle(found)
    return found


def size() -> str:
    """Return how large the shipped files are."""
    return f"{sum(len(path.read_bytes()) for path in PLACE.iterdir()) / 1e6:.1f} MB"


def memory() -> str:
    """Return the memory of a process that has judged comments with all detectors."""
    done = subprocess.run([sys.executable, "-c", _MEMORY], capture_output=True, text=True, check=True)
    return f"{int(done.stdout.split()[1]) / 1024:.0f} MB"
