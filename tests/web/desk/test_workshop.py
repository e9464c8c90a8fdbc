"""The policy workshop: drafts are checked, tried, replayed and adopted; versions, brakes and rulings taken back."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import httpx
import pytest

from civiltongue.detectors.terms import Terms
from civiltongue.domain.moderation import Role
from civiltongue.operations.revert_rule import Reversal, revert_rule
from civiltongue.operations.run_reversal import ask_reversal
from civiltongue.policyfile import default
from civiltongue.storage import adoptions, brakes, runs
from tests.houses import CIVIL
from tests.living import Living, LivingSite
from tests.web.desk.desks import AtDesk, at_desk

NEXT = default().replace('version: "1"', 'version: "2"')


@pytest.fixture
def site(living: Living) -> LivingSite:
    return living.a_site()


@pytest.fixture
def editor(site: LivingSite) -> AtDesk:
    return at_desk(site, Role.EDITOR)


def posted(site: LivingSite, text: str = CIVIL) -> str:
    with site.client(site.sign_in(f"Reader {text[:6]}")) as page:
        answer = page.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text))
        return str(answer.json()["comment"]["id"])


def test_the_overview_names_the_version_in_force_to_everybody_at_the_desk(site: LivingSite) -> None:
    page = at_desk(site, Role.MODERATOR).get("/policy").text

    assert "Version 1 is in force." in page
    assert "policy/edit" not in page


def test_problems_are_shown_with_line_and_caret_and_as_a_piece_for_the_script(editor: AtDesk) -> None:
    wrong = NEXT.replace("reject: 0.8", "reject: often", 1)

    page = editor.post("/policy/edit", draft=wrong)
    piece = editor.post("/policy/problems", draft=wrong)

    assert page.status_code == 200
    for text in (page.text, piece.text):
        assert "1 problem" in text
        assert "often" in text
        assert re.search(r"\n\s+\| +\^", text)
    assert "<html" not in piece.text
    assert "No problems" in editor.post("/policy/problems", draft=NEXT).text


def test_a_comment_is_tried_on_the_draft_with_every_rule_and_signal(editor: AtDesk) -> None:
    page = editor.post("/policy/edit", draft=NEXT, text="You are an idiot, and <b>so</b> on.").text

    assert "What becomes of it" in page
    assert "<mark" in page
    assert "No personal attacks" in page
    assert "courtesy" in page


def test_a_draft_is_adopted_with_a_note_and_rolled_back(site: LivingSite, editor: AtDesk) -> None:
    assert editor.post("/policy/adopt", draft=NEXT, note="For spring.").status_code == 303
    page = editor.get("/policy").text
    assert "Version 2 is in force." in page
    assert "For spring." in page
    assert "2" in editor.get("/policy/versions/1").text

    assert editor.post("/policy/roll-back", version="1", note="Too soon.").status_code == 303

    with site.living.house.database.read() as connection:
        found = adoptions.every(connection, site.site.id)
    assert [(each.version, each.note) for each in found[:2]] == [("1", "Too soon."), ("2", "For spring.")]


def test_changed_rules_under_the_version_in_force_are_refused(editor: AtDesk) -> None:
    answer = editor.post("/policy/adopt", draft=default().replace("reject: 0.8", "reject: 0.7", 1))

    assert answer.status_code == 409
    assert "version of their own" in answer.text


def test_a_replay_runs_in_the_background_and_its_result_is_kept(site: LivingSite, editor: AtDesk) -> None:
    posted(site)
    draft = NEXT.replace("# first_comments: {hold: 1}", "first_comments: {hold: 3}")

    begun = editor.post("/policy/replays", draft=draft, last="100")

    assert begun.status_code == 303
    path = begun.headers["location"].removeprefix(f"/desk/{site.name}")
    assert wait(editor, path)["done"] == 1
    page = editor.get(path).text
    assert "1 of 1 comments would change" in page
    assert "first-comments" in page
    assert "The council should publish" in page
    assert path in editor.get("/policy").text
    assert "first_comments: {hold: 3}" in editor.get(f"/policy/edit?replay={path.rpartition('/')[2]}").text
    assert editor.post(f"{path}/stop").status_code == 303


def wait(editor: AtDesk, path: str) -> dict[str, int]:
    for state in states(editor, path):
        if not state["running"]:
            return state
    raise AssertionError("the run did not end")


def states(editor: AtDesk, path: str) -> Iterator[dict[str, int]]:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        answer: httpx.Response = editor.get(f"{path}/state")
        yield answer.json()
        # A run may be in a process of its own, which must not be starved by those who ask for it.
        Event().wait(0.25)


def test_a_bad_draft_is_not_replayed(editor: AtDesk) -> None:
    page = editor.post("/policy/replays", draft="publication: x")

    assert page.status_code == 200
    assert "problems" in page.text


def test_a_rule_is_braked_and_released_by_hand(site: LivingSite, editor: AtDesk) -> None:
    editor.post("/policy/brake", rule="profanity", do="pull")
    assert "Let profanity reject again" in editor.get("/policy").text

    editor.post("/policy/brake", rule="profanity", do="release")

    with site.living.house.database.read() as connection:
        assert [each.released_by for each in brakes.every(connection, site.site.id)] == [
            f"moderator:{editor.moderator.id}"
        ]


def test_what_a_rule_decided_is_counted_before_it_is_taken_back(site: LivingSite, editor: AtDesk) -> None:
    comment = posted(site, "This whole damn plan is bullshit and you know it.")
    asked = {"rule": "profanity", "since": "2020-01-01T00:00", "whose": "all", "note": "Too keen."}

    counted = editor.post("/policy/revert", **asked, do="count").text
    assert "1 comment is held or rejected" in counted
    begun = editor.post("/policy/revert", **asked, do="revert")
    assert begun.status_code == 303
    path = begun.headers["location"].removeprefix(f"/desk/{site.name}")
    assert wait(editor, path)["done"] == 1

    done = editor.get(path).text
    assert "All of them are taken back." in done
    assert "1 comment is published again" in done
    assert f"/comments/{comment}" in done
    assert "Too keen." in done
    assert path in editor.get("/policy/revert").text
    assert editor.post(f"{path}/stop").status_code == 303
    with site.client() as page:
        assert page.get(f"/comments/{comment}").status_code in {200, 301, 302, 303}


def test_thresholds_are_proposed_and_nothing_is_in_force(site: LivingSite, editor: AtDesk) -> None:
    posted(site)

    begun = editor.post("/policy/calibrate", precision="0.9", hold="0.3")
    path = begun.headers["location"].removeprefix(f"/desk/{site.name}")
    wait(editor, path)
    page = editor.get(path).text

    assert "From 1 comments, 0 of them decided" in page
    assert "too few decisions" in page
    assert "What they would have done" in page
    assert path in editor.get("/policy/calibrate").text
    assert editor.post(f"{path}/stop").status_code == 303
    assert editor.post("/policy/calibrate", precision="2", hold="0.3").status_code == 400
    assert editor.post("/policy/calibrate", precision="often", hold="0.3").status_code == 400


def test_a_reversal_that_broke_off_is_shown_and_gone_on_with(site: LivingSite, editor: AtDesk) -> None:
    house, of = site.living.house, site.site
    posted(site, "This whole damn plan is bullshit and you know it.")
    now = house.clock()
    reversal = Reversal("profanity", now - timedelta(days=1), now + timedelta(days=1), "operator")
    kept = ask_reversal(house, of, reversal, begin=lambda *_: None)
    path = f"/policy/revert/{kept.id}"
    assert "Stop" in editor.get(path).text
    refused = editor.post("/policy/revert", rule="profanity", since="2020-01-01T00:00", do="revert")
    assert refused.status_code == 409

    house.database.write(lambda connection: runs.tell(connection, kept, at=now - timedelta(hours=1)))
    lost = editor.get(path).text
    assert "Broken off after 0 of 1 comments" in lost
    gone_on = editor.post(f"{path}/go-on")

    path = gone_on.headers["location"].removeprefix(f"/desk/{site.name}")
    assert wait(editor, path) == {"done": 1, "total": 1, "running": False}


def test_advice_on_imported_comments_is_listed(editor: AtDesk) -> None:
    assert "no advice" in editor.get("/policy/advice").text


def test_statistics_name_detectors_in_their_versions_and_what_was_taken_back_in_bulk(
    site: LivingSite, editor: AtDesk
) -> None:
    comment = posted(site, "This whole damn plan is bullshit and you know it.")
    before = editor.get("/statistics").text
    now = site.living.house.clock()
    revert_rule(site.living.house, site.site, Reversal("profanity", now - timedelta(days=1), now, "operator"))

    page = editor.get("/statistics").text
    history = editor.get(f"/comments/{comment}").text

    assert 'terms <span class="hint">' not in before
    assert f'terms <span class="hint">{Terms.version}</span>' in page
    assert page.count("taken back in bulk") == 3
    assert "with all that the rule decided in a time" in history
