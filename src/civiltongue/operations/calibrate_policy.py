"""Propose thresholds for a site's rules from what its moderators decided; nothing is put in force."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from civiltongue.detectors.perspective import Served, attribute_named
from civiltongue.domain.policy import LIKE, Condition, Policy, Rule
from civiltongue.domain.thread import Site
from civiltongue.engine.calibration import ENOUGH, Case, Measured, Point, Way, at, best, curve, reject_from
from civiltongue.engine.foresee import Foreseen, Past, foresee
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.learn_rules import held_out_scores
from civiltongue.operations.read_past import PastComment, Progress, read_past, steady_versions
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.rewrite import Threshold, next_version, with_thresholds
from civiltongue.storage import sites, suggestions
from civiltongue.storage.suggestions import Suggestion

_SUGGESTED_AS_BROKEN = 0.5
"""From which suggested score on another program says that a comment should have been found."""
_COMBINED = frozenset({"toxicity", "severe_toxicity", "identity_attack"})
"""Scores that answers combine from several signals, so that they are no signal's own."""
_CLOSEST = 0.001
"""How far apart the thresholds of one condition are at the least."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Say what is asked for: how often a rejected comment must break its rule, and a held one.

    ``rules`` are ids of the rules to calibrate, none for all of them.
    """

    precision: float = 0.95
    hold_precision: float = 0.25
    rules: tuple[str, ...] = ()


