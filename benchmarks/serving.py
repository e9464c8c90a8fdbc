"""Measure reading and posting beside nginx and Isso, alternating in one run.

``make bench-serving``, or ``python -m benchmarks.serving [--seconds N] [--rounds N]``. Needs wrk and
nginx (Debian packages of these names); Isso is installed from PyPI into an environment of its own.

Reading: a thread of 100 comments. nginx serves, from a file, the very bytes that our server sends.
Posting: comments of about 100 words, each judged by all rules of the newsroom policy and durable
before it is acknowledged; Isso, which judges nothing, takes the same texts. The cost of an fsync is
measured before every round, since it moves more than anything else. All servers have one process
(Isso: gunicorn with two gevent workers, as its documentation shows), on loopback.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from tqdm import tqdm

from benchmarks.serving_load import READERS, make_house, post_script, texts

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
OURS, NGINX, ISSO = 18_300, 18_301, 18_302
CONNECTIONS = 32
_REQUESTS = re.compile(r"Requests/sec:\s+([\d.]+)")
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_ERRORS = re.compile(r"Non-2xx or 3xx responses: (\d+)")


def main() -> None:
    """Run the rounds and print two tables."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seconds", type=int, default=6, help="of each measurement")
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    for tool in ("wrk", "nginx"):
        if shutil.which(tool) is None and not Path(f"/usr/sbin/{tool}").exists():
            sys.exit(f"{tool} is missing: apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory(prefix="civiltongue-serving-") as folder, ExitStack() as stack:
        path = Path(folder)
        site = make_house(path, OURS)
        stack.enter_context(our_server(path))
        isso = stack.enter_context(isso_server(path))
        url = f"http://127.0.0.1:{OURS}/api/v1/sites/lantern/thread?id=harbour-lamps"
        body = httpx.get(url).content
        print(f"A thread of {len(json.loads(body)['comments'])} comments, {len(body)} bytes")
        stack.enter_context(nginx_server(path, body))
        fill_isso(isso)
        reading = {
            "nginx, the same bytes from a file": lambda: wrk(
                f"http://127.0.0.1:{NGINX}/thread.json", chosen.seconds
            ),
            "Civil Tongue, ready bytes": lambda: wrk(url, chosen.seconds),
            "Isso 0.14, the same comments": lambda: wrk(
                f"{isso}/?uri=/harbour-lamps", chosen.seconds, connections=4
            ),
        }
        ours, theirs = path / "ours.lua", path / "isso.lua"
        post_script(ours, site, texts(20_000))
        isso_script(theirs, texts(20_000))
        posting = {
            "Civil Tongue, all rules, durable": lambda: wrk(
                f"http://127.0.0.1:{OURS}", chosen.seconds, script=ours
            ),
            "Isso 0.14, no rules": lambda: wrk(isso, chosen.seconds, script=theirs),
        }
        report("GET a thread of 100 comments", rounds(reading, chosen.rounds, path))
        report("POST a comment of about 100 words", rounds(posting, chosen.rounds, path))


def rounds(
    measured: dict[str, Callable[[], tuple[float, float]]], count: int, folder: Path
) -> dict[str, list[tuple[float, float]]]:
    """Alternate between the measurements; each gives requests a second and the 99th percentile in ms."""
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in measured}
    results["one fsync"] = []
    for number in tqdm(range(count), desc="rounds", leave=False, disable=None):
        cost = fsync_cost(folder)
        results["one fsync"].append((1000 / cost, cost))
        names = list(measured)
        for name in names if number % 2 else reversed(names):
            results[name].append(measured[name]())
    return results


def report(title: str, results: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, and ratios to the first line within each round."""
    print(f"\n{title}\n{'':38}{'per second':>12}{'p99 ms':>10}{'ratio to the first (min-max)':>32}")
    first = next(iter(results.values()))
    for name, values in results.items():
        ratios = [value[0] / base[0] for value, base in zip(values, first, strict=True)]
        print(
            f"{name:38}{statistics.median(v[0] for v in values):>12,.0f}"
            f"{statistics.median(v[1] for v in values):>10.2f}"
            f"{statistics.median(ratios):>16.3f} ({min(ratios):.3f}-{max(ratios):.3f})"
        )


def wrk(
    url: str, seconds: int, *, connections: int = CONNECTIONS, script: Path | None = None
) -> tuple[float, float]:
    """Return requests a second and the 99th percentile in milliseconds; a refused request is an error."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    if script:
        command += ["-s", str(script)]
    output = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    errors = _ERRORS.search(output)
    if errors:
        raise SystemExit(f"{url} refused {errors.group(1)} requests:\n{output}")
    requests, p99 = _REQUESTS.search(output), _P99.search(output)
    assert requests is not None
    assert p99 is not None
    return float(requests.group(1)), float(p99.group(1)) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99.group(2)]


