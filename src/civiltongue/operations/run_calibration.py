"""A calibration of thresholds as a run in the background, and what it found as plain values."""

from dataclasses import asdict
from typing import Any

from civiltongue.domain.thread import Site
from civiltongue.engine.foresee import Foreseen
from civiltongue.errors import BadInput
from civiltongue.operations.calibrate_policy import (
    Aim,
    Calibrated,
    Calibration,
    Proposal,
    calibrate_policy,
    check_aim,
)
from civiltongue.operations.house import House
from civiltongue.operations.keep_run import Begin, Ended, NewRun, Telling, ask_run
from civiltongue.storage.runs import KeptRun, RunKind


def ask_calibration(house: House, site: Site, aim: Aim, *, by: str, begin: Begin) -> KeptRun:
    """Keep a calibration and let it begin; raises BadInput, and Conflict where one of the site is under way."""
    with house.database.read() as connection:
        check_aim(aim, house.in_force(connection, site.id).policy)
    scope = {"precision": aim.precision, "hold": aim.hold_precision, "rules": list(aim.rules)}
    return ask_run(house, site, NewRun(RunKind.CALIBRATION, scope, by), begin=begin)


def run_calibration(house: House, site: Site, kept: KeptRun, telling: Telling) -> Ended:
    """Propose thresholds; a part of the decisions would mislead, so that nothing is kept where it is stopped."""
    aim = Aim(kept.scope["precision"], kept.scope["hold"], tuple(kept.scope["rules"]))
    found = calibrate_policy(house, site, aim, progress=telling.progress_or_stop)
    read = found.now.comments + found.lost
    return Ended(as_json(found), read, read)


def aim_of(precision: str, hold: str) -> Aim:
    """Return the aim that somebody typed; raises BadInput."""
    try:
        return Aim(float(precision), float(hold))
    except ValueError as error:
        raise BadInput("Write a number between 0 and 1.", where="precision") from error


def as_json(found: Calibration) -> dict[str, Any]:
    """Return what a calibration found as JSON has it."""
    return {
        "in_force": found.policy.version,
        "comments": found.now.comments,
        "decided": found.decided,
        "suggested": found.suggested,
        "rescored": found.rescored,
        "lost": found.lost,
        "conditions": [_condition(each) for each in found.conditions],
        "now": _foreseen(found.now),
        "then": _foreseen(found.then),
        "changes": len(found.changes),
        "draft": found.draft,
        "draft_version": found.draft_version,
    }


def _condition(each: Calibrated) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "signal": each.signal,
        "decisions": each.decisions,
        "reject": _proposal(each.reject),
        "hold": _proposal(each.hold),
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    measured = asdict(one.measured) if one.measured else None
    return {"finding": one.finding.value, "old": one.old, "new": one.new, "measured": measured}


def _foreseen(one: Foreseen) -> dict[str, Any]:
    return {
        "published": one.published,
        "held": one.held,
        "rejected": one.rejected,
        "found": one.found,
        "expected": one.expected,
    }
