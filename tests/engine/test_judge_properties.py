"""What must be true of every ruling, whatever the policy and the signals are."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.evidence import Failure, Signal, Span
from civiltongue.domain.policy import Condition, Rule
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import Standing
from tests.engine.making import a_policy, a_ruling

KINDS = ("insult", "threat", "spam")
scores = st.sampled_from([0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 0.9, 1.0])
thresholds = st.none() | st.sampled_from([0.1, 0.4, 0.5, 0.6, 0.8, 0.9, 1.0])
spans = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: Span(pair[0], sum(pair)))
signals = st.lists(
    st.builds(Signal, st.sampled_from(KINDS), scores, st.lists(spans, max_size=3).map(tuple)), max_size=6
)
conditions = st.builds(
    Condition,
    signal=st.sampled_from(KINDS),
    reject=thresholds,
    hold=thresholds,
    nudge=thresholds,
    when=st.none() | st.sampled_from(["scores.spam > 0.3", "links == 0", "verified", "published > 3"]),
)
after_nudge = st.sampled_from([Verdict.PUBLISH, Verdict.HOLD])
standings = st.none() | st.builds(Standing, published=st.integers(0, 5), recent_rejections=st.integers(0, 7))
failures = st.lists(st.just(Failure("toxicity", "TimeoutError")), max_size=1)


@st.composite
def rules(draw):
    found = draw(st.lists(st.lists(conditions, max_size=3).map(tuple), min_size=1, max_size=4))
    return [
        Rule(f"rule-{n}", n, "A rule", "Be kind.", conditions=conditions, insisted=draw(after_nudge))
        for n, conditions in enumerate(found, start=1)
    ]


policies = st.builds(
    lambda rules, **rest: a_policy(*rules, **rest),
    rules(),
    hold_first=st.integers(0, 2),
    on_failure=st.sampled_from([Verdict.PUBLISH, Verdict.HOLD, Verdict.REJECT]),
)


@given(policies, signals, standings, failures, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_rules_and_signals_never_matters(policy, signals, standing, failures, insisted, random):
    known = {"standing": standing, "failures": failures, "insisted": insisted}
    turned_rules, turned_signals = list(policy.rules), list(signals)
    random.shuffle(turned_rules)
    random.shuffle(turned_signals)

    first = a_ruling(*signals, policy=policy, **known)
    second = a_ruling(*turned_signals, policy=replace(policy, rules=tuple(turned_rules)), **known)

    assert first.verdict is second.verdict
    assert first.reasons == second.reasons


@given(policies, signals, standings, failures, st.booleans(), st.data())
def test_a_stricter_policy_never_yields_a_milder_verdict(policy, signals, standing, failures, insisted, data):
    known = {"standing": standing, "failures": failures, "insisted": insisted}
    stricter = data.draw(stricter_than(policy))

    mild = a_ruling(*signals, policy=policy, **known)
    strict = a_ruling(*signals, policy=stricter, **known)

    assert strict.verdict >= mild.verdict
    assert set(strict.rules) >= set(mild.rules)


@given(policies, signals, standings, failures, st.booleans())
def test_the_verdict_is_the_harshest_reason_and_the_reasons_stand_in_order(
    policy, signals, standing, failures, insisted
):
    ruling = a_ruling(*signals, policy=policy, standing=standing, failures=failures, insisted=insisted)

    verdicts = [reason.verdict for reason in ruling.reasons]
    assert ruling.verdict is max(verdicts, default=Verdict.PUBLISH)
    assert verdicts == sorted(verdicts, reverse=True)
    assert Verdict.PUBLISH not in verdicts
    assert len(set(ruling.rules)) == len(ruling.rules)


@given(policies, signals)
def test_spans_of_reasons_are_spans_of_signals_in_order_and_apart(policy, signals):
    marked = {point for signal in signals for span in signal.spans for point in range(span.start, span.end)}

    for reason in a_ruling(*signals, policy=policy).reasons:
        covered = [point for span in reason.spans for point in range(span.start, span.end)]
        assert covered == sorted(set(covered))
        assert marked.issuperset(covered)


@given(policies, signals)
def test_a_nudge_that_is_insisted_on_never_stays_a_nudge(policy, signals):
    assert a_ruling(*signals, policy=policy, insisted=True).verdict is not Verdict.NUDGE


@st.composite
def stricter_than(draw, policy):
    rules = tuple(
        replace(rule, conditions=tuple(draw(stricter_condition(each)) for each in rule.conditions))
        for rule in policy.rules
    )
    added = replace(policy.rules[0], id="one-more", number=99)
    return replace(
        policy,
        rules=(*rules, added) if draw(st.booleans()) else rules,
        hold_first=policy.hold_first + draw(st.integers(0, 2)),
        on_failure=max(policy.on_failure, draw(st.sampled_from([Verdict.HOLD, Verdict.REJECT]))),
    )


@st.composite
def stricter_condition(draw, condition):
    def lower(threshold):
        stricter = draw(thresholds)
        return min((each for each in (threshold, stricter) if each is not None), default=None)

    return replace(
        condition,
        reject=lower(condition.reject),
        hold=lower(condition.hold),
        nudge=lower(condition.nudge),
        when=draw(st.sampled_from([condition.when, None])),
    )