def fsync_cost(folder: Path, *, times: int = 50) -> float:
    """Return the median cost of one small append with fsync, in milliseconds."""
    costs = []
    with (folder / "fsync").open("ab", buffering=0) as file:
        for _ in range(times):
            begin = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            costs.append((time.perf_counter() - begin) * 1000)
    return statistics.median(costs)


@contextmanager
def our_server(folder: Path) -> Iterator[None]:
    """Run our server on its house, as ``civiltongue serve`` does."""
    environment = {**os.environ, "CIVILTONGUE_FILE": str(folder / "civiltongue.toml")}
    command = [sys.executable, "-m", "civiltongue", "serve"]
    with running(command, f"http://127.0.0.1:{OURS}/static/pages.css", environment, folder / "ours.log"):
        yield


@contextmanager
def nginx_server(folder: Path, body: bytes) -> Iterator[None]:
    """Serve the bytes from a file, with one worker."""
    (folder / "www").mkdir()
    (folder / "www" / "thread.json").write_bytes(body)
    folder.chmod(0o755)
    config = folder / "nginx.conf"
    config.write_text(
        f"user root; worker_processes 1; pid {folder}/nginx.pid; daemon off; error_log {folder}/nginx.log;\n"
        "events { worker_connections 1024; }\n"
        "http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;\n"
        f"types {{ application/json json; }} open_file_cache max=100;\n"
        f"server {{ listen 127.0.0.1:{NGINX}; root {folder}/www; }} }}\n"
    )
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    with running(
        [nginx, "-c", str(config)],
        f"http://127.0.0.1:{NGINX}/thread.json",
        dict(os.environ),
        folder / "nginx.out",
    ):
        yield


@contextmanager
def isso_server(folder: Path) -> Iterator[str]:
    """Run Isso from its package, with moderation and its rate limit off."""
    python = PEERS / "isso" / "bin" / "python"
    if not python.exists():
        print("Installing Isso into", python.parent.parent)
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
        packages = ["isso==0.14.0", "gunicorn", "gevent", "packaging", "setuptools<81"]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    config = folder / "isso.cfg"
    config.write_text(
        f"[general]\ndbpath = {folder}/isso.db\nhost = http://lantern.example/\nlog-file = {folder}/isso-own.log\n"
        "[moderation]\nenabled = false\n[guard]\nenabled = false\n[hash]\nalgorithm = none\n"
    )
    environment = {**os.environ, "ISSO_SETTINGS": str(config)}
    command = [
        str(python),
        "-m",
        "gunicorn",
        "-k",
        "gevent",
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{ISSO}",
        "isso.run",
    ]
    url = f"http://127.0.0.1:{ISSO}"
    with running(command, f"{url}/?uri=/nothing-yet", environment, folder / "isso.log"):
        yield url


def fill_isso(url: str) -> None:
    """Give Isso the same hundred comments."""
    with httpx.Client(headers={"Origin": "http://lantern.example"}) as client:
        for text in texts(100):
            answer = client.post(
                f"{url}/new?uri=/harbour-lamps",
                json={"author": "Reader", "text": text, "title": "Harbour lamps"},
            )
            answer.raise_for_status()
            client.cookies.clear()


def isso_script(path: Path, lines: list[str]) -> None:
    """Write what wrk posts to Isso: another text every time, under one of many stories."""
    bodies = path.with_suffix(".jsonl")
    rows = (json.dumps({"author": "Reader", "text": text, "title": "A story"}) for text in lines)
    bodies.write_text("\n".join(rows) + "\n")
    path.write_text(
        f'local rows = {{}}\nfor line in io.lines("{bodies}") do rows[#rows + 1] = line end\n'
        "local n = 0\nlocal start = os.time()\nrequest = function()\n  n = n + 1\n"
        f'  return wrk.format("POST", "/new?uri=/story-" .. (n % {READERS}), '
        '{["Content-Type"] = "application/json", ["Origin"] = "http://lantern.example"}, rows[n % #rows + 1])\nend\n'
    )


@contextmanager
def running(command: list[str], url: str, environment: dict[str, str], log: Path) -> Iterator[None]:
    """Run a server, wait until it answers, and end it."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        for _ in range(200):
            try:
                httpx.get(url, timeout=2)
                break
            except httpx.TransportError:
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended:\n{log.read_text()}") from None
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
