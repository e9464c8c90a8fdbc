"""Every detector is heard, also when another one fails."""

from civiltongue.detectors.observe import observe
from civiltongue.domain.evidence import Failure, Signal, Submission


class _Notices:
    version = "1"

    def __init__(self, name, *signals, fault=None):
        self.name = name
        self._signals = signals
        self._fault = fault

    def __call__(self, submission):
        yield from self._signals
        if self._fault:
            raise self._fault


def test_all_signals_and_versions_are_collected_in_order():
    observation = observe(
        Submission("x"), [_Notices("a", Signal("spam", 0.5)), _Notices("b", Signal("insult", 1.0))]
    )

    assert [signal.kind for signal in observation.signals] == ["spam", "insult"]
    assert dict(observation.versions) == {"a": "1", "b": "1"}
    assert observation.failures == ()


def test_a_detector_that_throws_is_a_failure_and_the_others_are_heard():
    broken = _Notices("broken", Signal("spam", 1.0), fault=RecursionError("too deep"))

    observation = observe(Submission("x"), [broken, _Notices("sound", Signal("insult", 1.0))])

    assert observation.failures == (Failure("broken", "RecursionError"),)
    assert [signal.kind for signal in observation.signals] == ["insult"]
    assert set(observation.versions) == {"broken", "sound"}
