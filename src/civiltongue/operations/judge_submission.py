"""Judge a submission: every detector, then the engine."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime

from civiltongue.detectors import catalogue, observe
from civiltongue.detectors.own_rules_lesson import Lesson
from civiltongue.domain.evidence import Observation, Submission
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Ruling
from civiltongue.domain.standing import Standing
from civiltongue.engine.judge import judge

NEW_AUTHOR = Standing()
"""The standing of somebody who has published nothing here yet."""


class Judge:
    """Judge submissions by one policy; its detectors are set up once, and may be shared by threads."""

    def __init__(
        self, policy: Policy, lessons: Mapping[str, Lesson] | None = None, *, model: bool = True
    ) -> None:
        """Set the detectors up, with the trained model or without."""
        self.policy = policy
        self.detectors = catalogue(policy, lessons, model=model)

    def by(self, policy: Policy) -> "Judge":
        """Return a judge with the same detectors who judges by a policy that says otherwise what follows."""
        other = copy(self)
        other.policy = policy
        return other

    @property
    def versions(self) -> Mapping[str, str]:
        """Return the version of each detector by its name."""
        return {detector.name: detector.version for detector in self.detectors}

    def observe(self, submission: Submission) -> Observation:
        """Return what all detectors say of a submission."""
        return observe(submission, self.detectors)

    def __call__(
        self,
        submission: Submission,
        *,
        standing: Standing | None = NEW_AUTHOR,
        now: datetime,
        insisted: bool = False,
    ) -> Ruling:
        """Return the ruling; ``standing`` is None where nothing is known of the author."""
        return judge(
            self.observe(submission),
            self.policy,
            submission=submission,
            standing=standing,
            now=now,
            insisted=insisted,
        )
