"""Every detector is heard, also when another one fails."""

from civiltongue.detectors.observe import OVERRUN, SECONDS, observe
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


class _Dawdles(_Notices):
    def __init__(self, name, *signals, clock, seconds):
        super().__init__(name, *signals)
        self._clock, self._seconds = clock, seconds

    def __call__(self, submission):
        for signal in self._signals:
            self._clock.now += self._seconds
            yield signal


class _Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_detector_that_overruns_its_time_is_a_failure_heard_no_further():
    clock = _Clock()
    slow = _Dawdles(
        "slow", Signal("spam", 0.5), Signal("spam", 0.6), Signal("spam", 0.7), clock=clock, seconds=SECONDS
    )

    observation = observe(Submission("x"), [slow, _Notices("sound", Signal("insult", 1.0))], clock=clock)

    assert observation.failures == (Failure("slow", OVERRUN),)
    assert [signal.score for signal in observation.signals] == [0.5, 0.6, 1.0]


def test_a_long_text_may_take_longer():
    clock = _Clock()
    text = "x" * 100_000

    observation = observe(
        Submission(text), [_Dawdles("slow", Signal("spam", 0.5), clock=clock, seconds=1.0)], clock=clock
    )

    assert observation.failures == ()
