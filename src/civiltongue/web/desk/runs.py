"""What the pages of replays, calibrations and reversals share: how a run begins, and how far it is."""

import os
import subprocess
import sys
from functools import partial
from threading import Thread

import msgspec
from litestar import Response

from civiltongue.operations.house import House
from civiltongue.operations.keep_run import Begin, Work, carry_out, get_run, is_running
from civiltongue.storage.runs import RunKind
from civiltongue.web.desk.asking import Desk

_PROGRAM = "civiltongue.cli.run_kept"
_SHORT = 0.5
"""For how long, in seconds, a page waits for a run that may end at once."""


def in_process(house: House, kind: RunKind) -> Begin:
    """Return what begins a run in a process of its own, so that the server goes on undisturbed."""

    def begin(site_id: str, run_id: str) -> None:
        running = subprocess.Popen(  # noqa: S603 (this program, with a word and two ids)
            [sys.executable, "-m", _PROGRAM, kind.value, site_id, run_id],
            env={**os.environ, "CIVILTONGUE_DATABASE": house.database.url},
            stdin=subprocess.DEVNULL,
        )
        Thread(target=running.wait, daemon=True).start()

    return begin


def in_server(house: House, work: Work) -> Begin:
    """Return what begins a run beside the server's own work: it writes in small batches, and signs letters."""

    def begin(site_id: str, run_id: str) -> None:
        running = Thread(target=partial(carry_out, house, site_id, run_id, work), daemon=True)
        running.start()
        running.join(_SHORT)

    return begin


def run_state(desk: Desk, kind: RunKind, run_id: str) -> Response[bytes]:
    """Return how far a run is, for the script."""
    kept = get_run(desk.house, desk.site, kind, run_id)
    told = {"done": kept.done, "total": kept.total, "running": is_running(desk.house, kept)}
    headers = {"Cache-Control": "private, no-store"}
    return Response(msgspec.json.encode(told), media_type="application/json", headers=headers)
