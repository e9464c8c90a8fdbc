"""Values that the engine's tests judge."""

from datetime import UTC, datetime, timedelta

from civiltongue.domain.evidence import Failure, Observation, Signal, Signature, Span, Submission
from civiltongue.domain.policy import Condition, Policy, Rule
from civiltongue.domain.ruling import Ruling
from civiltongue.domain.standing import Sanction, SanctionKind, Standing
from civiltongue.engine.judge import judge

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
REGULAR = Standing(published=9)


def a_rule(name="insults", *, number=1, conditions=None, **kwargs) -> Rule:
    conditions = (
        (Condition(signal="insult", reject=0.8, hold=0.6, nudge=0.4),) if conditions is None else conditions
    )
    return Rule(
        id=name, number=number, title=name.title(), public="Be kind.", conditions=conditions, **kwargs
    )


def a_policy(*rules, **kwargs) -> Policy:
    return Policy(
        publication="The Lantern", version="1", rules=rules or (a_rule(),), consent="I agree.", **kwargs
    )


def a_submission(text="You damn fool.", **kwargs) -> Submission:
    return Submission(text=text, **kwargs)


def a_signal(kind="insult", score=0.9, *spans) -> Signal:
    return Signal(kind, score, tuple(Span(*span) for span in spans))


def an_observation(*signals, failures=()) -> Observation:
    return Observation(signals=signals, failures=tuple(failures), versions={"attacks": "1"})


def a_failure() -> Failure:
    return Failure(detector="toxicity", fault="TimeoutError")


def a_suspension(*, ends_in=timedelta(days=1)) -> Sanction:
    until = None if ends_in is None else NOW + ends_in
    kind = SanctionKind.BAN if ends_in is None else SanctionKind.SUSPENSION
    return Sanction(id="s1", kind=kind, reason="insults", imposed_at=NOW - timedelta(days=1), until=until)


def a_ruling(*signals, policy=None, standing=REGULAR, insisted=False, failures=(), **facts) -> Ruling:
    return judge(
        an_observation(*signals, failures=failures),
        policy or a_policy(),
        submission=a_submission(**facts),
        standing=standing,
        now=NOW,
        insisted=insisted,
    )


def signed(name, *, verified=None) -> Signature:
    return Signature(name=name, verified=verified)
