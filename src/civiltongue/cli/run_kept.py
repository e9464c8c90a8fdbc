"""The process that does the work of a run which the desk was asked for: ``python -m civiltongue.cli.run_kept KIND SITE ID``."""

import gc
import os
import sys
from contextlib import suppress

from civiltongue.bootstrap import open_house
from civiltongue.operations.keep_run import Work, carry_out
from civiltongue.operations.run_calibration import run_calibration
from civiltongue.operations.run_replay import run_replay
from civiltongue.settings import Secrets, Settings
from civiltongue.storage.runs import RunKind

DATABASE = "CIVILTONGUE_DATABASE"
_POLITE = 5
_WORKS: dict[str, Work] = {RunKind.REPLAY: run_replay, RunKind.CALIBRATION: run_calibration}
"""What only reads, and takes the processor for long."""


def main() -> None:
    """Do the work of one run; nothing of it needs the server's secrets."""
    with suppress(OSError):
        os.nice(_POLITE)
    kind, site_id, run_id = sys.argv[1:]
    settings = Settings(database=os.environ[DATABASE])
    house = open_house(settings, keys=Secrets(b"\x00" * 32), migrating=False)
    gc.freeze()
    try:
        carry_out(house, site_id, run_id, _WORKS[kind])
    finally:
        house.database.close()


if __name__ == "__main__":
    main()
