"""The servers that the serving benchmark compares, each on a port of its own on loopback."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.serving_load import OURS, texts

PEERS = Path(__file__).parent / ".peers"
NGINX, ISSO = 18_301, 18_302
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it answers, and its first process."""

    url: str
    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor's time that all its processes have taken so far, kernel included."""
        return sum(_cpu_seconds(pid) for pid in _family(self.pid))


@contextmanager
def our_server(folder: Path, *, workers: int) -> Iterator[Server]:
    """Run our server on its house, as ``civiltongue serve`` does."""
    environment = {**os.environ, "CIVILTONGUE_FILE": str(folder / "civiltongue.toml")}
    command = [sys.executable, "-m", "civiltongue", "serve", "--workers", str(workers)]
    with _running(command, OURS, "/static/pages.css", environment, folder / "ours.log") as server:
        yield server


@contextmanager
def nginx_server(folder: Path, body: bytes) -> Iterator[Server]:
    """Serve bytes from a file, with one worker."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        sys.exit("nginx is missing: apt-get install nginx-light")
    (folder / "www").mkdir()
    (folder / "www" / "thread.json").write_bytes(body)
    folder.chmod(0o755)
    config = folder / "nginx.conf"
    user = "user root; " if os.geteuid() == 0 else ""
    config.write_text(
        f"{user}worker_processes 1; pid {folder}/nginx.pid; daemon off; error_log {folder}/nginx.log;\n"
        "events { worker_connections 1024; }\n"
        "http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;\n"
        "types { application/json json; } open_file_cache max=100;\n"
        f"server {{ listen 127.0.0.1:{NGINX}; root {folder}/www; }} }}\n"
    )
    command = [nginx, "-c", str(config)]
    with _running(command, NGINX, "/thread.json", dict(os.environ), folder / "nginx.out") as server:
        yield server


@contextmanager
def isso_server(folder: Path) -> Iterator[Server]:
    """Run Isso from its package, with moderation and its limit of requests off."""
    python = PEERS / "isso" / "bin" / "python"
    if not python.exists():
        print("Installing Isso into", python.parent.parent)
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
        packages = ["isso==0.14.0", "gunicorn", "gevent", "packaging", "setuptools<81"]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    config = folder / "isso.cfg"
    config.write_text(
        f"[general]\ndbpath = {folder}/isso.db\nhost = http://lantern.example/\n"
        f"log-file = {folder}/isso-own.log\n"
        "[moderation]\nenabled = false\n[guard]\nenabled = false\n[hash]\nalgorithm = none\n"
    )
    environment = {**os.environ, "ISSO_SETTINGS": str(config)}
    options = ["-k", "gevent", "-w", "2", "-b", f"127.0.0.1:{ISSO}"]
    command = [str(python), "-m", "gunicorn", *options, "isso.run"]
    with _running(command, ISSO, "/?uri=/nothing-yet", environment, folder / "isso.log") as server:
        yield server


def fill_isso(url: str) -> None:
    """Give Isso a thread of as many comments as ours."""
    with httpx.Client(headers={"Origin": "http://lantern.example"}) as client:
        for text in texts(100, words=35, seed=3):
            comment = {"author": "Reader", "text": text, "title": "Harbour lamps"}
            client.post(f"{url}/new?uri=/harbour-lamps", json=comment).raise_for_status()
            client.cookies.clear()


@contextmanager
def _running(
    command: list[str], port: int, path: str, environment: dict[str, str], log: Path
) -> Iterator[Server]:
    """Run a server, wait until it answers, and end it."""
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            try:
                httpx.get(url + path, timeout=2)
                break
            except httpx.TransportError:
                if process.poll() is not None:
                    sys.exit(f"{' '.join(command)} ended:\n{log.read_text()}")
                time.sleep(0.1)
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / _TICKS
