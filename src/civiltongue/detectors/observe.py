"""Every detector sees a submission, and what it says, or that it failed, is collected."""

import time
from collections.abc import Callable, Iterable
from types import MappingProxyType

from civiltongue.detectors.detector import Detector
from civiltongue.domain.evidence import Failure, Observation, Signal, Submission

SECONDS = 1.0
"""How long a detector may take for a short text."""
SECONDS_PER_SIGN = 10e-6
"""How much longer it may take for each code point of the text."""
OVERRUN = "Overrun"
"""The fault of a detector that took longer."""
_SHORT = 5_000


def observe(
    submission: Submission, detectors: Iterable[Detector], *, clock: Callable[[], float] | None = None
) -> Observation:
    """Run every detector over a submission and collect signals, failures and versions.

    A detector that throws becomes a failure under its error's class name, and nothing that it
    said before counts; what that means is for the policy to say. One that takes longer than it may
    is a failure as well, heard no further; what it said until then counts. It cannot be stopped
    in the midst of its work, so each must be linear in the text and stop after so many finds.
    ``clock`` tells seconds.
    """
    # Where others are busy, only the processor's time is fair, but some machines take long to tell it.
    clock = clock or (time.perf_counter if len(submission.text) <= _SHORT else time.thread_time)
    allowed = SECONDS + SECONDS_PER_SIGN * len(submission.text)
    signals: list[Signal] = []
    failures: list[Failure] = []
    versions: dict[str, str] = {}
    for detector in detectors:
        versions[detector.name] = detector.version
        said: list[Signal] = []
        began = clock()
        try:
            for signal in detector(submission):
                said.append(signal)
                if clock() - began > allowed:
                    break
        except Exception as error:  # A detector may fail in any way, and none may stop the others.
            failures.append(Failure(detector.name, type(error).__name__))
            continue
        signals += said
        if clock() - began > allowed:
            failures.append(Failure(detector.name, OVERRUN))
    return Observation(tuple(signals), tuple(failures), MappingProxyType(versions))
