"""What happens to authors who break the rules again and again, step by step."""

from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.standing import SanctionKind


@dataclass(frozen=True, slots=True)
class Step:
    """Say what follows when strikes weigh so much; only a suspension is ``lasting``."""

    at: float
    kind: SanctionKind
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Hold the steps from mild to harsh, how long a strike counts, and what the engine may do alone.

    ``alone`` is the longest suspension without a person; ``weights`` are of strikes for
    :data:`~civiltongue.domain.standing.OTHER_GROUNDS`.
    """

    steps: tuple[Step, ...]
    strikes_last: timedelta
    alone: timedelta = timedelta(hours=24)
    weights: tuple[tuple[str, float], ...] = ()

    def step(self, weight: float) -> Step | None:
        """Return the highest step that a weight reaches."""
        reached = [step for step in self.steps if weight >= step.at]
        return reached[-1] if reached else None

    def following(self, weight: float) -> Step | None:
        """Return the next step above a weight, None at the top."""
        return next((step for step in self.steps if weight < step.at), None)
