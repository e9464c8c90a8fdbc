"""A run that the desk asks for is kept: how far it is, whether it shall stop, and what it found or did."""

from datetime import timedelta
from typing import Any

import pytest

from civiltongue.domain.thread import Status
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations import replay as replaying
from civiltongue.operations import revert_rule as reverting
from civiltongue.operations.calibrate_policy import Aim
from civiltongue.operations.keep_run import SILENT, Work, carry_out, get_run, is_running, state_of, stop_run
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.replay import Scope
from civiltongue.operations.revert_rule import Reversal
from civiltongue.operations.run_calibration import ask_calibration, run_calibration
from civiltongue.operations.run_replay import ask_replay, run_replay, scope_of
from civiltongue.operations.run_reversal import ask_reversal, reversal_of, run_reversal
from civiltongue.policyfile import default
from civiltongue.storage import comments, runs
from civiltongue.storage.runs import KeptRun, RunKind
from tests.houses import CIVIL, NOON, SWEARING, Setting

HOLDING = default().replace("# first_comments: {hold: 1}", "first_comments: {hold: 3}")


WORKS: dict[RunKind, Work] = {
    RunKind.REPLAY: run_replay,
    RunKind.CALIBRATION: run_calibration,
    RunKind.REVERSAL: run_reversal,
}
PROFANITY = Reversal("profanity", NOON - timedelta(days=1), NOON + timedelta(days=1), "moderator:m")


def begin(site_id: str, run_id: str) -> None:
    """Begin nothing: these tests do the work themselves."""
    assert (len(site_id), len(run_id)) == (26, 26)


def asked(setting: Setting, draft: str = HOLDING, scope: Scope | None = None) -> KeptRun:
    return ask_replay(setting.house, setting.site, draft, scope or Scope(), by="moderator:m", begin=begin)


def run(setting: Setting, kept: KeptRun) -> KeptRun:
    carry_out(setting.house, setting.site.id, kept.id, WORKS[kept.kind])
    return get_run(setting.house, setting.site, kept.kind, kept.id)


def published(setting: Setting, posted: list[Outcome]) -> int:
    with setting.house.database.read() as connection:
        found = [
            comments.get(connection, setting.site.id, each.comment.id) for each in posted if each.comment
        ]
    return sum(each is not None and each.status is Status.PUBLISHED for each in found)


def test_what_it_found_is_kept(setting: Setting) -> None:
    setting.submit(text=CIVIL)
    setting.submit(text=SWEARING)

    kept = run(setting, asked(setting, scope=scope_of("", "2020-01-01", "2030-01-01")))

    assert (kept.state, kept.done, kept.total) == ("done", 2, 2)
    assert kept.found is not None
    assert (kept.found["changed"], kept.found["partial"]) == (1, False)
    assert not is_running(setting.house, kept)


def test_it_stops_when_somebody_asks(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "BATCH", 1)
    for number in range(3):
        setting.submit(text=f"{CIVIL} {number}")
    kept = asked(setting)

    stop_run(setting.house, setting.site, kept.kind, kept.id)

    kept = run(setting, kept)
    assert (kept.state, kept.done, kept.total) == ("stopped", 0, 3)


def test_one_of_a_site_goes_on_at_a_time_until_it_is_silent(setting: Setting) -> None:
    kept = asked(setting)
    assert is_running(setting.house, kept)
    with pytest.raises(Conflict):
        asked(setting)

    setting.clock.pass_by(seconds=SILENT / timedelta(seconds=1) + 1)

    assert state_of(setting.house, kept) == "lost"
    assert asked(setting).id != kept.id


def test_a_draft_that_can_no_longer_be_read_fails_and_says_so(setting: Setting) -> None:
    kept = run(setting, asked(setting, draft="publication: x"))

    assert kept.state == "failed"
    assert "problem" in kept.fault


def test_what_makes_no_sense_is_refused(setting: Setting) -> None:
    for typed in (("many", "", ""), ("", "yesterday", ""), ("0", "", ""), ("", "2026-02-02", "2026-01-01")):
        with pytest.raises(BadInput):
            scope_of(*typed)
    with pytest.raises(NotFound):
        get_run(setting.house, setting.site, RunKind.REPLAY, "x")
    with pytest.raises(NotFound):
        carry_out(setting.house, setting.site.id, "x", run_replay)


