"""Measure how long a client of Perspective waits for six scores of one comment.

``python -m benchmarks.perspective [--calls N] [--words N]``. A server of its own, as ``civiltongue serve``
starts it, answers one call after the other over one connection, as a client with a worker sends them; then
four at a time. Times are of the wall, as the client sees them. Asked is a p95 of at most 60 ms.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from benchmarks.ruling_texts import comments
from benchmarks.serving_load import OURS
from benchmarks.serving_servers import our_server

SIX = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
RUDE = "and whoever wrote this is a damn idiot"
AT_ONCE = 4


def main() -> None:
    """Print p50, p95 and p99 of a call, alone and four at a time."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--calls", type=int, default=1_000)
    arguments.add_argument("--words", type=int, default=64)
    chosen = arguments.parse_args()
    texts = [
        f"{text} {RUDE}" if number % 10 == 0 else text
        for number, text in enumerate(comments(chosen.calls, words=chosen.words))
    ]
    with tempfile.TemporaryDirectory() as folder:
        key = _prepare(Path(folder))
        with our_server(Path(folder), workers=1) as server:
            _measure(server.url, key, texts[:50], 1)
            for at_once in (1, AT_ONCE):
                times = _measure(server.url, key, texts, at_once)
                print(f"{at_once} at a time, {chosen.words} words, six attributes: {_told(times)}")


def _prepare(folder: Path) -> str:
    """Make a house with a site and a key, and return the key."""
    settings = folder / "civiltongue.toml"
    settings.write_text(
        f'database = "sqlite:///{folder}/house.sqlite"\nbase_url = "http://127.0.0.1:{OURS}"\nport = {OURS}\n'
        f'secret_file = "{folder}/secret"\n'
    )
    for command in (
        ["site", "add", "lantern", "--origin", "http://lantern.example"],
        ["api-key", "add", "lantern", "benchmark", "--per-minute", "600000"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "civiltongue", *command],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "CIVILTONGUE_FILE": str(settings)},
        )
    return next(word for word in done.stdout.split() if word.startswith("ctp_"))


def _measure(url: str, key: str, texts: list[str], at_once: int) -> list[float]:
    """Return the milliseconds of every call."""

    def ask(share: list[str]) -> list[float]:
        times = []
        with httpx.Client(base_url=url, params={"key": key}) as client:
            for text in share:
                body = {"comment": {"text": text}, "requestedAttributes": {name: {} for name in SIX}}
                began = time.perf_counter()
                answer = client.post("/v1alpha1/comments:analyze", json=body)
                times.append((time.perf_counter() - began) * 1_000)
                answer.raise_for_status()
        return times

    with ThreadPoolExecutor(at_once) as pool:
        shares = pool.map(ask, (texts[start::at_once] for start in range(at_once)))
        return [milliseconds for share in shares for milliseconds in share]


def _told(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms, most {max(times):.1f} ms"


if __name__ == "__main__":
    main()
