"""The policy workshop in a browser: for axe, on a phone and a desk; problems as one types; a replay that ends by itself."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from civiltongue.domain.moderation import Role
from civiltongue.operations.revert_rule import Reversal
from civiltongue.operations.run_reversal import ask_reversal
from civiltongue.policyfile import default
from civiltongue.storage import runs
from tests.browser.looks import look_at
from tests.houses import CIVIL
from tests.living import Living
from tests.web.desk.desks import AtDesk, at_desk

NEXT = default().replace('version: "1"', 'version: "2"')
WRONG = NEXT.replace("reject: 0.8", "reject: often", 1)
HOLDING = NEXT.replace("# first_comments: {hold: 1}", "first_comments: {hold: 3}")


@pytest.fixture(scope="module")
def editor(living: Living) -> AtDesk:
    site = living.a_site()
    for number, text in enumerate((CIVIL, "This whole damn plan is bullshit and you know it.")):
        with site.client(site.sign_in(f"Reader {'ab'[number]}")) as page:
            page.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text))
    desk = at_desk(site, Role.EDITOR)
    desk.post("/policy/adopt", draft=NEXT, note="For spring.")
    desk.post("/policy/brake", rule="profanity", do="pull")
    return desk


def opened(chromium: Browser, desk: AtDesk, path: str) -> Page:
    context = chromium.new_context(base_url=desk.site.living.base_url)
    token = desk.browser.cookies["ct_desk"]
    context.add_cookies([{"name": "ct_desk", "value": token, "url": f"{desk.site.living.base_url}/desk"}])
    page = context.new_page()
    page.goto(f"/desk/{desk.site.name}{path}")
    return page


@pytest.mark.parametrize("path", ["", "/edit", "/versions/1", "/calibrate", "/revert", "/advice"])
def test_a_page_of_the_workshop_is_for_everybody(path: str, editor: AtDesk, chromium: Browser) -> None:
    page = opened(chromium, editor, f"/policy{path}")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")

    look_at(page)

    page.context.close()


def test_problems_are_shown_as_one_types_and_lead_to_their_line(editor: AtDesk, chromium: Browser) -> None:
    page = opened(chromium, editor, "/policy/edit")
    problems = page.locator("#problems")
    expect(problems).to_contain_text("No problems")

    page.locator("#draft").fill(WRONG)
    expect(problems).to_contain_text("1 problem")
    problems.locator("a").click()

    chosen: Any = page.evaluate(
        "() => { const draft = document.querySelector('#draft');"
        " return draft.value.slice(draft.selectionStart, draft.selectionEnd); }"
    )
    assert chosen.startswith("often")
    look_at(page)
    page.locator("#draft").fill(NEXT)
    expect(problems).to_contain_text("No problems")
    page.context.close()


def test_a_comment_is_tried_and_the_answer_is_for_everybody(editor: AtDesk, chromium: Browser) -> None:
    page = opened(chromium, editor, "/policy/edit")
    page.get_by_text("Try a comment").click()
    page.locator("#text").fill("You are an idiot if you believe that.")
    page.get_by_role("button", name="Why?").click()

    expect(page.get_by_role("heading", name="What becomes of it")).to_be_visible()
    look_at(page)
    page.context.close()


def test_a_replay_shows_how_far_it_is_and_then_what_it_found(editor: AtDesk, chromium: Browser) -> None:
    page = opened(chromium, editor, "/policy/edit")
    page.locator("#draft").fill(HOLDING)
    page.get_by_text("Replay the draft over past comments").click()
    page.get_by_role("button", name="Begin the replay").click()

    expect(page.get_by_text("1 of 2 comments would change")).to_be_visible(timeout=240_000)
    expect(page.get_by_role("heading", name="Comments that would change")).to_be_visible()
    look_at(page)
    page.context.close()


def test_thresholds_are_worked_out_while_one_looks_on(editor: AtDesk, chromium: Browser) -> None:
    page = opened(chromium, editor, "/policy/calibrate")
    page.get_by_role("button", name="Propose thresholds").click()

    expect(page.get_by_role("heading", name="What they would have done")).to_be_visible(timeout=240_000)
    look_at(page)
    page.context.close()


def test_what_a_rule_decided_is_counted_taken_back_and_listed(editor: AtDesk, chromium: Browser) -> None:
    page = opened(chromium, editor, "/policy/revert")
    page.get_by_label("Rule").select_option("profanity")
    page.get_by_label("From (UTC)").fill("2020-01-01T00:00")
    page.get_by_role("button", name="Count them first").click()
    page.get_by_role("button", name="Take them back").click()

    expect(page.get_by_text("All of them are taken back.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 comment is published again.")).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="Take back what a rule decided").click()
    expect(page.get_by_role("heading", name="Taken back before")).to_be_visible()
    look_at(page)
    page.context.close()


def test_a_reversal_that_broke_off_offers_the_rest(editor: AtDesk, chromium: Browser) -> None:
    house, of = editor.site.living.house, editor.site.site
    now = house.clock()
    reversal = Reversal("racism", now - timedelta(days=1), now, "operator", note="Too keen since noon.")
    kept = ask_reversal(house, of, reversal, begin=lambda *_: None)
    page = opened(chromium, editor, f"/policy/revert/{kept.id}")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    look_at(page)

    house.database.write(lambda connection: runs.tell(connection, kept, at=now - timedelta(hours=1)))

    expect(page.get_by_role("button", name="Take back the rest")).to_be_visible()
    look_at(page)
    page.context.close()


@pytest.mark.parametrize("path", ["/queue", "/people"])
def test_the_navigation_of_an_administrator_is_one_line_with_a_menu(
    path: str, editor: AtDesk, chromium: Browser
) -> None:
    page = opened(chromium, at_desk(editor.site, Role.ADMIN), path)
    page.set_viewport_size({"width": 1280, "height": 900})
    header, menu = page.locator("header.masthead"), page.locator("header summary")
    row = page.get_by_role("link", name="Queue").bounding_box()
    last, bar = menu.bounding_box(), header.bounding_box()
    assert row is not None
    assert last is not None
    assert bar is not None
    assert abs(last["y"] - row["y"]) < 5
    assert bar["height"] < 2 * row["height"]

    menu.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Audit log")).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="Statistics").click()
    expect(menu).to_have_text("More: Statistics")
    page.context.close()