class Finding(StrEnum):
    """Say what was found about one threshold."""

    SET = "set"
    TOO_FEW = "too-few"
    NOT_REACHED = "not-reached"
    ABSENT = "absent"
    IN_THE_WAY = "in-the-way"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One threshold: what it was, what it becomes, and the precision measured from there on.

    ``measured`` is None where nothing scores as high. ``most`` is the best that enough decisions
    bear out, where the precision asked for is not reached.
    """

    finding: Finding
    old: float | None
    new: float | None
    measured: Measured | None
    most: Point | None = None


@dataclass(frozen=True, slots=True)
class Calibrated:
    """One condition of a rule with its proposals and the curve that they are read from."""

    rule: str
    condition: int
    signal: str
    reject: Proposal
    hold: Proposal
    points: tuple[Point, ...]
    decisions: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """What all past decisions say. ``draft`` is the house-rules file with the proposals in it.

    ``now`` and ``then`` are what the rules in force and the draft make of the same comments.
    """

    policy: Policy
    conditions: tuple[Calibrated, ...]
    now: Foreseen
    then: Foreseen
    decided: int
    suggested: int
    rescored: int
    lost: int
    draft: str
    draft_version: str

    @property
    def changes(self) -> Mapping[Threshold, tuple[float, float]]:
        """Return what the draft changes: the old threshold and the new one."""
        return MappingProxyType(dict(_changes(self.conditions)))


def calibrate_policy(house: House, site: Site, aim: Aim, *, progress: Progress | None = None) -> Calibration:
    """Return thresholds for a site's rules with the precision that its own decisions bear out.

    Raises BadInput for a share outside of (0, 1) and for a rule that there is not.
    """
    with house.database.read() as connection:
        in_force = house.as_adopted(connection, site.id)
        taken = [version for version, _ in sites.policy_versions(connection, site.id)]
        suggested = suggestions.every(connection, site.id)
        held_out = held_out_scores(connection, site, in_force.policy)
    policy = in_force.policy
    check_aim(aim, policy)
    read = read_past(house, site, in_force.judge, progress=progress)
    past = [one.past for one in read.comments]
    learnt = _unlearnt(read.comments, held_out)
    hints = list(_hints(suggested, in_force.judge))
    conditions = tuple(
        _calibrated(rule, number, condition, _cases(learnt, hints, rule.id, condition.signal), aim)
        for rule, number, condition in _open_conditions(policy, aim)
        if condition.signal is not None
    )
    version = next_version(policy.version, taken)
    draft = with_thresholds(
        policy.source, {place: new for place, (_, new) in _changes(conditions)}, version=version
    )
    drafted = load_policy(draft, name="the draft", decisions=lambda _: ENOUGH)
    return Calibration(
        policy=policy,
        conditions=conditions,
        now=foresee(past, policy),
        then=foresee(past, drafted),
        decided=sum(one.broke is not None for one in past),
        suggested=len(hints),
        rescored=read.rescored,
        lost=read.lost,
        draft=draft,
        draft_version=version,
    )


def check_aim(aim: Aim, policy: Policy) -> None:
    """Refuse a share outside of (0, 1) and a rule that there is not; raises BadInput."""
    for name, share in (("precision", aim.precision), ("hold-precision", aim.hold_precision)):
        if not 0.0 < share < 1.0:
            raise BadInput("it must be above 0 and below 1.", where=name)
    for rule in aim.rules:
        if policy.rule(rule) is None:
            known = ", ".join(each.id for each in policy.rules)
            raise BadInput("The house rules have no such rule.", where=rule, hint=f"They have: {known}.")


def _open_conditions(policy: Policy, aim: Aim) -> Iterator[tuple[Rule, int, Condition]]:
    """Yield the conditions that a score alone decides, with their places among those of the rule."""
    for rule in policy.rules:
        if aim.rules and rule.id not in aim.rules:
            continue
        for number, condition in enumerate(rule.conditions):
            if condition.signal in (None, "words", rule.own_signal) or condition.when is not None:
                continue
            if condition.reject is not None or condition.hold is not None:
                yield rule, number, condition


def _unlearnt(
    comments: Iterable[PastComment], held_out: Mapping[str, Mapping[str, tuple[float, bool]]]
) -> list[Past]:
    """Return the comments with the scores that rules would have given them before they learnt from them."""
    found = []
    for one in comments:
        scores = dict(one.past.scores)
        for rule, known in held_out.items():
            if one.revision_id in known:
                scores[f"{LIKE}{rule}"] = known[one.revision_id][0]
        found.append(replace(one.past, scores=scores))
    return found


_Hint = tuple[tuple[str, ...], Mapping[str, float], bool]


def _hints(suggested: Iterable[Suggestion], judge: Judge) -> Iterator[_Hint]:
    """Yield what other programs said of scores that the detectors give today, by kind of signal."""
    for one in suggested:
        attribute = attribute_named(one.attribute)
        if isinstance(attribute, Served) and steady_versions(one.versions).items() <= judge.versions.items():
            kinds = tuple(kind for kind in attribute.kinds if kind not in _COMBINED)
            yield kinds, one.scores, one.suggested >= _SUGGESTED_AS_BROKEN


def _cases(past: Iterable[Past], hints: Iterable[_Hint], rule: str, signal: str | None) -> list[Case]:
    """Return the comments as one rule and one signal see them.

    One that was rejected under another rule may break this one too: nobody said.
    """
    assert signal is not None
    found = [Case(one.scores.get(signal, 0.0), one.way, _of_rule(one.broke, rule)) for one in past]
    found += [
        Case(scores.get(signal, 0.0), Way.SUGGESTED, broke)
        for kinds, scores, broke in hints
        if signal in kinds
    ]
    return found


def _of_rule(broke: str | None, rule: str) -> bool | None:
    if broke == "":
        return False
    return True if broke == rule else None


def _calibrated(rule: Rule, number: int, condition: Condition, cases: list[Case], aim: Aim) -> Calibrated:
    assert condition.signal is not None
    points = curve(cases)
    reject = _proposal(condition.reject, points, aim.precision)
    ceiling = reject.new if reject.new is not None else condition.reject
    below = curve(cases, below=ceiling) if ceiling is not None else points
    hold = _proposal(condition.hold, below, aim.hold_precision)
    reject, hold = _in_order(reject, hold, floor=condition.nudge or 0.0)
    return Calibrated(
        rule=rule.id,
        condition=number,
        signal=condition.signal,
        reject=reject,
        hold=hold,
        points=points,
        decisions=sum(case.broke is not None for case in cases),
    )


def _proposal(old: float | None, points: tuple[Point, ...], precision: float) -> Proposal:
    if old is None:
        return Proposal(Finding.ABSENT, None, None, None)
    found, most = reject_from(points, precision), best(points)
    if found is not None:
        return Proposal(Finding.SET, old, found.threshold, found.precision)
    finding = Finding.TOO_FEW if most is None else Finding.NOT_REACHED
    return Proposal(finding, old, old, at(points, old), most)


def _in_order(reject: Proposal, hold: Proposal, *, floor: float) -> tuple[Proposal, Proposal]:
    """Return proposals in which nudge, hold and reject follow each other; what cannot be is left as it was."""
    if reject.new is not None and reject.new - floor < 2 * _CLOSEST - 1e-9 and reject.finding is Finding.SET:
        reject = replace(reject, finding=Finding.IN_THE_WAY, new=reject.old)
    if hold.new is None:
        return reject, hold
    highest = reject.new - _CLOSEST if reject.new is not None else 1.0
    lowest = floor + _CLOSEST if floor else _CLOSEST
    fitted = round(min(max(hold.new, lowest), highest), 3)
    return reject, replace(hold, new=fitted)


def _changes(conditions: Iterable[Calibrated]) -> Iterator[tuple[Threshold, tuple[float, float]]]:
    for each in conditions:
        for key, proposal in (("reject", each.reject), ("hold", each.hold)):
            if proposal.old is not None and proposal.new is not None and proposal.old != proposal.new:
                yield Threshold(each.rule, each.condition, key), (proposal.old, proposal.new)
