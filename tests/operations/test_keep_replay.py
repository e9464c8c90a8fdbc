"""A replay that the desk asks for is kept: how far it is, whether it shall stop, and what it found."""

from datetime import timedelta

import pytest

from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations import replay as replaying
from civiltongue.operations.keep_replay import (
    SILENT,
    ask_replay,
    get_replay,
    is_running,
    run_kept_replay,
    scope_of,
    stop_replay,
)
from civiltongue.operations.replay import Scope
from civiltongue.policyfile import default
from civiltongue.storage.replays import KeptReplay
from tests.houses import CIVIL, SWEARING, Setting

HOLDING = default().replace("# first_comments: {hold: 1}", "first_comments: {hold: 3}")


def asked(setting: Setting, draft: str = HOLDING, scope: Scope | None = None) -> KeptReplay:
    def begin(site_id: str, replay_id: str) -> None:
        assert (site_id, len(replay_id)) == (setting.site.id, 26)

    return ask_replay(setting.house, setting.site, draft, scope or Scope(), by="moderator:m", begin=begin)


def run(setting: Setting, kept: KeptReplay) -> KeptReplay:
    run_kept_replay(setting.house, setting.site.id, kept.id)
    return get_replay(setting.house, setting.site, kept.id)


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

    stop_replay(setting.house, setting.site, kept.id)

    kept = run(setting, kept)
    assert (kept.state, kept.done, kept.total) == ("stopped", 0, 3)


def test_one_of_a_site_goes_on_at_a_time_until_it_is_silent(setting: Setting) -> None:
    kept = asked(setting)
    assert is_running(setting.house, kept)
    with pytest.raises(Conflict):
        asked(setting)

    setting.clock.pass_by(seconds=SILENT / timedelta(seconds=1) + 1)

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
        get_replay(setting.house, setting.site, "x")
    with pytest.raises(NotFound):
        run_kept_replay(setting.house, setting.site.id, "x")