def test_a_run_is_found_among_those_of_its_kind_alone(setting: Setting) -> None:
    kept = asked(setting)

    with pytest.raises(NotFound):
        get_run(setting.house, setting.site, RunKind.REVERSAL, kept.id)
    assert ask_reversal(setting.house, setting.site, PROFANITY, begin=begin).kind is RunKind.REVERSAL


def test_a_calibration_keeps_what_it_proposes_and_foresees(setting: Setting) -> None:
    setting.submit(text=CIVIL)
    setting.submit(text=SWEARING)

    kept = run(setting, ask_calibration(setting.house, setting.site, Aim(), by="moderator:m", begin=begin))

    assert (kept.state, kept.done, kept.total) == ("done", 2, 2)
    assert kept.found is not None
    assert (kept.found["comments"], kept.found["decided"]) == (2, 0)
    assert kept.found["now"] == kept.found["then"]
    assert {each["reject"]["finding"] for each in kept.found["conditions"]} <= {"too-few", "absent"}


def test_a_calibration_that_is_stopped_has_nothing_to_show(setting: Setting) -> None:
    setting.submit(text=CIVIL)
    kept = ask_calibration(setting.house, setting.site, Aim(), by="moderator:m", begin=begin)

    stop_run(setting.house, setting.site, kept.kind, kept.id)

    kept = run(setting, kept)
    assert (kept.state, kept.found) == ("stopped", None)


def test_an_aim_that_cannot_be_met_is_refused_before_anything_begins(setting: Setting) -> None:
    with pytest.raises(BadInput):
        ask_calibration(setting.house, setting.site, Aim(2.0), by="moderator:m", begin=begin)


def test_a_reversal_says_what_it_did(setting: Setting) -> None:
    posted = [setting.submit(text=f"{SWEARING} {number}") for number in range(3)]

    kept = run(setting, ask_reversal(setting.house, setting.site, PROFANITY, begin=begin))

    assert (kept.state, kept.done, kept.total) == ("done", 3, 3)
    assert kept.found is not None
    assert kept.found["published"] == published(setting, posted) == 3
    assert kept.found["listed"] == [each.comment.id for each in posted if each.comment]


def test_a_reversal_that_is_stopped_has_done_what_it_says_and_can_go_on(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reverting, "BATCH", 2)
    posted = [setting.submit(text=f"{SWEARING} {number}") for number in range(5)]
    kept = ask_reversal(setting.house, setting.site, PROFANITY, begin=begin)
    heard = runs.tell

    def stop_at_once(*given: Any, **told: Any) -> None:
        heard(*given, **told)
        runs.stop(given[0], kept)

    monkeypatch.setattr(runs, "tell", stop_at_once)
    stopped = run(setting, kept)
    assert (stopped.state, stopped.done, stopped.total) == ("stopped", 2, 5)
    assert published(setting, posted) == 2

    monkeypatch.setattr(runs, "tell", heard)
    rest = run(setting, ask_reversal(setting.house, setting.site, reversal_of(stopped), begin=begin))
    assert (rest.state, rest.done, rest.total) == ("done", 3, 3)
    assert published(setting, posted) == 5


def test_a_reversal_that_breaks_off_leaves_no_batch_half_done(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reverting, "BATCH", 2)
    posted = [setting.submit(text=f"{SWEARING} {number}") for number in range(5)]
    kept = ask_reversal(setting.house, setting.site, PROFANITY, begin=begin)
    count, climb = iter(range(10)), reverting.climb_ladder

    def climb_until_it_breaks(*given: Any, **named: Any) -> Any:
        if next(count) == 3:
            raise RuntimeError("the power went out")
        return climb(*given, **named)

    monkeypatch.setattr(reverting, "climb_ladder", climb_until_it_breaks)
    with pytest.raises(RuntimeError):
        run(setting, kept)

    broken = get_run(setting.house, setting.site, kept.kind, kept.id)
    assert (broken.state, broken.done, broken.fault) == ("failed", 2, "RuntimeError")
    assert broken.found is not None
    assert broken.found["published"] == published(setting, posted) == 2


def test_of_many_reverted_comments_the_first_are_listed(setting: Setting) -> None:
    posted = [setting.submit(text=f"{SWEARING} {number}") for number in range(60)]

    kept = run(setting, ask_reversal(setting.house, setting.site, PROFANITY, begin=begin))

    assert kept.done == 60
    assert kept.found is not None
    assert kept.found["published"] == published(setting, posted)
    assert len(kept.found["listed"]) == 50
