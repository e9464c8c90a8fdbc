"""The process that runs a replay which the desk was asked for: ``python -m civiltongue.cli.replay_kept SITE ID``."""

import gc
import os
import sys
from contextlib import suppress

from civiltongue.bootstrap import open_house
from civiltongue.operations.keep_replay import run_kept_replay
from civiltongue.settings import Secrets, Settings

DATABASE = "CIVILTONGUE_DATABASE"
_POLITE = 5


def main() -> None:
    """Run one replay; nothing of it needs the server's secrets."""
    with suppress(OSError):
        os.nice(_POLITE)
    settings = Settings(database=os.environ[DATABASE])
    house = open_house(settings, keys=Secrets(b"\x00" * 32), migrating=False)
    gc.freeze()
    try:
        run_kept_replay(house, sys.argv[1], sys.argv[2])
    finally:
        house.database.close()


if __name__ == "__main__":
    main()
