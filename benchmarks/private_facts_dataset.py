"""Measure which private facts of a public data set are found, pooled over those with a form of their own.

``zstd -dc FILE | python -m benchmarks.private_facts_dataset [--regions GB,US]`` reads JSON lines with
``text`` and ``pii_spans`` (``type``, ``start``, ``end``), as made from presidio-research's synthetic
data (MIT). A fact is found where a ``private_facts`` or ``own_facts`` signal of 0.5 or more is on it.
"""

import argparse
import json
import sys
from collections import Counter

from benchmarks.figures import interval
from civiltongue.detectors.private_facts import PrivateFacts
from civiltongue.domain.evidence import Submission

TYPES = ("EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS")


def main() -> None:
    """Print recall by type and pooled."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--regions", default="GB,US")
    detector = PrivateFacts(tuple(arguments.parse_args().regions.split(",")))
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in sys.stdin.buffer:
        row = json.loads(line)
        wanted = [fact for fact in row.get("pii_spans", ()) if fact["type"] in TYPES]
        signals = detector(Submission(row["text"])) if wanted else ()
        spans = [span for signal in signals if signal.score >= 0.5 for span in signal.spans]
        for fact in wanted:
            asked[fact["type"]] += 1
            found[fact["type"]] += any(
                span.start < fact["end"] and fact["start"] < span.end for span in spans
            )
    for kind in TYPES:
        print(f"{kind:14} {interval(found[kind], asked[kind])} of {asked[kind]}")
    print(f"{'pooled':14} {interval(found.total(), asked.total())} of {asked.total()}")


if __name__ == "__main__":
    main()
