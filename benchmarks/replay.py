"""Measure how long a replay over 100,000 past comments takes, with reused scores and with new words.

``python -m benchmarks.replay [--comments 100000] [--database URL] [--rounds 1]``. The past is generated: 5,000
authors' comments of 60 words with the full score vector of today's detectors, judged by the shipped
newsroom policy; some were decided by moderators. The first draft changes thresholds, the second adds terms
and a pattern as well, so that every text is read again. One process, which counts its own processor time.
"""

import argparse
import gc
import tempfile
import time

from benchmarks.replay_past import write_past
from civiltongue.bootstrap import open_house
from civiltongue.domain.thread import Site
from civiltongue.operations.add_site import add_site
from civiltongue.operations.house import House
from civiltongue.operations.replay import Scope, replay
from civiltongue.operations.replay_evidence import Work
from civiltongue.policyfile import default
from civiltongue.settings import Secrets, Settings

_OWN = """\
  - id: no-ferries
    number: 90
    title: No ferries
    public: Leave the ferries out of it.
    terms: [ferry, ferries, timetable*, kettle, "night boat"]
    pattern: 'route\\s+\\d{1,3}|lamps?\\s+on\\s+the\\s+quay'
    then: hold
"""


def main() -> None:
    """Print the seconds of each replay, by the clock and of the processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/house.sqlite"
        house = open_house(Settings(database=url), keys=Secrets(b"k" * 32))
        made = add_site(house, f"lantern-{house.new_id()}", origins=(), policy=default())
        write_past(house, made.site, given.comments)
        other = default().replace("reject: 0.8, hold: 0.6", "reject: 0.7, hold: 0.5")
        gc.collect()
        gc.freeze()
        for _ in range(given.rounds):
            _timed(house, made.site, "other thresholds", other)
            _timed(house, made.site, "and new terms and a pattern", f"{other.rstrip()}\n\n{_OWN}")
        house.database.close()


def _timed(house: House, site: Site, what: str, draft: str) -> None:
    wall, processor = time.perf_counter(), time.process_time()
    found = replay(house, site, draft, Scope())
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"{wall:7.1f} s, {processor:6.1f} s of the processor: {what}; {found.read:,} comments, "
        f"{found.work[Work.REUSED]:,} reused, {found.work[Work.RERUN]:,} read again, "
        f"{found.work[Work.RESCORED]:,} scored again; {found.comparison.changed:,} would change",
        flush=True,
    )


if __name__ == "__main__":
    main()
