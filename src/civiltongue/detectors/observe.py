"""Every detector sees a submission, and what it says, or that it failed, is collected."""

from collections.abc import Iterable
from types import MappingProxyType

from civiltongue.detectors.detector import Detector
from civiltongue.domain.evidence import Failure, Observation, Signal, Submission


def observe(submission: Submission, detectors: Iterable[Detector]) -> Observation:
    """Run every detector over a submission and collect signals, failures and versions.

    A detector that throws becomes a failure under its error's class name, and nothing that it
    said before counts; what that means is for the policy to say.
    """
    signals: list[Signal] = []
    failures: list[Failure] = []
    versions: dict[str, str] = {}
    for detector in detectors:
        versions[detector.name] = detector.version
        try:
            signals.extend(list(detector(submission)))
        except Exception as error:  # A detector may fail in any way, and none may stop the others.
            failures.append(Failure(detector.name, type(error).__name__))
    return Observation(tuple(signals), tuple(failures), MappingProxyType(versions))
