"""Measure how often a rule is right on a site, in shadow too."""

from dataclasses import dataclass

from civiltongue.domain.policy import Rule
from civiltongue.domain.ruling import ENOUGH_DECISIONS
from civiltongue.domain.thread import Site
from civiltongue.operations.calibrate_policy import Aim, Calibrated, calibrate_policy
from civiltongue.operations.house import House
from civiltongue.operations.learn_rules import counted_decisions
from civiltongue.operations.read_past import Progress
from civiltongue.storage import decisions, lessons, reverting
from civiltongue.storage.reverting import Watched


@dataclass(frozen=True, slots=True)
class MeasuredRule:
    """What is known of a rule: decisions about it, what it learnt from, and precision by threshold.

    ``watched`` is what it would have done while it was in shadow. ``learnt`` is None where the rule is not judged by its examples, or learnt nothing yet.
    """

    rule: Rule
    by_examples: bool
    broke: int
    kept: int
    learnt: int | None
    may_reject: bool
    watched: Watched
    conditions: tuple[Calibrated, ...]


def measure_rule(house: House, site: Site, rule_id: str, *, progress: Progress | None = None) -> MeasuredRule:
    """Return the measured precision of a rule in force; raises BadInput where there is no such rule.

    Scores of decided comments come from a lesson that did not know them.
    """
    found = calibrate_policy(house, site, Aim(rules=(rule_id,)), progress=progress)
    rule = found.policy.rule(rule_id)
    assert rule is not None
    by_examples = rule in found.policy.judged_by_examples
    with house.database.read() as connection:
        broke, kept = decisions.count_decided(connection, site.id, rule_id)
        counted = counted_decisions(connection, site)(rule_id)
        watched = reverting.watched(connection, site.id, rule_id)
        stored = lessons.of_version(connection, site.id, found.policy.version)
    learnt = next((each.broke + each.kept for each in stored if each.rule == rule_id and each.held_out), None)
    return MeasuredRule(
        rule=rule,
        by_examples=by_examples,
        broke=broke,
        kept=kept,
        learnt=learnt,
        may_reject=not by_examples or counted >= ENOUGH_DECISIONS,
        watched=watched,
        conditions=found.conditions,
    )
