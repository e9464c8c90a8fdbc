"""Measure reading and posting beside nginx and Isso, alternating in one run.

``make bench-serving``, or ``python -m benchmarks.serving [--seconds N] [--rounds N] [--workers N]``.
Needs wrk and nginx (Debian: wrk, nginx-light); Isso is installed from PyPI into an environment of its own.

Reading: a thread of 100 comments. nginx serves, from a file, the very bytes that our server sends; Isso
answers with the same comments, over fewer connections, for it would not answer in time over more.
Posting: comments of about 100 words by 64 readers under 64 stories. Ours are judged by all rules of the
newsroom policy; Isso takes the same texts and judges nothing. Both have committed a comment to disk
before they acknowledge it.

Every round runs each measurement once, in turns forwards and backwards, after the cost of an fsync has
been taken: it moves more than anything else. Rates depend on what else the machine does; a ratio within
a round does so less, and the processor's time for one request (all processes of a server, kernel
included) hardly at all. Our server has one process unless ``--workers`` says otherwise, nginx one
worker, Isso two gevent workers under gunicorn, as its documentation shows.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
from tqdm import tqdm

from benchmarks.serving_load import isso_script, make_house, outcomes, post_script, texts
from benchmarks.serving_servers import Server, fill_isso, isso_server, nginx_server, our_server

CONNECTIONS = 32
ISSO_CONNECTIONS = 4
"""Over how many connections Isso is asked for a thread: it answers some ten times a second."""
TEXTS = 20_000
_REQUESTS = re.compile(r"(\d+) requests in .*Requests/sec:\s+([\d.]+)", re.DOTALL)
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one measurement gave: requests a second, the 99th percentile, processor's time a request."""

    rate: float
    p99_ms: float
    cpu_ms: float


Measurement = Callable[[], Figure]


def main() -> None:
    """Run the rounds and print two tables."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seconds", type=int, default=6, help="of each measurement")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--workers", type=int, default=1, help="processes of our server")
    chosen = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt-get install wrk")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="civiltongue-serving-") as folder, ExitStack() as stack:
        measure(Path(folder), stack, chosen)


def measure(folder: Path, stack: ExitStack, chosen: argparse.Namespace) -> None:
    """Start the servers, and measure both."""
    version = make_house(folder)
    ours = stack.enter_context(our_server(folder, workers=chosen.workers))
    isso = stack.enter_context(isso_server(folder))
    thread = f"{ours.url}/api/v1/sites/lantern/thread?id=harbour-lamps"
    body = httpx.get(thread).content
    nginx = stack.enter_context(nginx_server(folder, body))
    fill_isso(isso.url)
    lines = texts(TEXTS)
    seconds = chosen.seconds

    def read_isso() -> Figure:
        return wrk(isso, f"{isso.url}/?uri=/harbour-lamps", seconds, connections=ISSO_CONNECTIONS)

    def post_to_isso() -> Figure:
        return wrk(isso, isso.url, seconds, script=isso_script(folder, lines))

    def post_to_us() -> Figure:
        return wrk(ours, ours.url, seconds, script=post_script(folder, version, lines))

    reading: dict[str, Measurement] = {
        "nginx, the same bytes from a file": lambda: wrk(nginx, f"{nginx.url}/thread.json", seconds),
        "Civil Tongue, ready bytes": lambda: wrk(ours, thread, seconds),
        "Isso 0.14, the same comments": read_isso,
    }
    posting: dict[str, Measurement] = {
        "Isso 0.14, no rules": post_to_isso,
        "Civil Tongue, all rules": post_to_us,
    }
    report(f"GET a thread of 100 comments ({len(body):,} bytes)", rounds(reading, chosen.rounds, folder))
    report("POST a comment of about 100 words, durably", rounds(posting, chosen.rounds, folder))
    print("What became of the comments posted to Civil Tongue:", outcomes(folder))


def rounds(measured: dict[str, Measurement], count: int, folder: Path) -> dict[str, list[Figure]]:
    """Return the figures of each measurement, round by round, and those of one fsync."""
    figures: dict[str, list[Figure]] = {name: [] for name in [*measured, "one fsync"]}
    for number in tqdm(range(count), desc="rounds", leave=False, disable=None):
        cost = fsync_cost(folder)
        figures["one fsync"].append(Figure(1000 / cost, cost, 0.0))
        for name in measured if number % 2 == 0 else reversed(measured):
            figures[name].append(measured[name]())
    return figures


def report(title: str, figures: dict[str, list[Figure]]) -> None:
    """Print medians, and ratios to the first line within each round."""
    columns = f"{'per second':>12}{'p99 ms':>10}{'CPU ms each':>14}{'ratio to the first (least–most)':>34}"
    print(f"\n{title}\n{'':36}{columns}")
    first = next(iter(figures.values()))
    for name, values in figures.items():
        rate, p99, cpu = (
            statistics.median(getattr(value, field) for value in values)
            for field in ("rate", "p99_ms", "cpu_ms")
        )
        line = f"{name:36}{rate:>12,.0f}{p99:>10.2f}"
        if cpu:
            ratios = sorted(value.rate / base.rate for value, base in zip(values, first, strict=True))
            spread = f"{statistics.median(ratios):.3g} ({ratios[0]:.3g}–{ratios[-1]:.3g})"
            line += f"{cpu:>14.3f}{spread:>34}"
        print(line)


def wrk(
    server: Server, url: str, seconds: int, *, connections: int = CONNECTIONS, script: Path | None = None
) -> Figure:
    """Ask a server for some seconds; one request that it refuses ends the benchmark."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    if script:
        command += ["-s", str(script)]
    before = server.cpu_seconds()
    output = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    spent = server.cpu_seconds() - before
    done, p99 = _REQUESTS.search(output), _P99.search(output)
    if _REFUSED.search(output) or not done or not p99 or done[1] == "0":
        sys.exit(f"{url} did not answer every request:\n{output}")
    milliseconds = float(p99[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Figure(float(done[2]), milliseconds, spent * 1000 / int(done[1]))


def fsync_cost(folder: Path, *, times: int = 50) -> float:
    """Return the median cost of a small append with fsync beside the databases, in milliseconds."""
    costs = []
    with (folder / "fsync").open("ab", buffering=0) as file:
        for _ in range(times):
            begin = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            costs.append((time.perf_counter() - begin) * 1000)
    return statistics.median(costs)


if __name__ == "__main__":
    main()
