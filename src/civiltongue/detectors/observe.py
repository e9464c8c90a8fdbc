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
    stopwatch = _Stopwatch(clock) if clock else _Stopwatch(time.perf_counter, time.thread_time)
    allowed = SECONDS + SECONDS_PER_SIGN * len(submission.text)
    signals: list[Signal] = []
    failures: list[Failure] = []
    versions: dict[str, str] = {}
    for detector in detectors:
        versions[detector.name] = detector.version
        said: list[Signal] = []
        began = stopwatch.start()
        try:
            for signal in detector(submission):
                said.append(Signal(signal.kind, signal.score, signal.spans, detector.name))
                if stopwatch.is_over(began, allowed):
                    break
        except Exception as error:  # A detector may fail in any way, and none may stop the others.
            failures.append(Failure(detector.name, type(error).__name__))
            continue
        signals += said
        if stopwatch.is_over(began, allowed):
            failures.append(Failure(detector.name, OVERRUN))
    return Observation(tuple(signals), tuple(failures), MappingProxyType(versions))


class _Stopwatch:
    """Tell whether a time is over: by the wall, which is cheap to tell, then by the processor.

    Where others keep the machine busy, only the processor's time is fair to a detector.
    """

    def __init__(self, wall: Callable[[], float], processor: Callable[[], float] | None = None) -> None:
        self._wall = wall
        self._processor = processor
        self._processor_began = processor() if processor else 0.0

    def start(self) -> float:
        """Return the moment that a detector begins at."""
        return self._wall()

    def is_over(self, began: float, allowed: float) -> bool:
        """Say whether a detector that began then has had its time."""
        if self._wall() - began <= allowed:
            return False
        return self._processor is None or self._processor() - self._processor_began > allowed
