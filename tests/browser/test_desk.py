"""The desk in a browser: by keyboard alone, by two at once, and for everybody."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Role
from civiltongue.domain.thread import AuthorKind, Status
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.storage import audit, comments
from tests.browser.looks import look_at
from tests.living import Living, LivingSite

_numbers = count(1)
_WORDS = [
    "anchors",
    "barrels",
    "candles",
    "drums",
    "eels",
    "ferries",
    "gardens",
    "hammers",
    "islands",
    "jackets",
    "kettles",
    "ladders",
    "mirrors",
    "nets",
    "oars",
    "pillows",
    "quilts",
    "ropes",
    "saddles",
    "tents",
    "umbrellas",
    "violins",
    "wagons",
    "yarn",
    "zinc",
    "bells",
    "coal",
    "doors",
    "feathers",
    "glass",
]
_NAMES = [
    f"{first}{last}"
    for first in ("Bar", "Del", "Fin", "Gor", "Kum", "Lod")
    for last in ("aba", "edo", "iri", "omo")
]


@pytest.fixture
def site(living: Living) -> LivingSite:
    return living.a_site(policy="newsroom")


def accusation(number: int) -> str:
    """Return a text that waits, unlike the others."""
    words = [_WORDS[(number * step + step) % len(_WORDS)] for step in (1, 3, 5, 7, 11, 13)]
    words = [f"{word}{number if word == words[0] else ''}" for word in words]
    return f"{words[0]} {words[1]} {words[2]}: Barnaby Croft is a thief, he stole {words[3]} {words[4]} {words[5]}."


def fill(site: LivingSite, number: int) -> list[str]:
    """Let so many comments wait, of readers who accuse somebody."""
    house, found = site.living.house, []
    for which in range(number):
        author = welcome_author(
            house,
            site.site,
            f"{_NAMES[which % len(_NAMES)]} {'abcdefghik'[which // len(_NAMES)]}ofen",
            kind=AuthorKind.ACCOUNT,
            email=None,
        )
        attempt = Attempt(
            author=author,
            source=accusation(which),
            draft=f"draft-{next(_numbers):08}",
            consent=site.version,
            address=f"address-{which}",
            story=Story(url=f"{site.origin}/harbour-{which % 3}.html", identifier=f"harbour-{which % 3}"),
        )
        outcome = submit_comment(house, site.site, attempt)
        assert outcome.comment is not None
        assert outcome.comment.status is Status.HELD
        found.append(outcome.comment.id)
    return found


@pytest.fixture
def a_moderator(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function that signs a moderator in, in a browser of their own; no console may complain."""
    contexts, trouble = [], []

    def make(site: LivingSite, role: Role = Role.SENIOR, **options: Any) -> Page:
        name = f"Moderator {next(_numbers)}"
        made = add_moderator(site.living.house, site.site, name, office=Office(role))
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        page.goto(f"{site.living.base_url}/desk/{site.name}/queue")
        page.get_by_label("Your moderator's key").fill(made.key)
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    yield make
    for context in contexts:
        context.close()
    assert trouble == []


def at_item(page: Page) -> str:
    """Return the id of the comment that is shown, once the keys are there."""
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    shown = page.locator("[data-item]")
    expect(shown).to_be_visible()
    return shown.get_attribute("data-item") or ""


def begin(page: Page) -> None:
    """Begin with the first item, by its key, once the keys are there."""
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    page.keyboard.press("b")


def press(page: Page, *keys: str) -> None:
    """Press keys, and wait until another item is there."""
    before = at_item(page)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(f'[data-item="{before}"]')).to_have_count(0)


def decisions(site: LivingSite) -> list[str]:
    """Return which comments were decided, once for each decision."""
    with site.living.house.database.read() as connection:
        entries = audit.entries(connection, site.site.id)
    return [entry.subject for entry in entries if entry.event is Event.COMMENT_REVIEW]


def status(site: LivingSite, comment: str) -> Status:
    with site.living.house.database.read() as connection:
        found = comments.get(connection, site.site.id, comment)
    assert found is not None
    return found.status


def test_many_decisions_by_keyboard_alone_are_neither_lost_nor_doubled(
    site: LivingSite, a_moderator: Callable[..., Page]
) -> None:
    waiting = fill(site, 24)
    page = a_moderator(site)
    begin(page)
    expected = {}
    for turn in range(len(waiting)):
        comment = at_item(page)
        expected[comment] = Status.PUBLISHED if turn % 3 == 0 else Status.REJECTED
        press(page, *(["p"] if turn % 3 == 0 else ["r", "1"]))

    expect(page.get_by_role("heading", name="Nothing else waits here")).to_be_visible()
    assert set(expected) == set(waiting)
    assert sorted(decisions(site)) == sorted(waiting)
    assert {comment: status(site, comment) for comment in waiting} == expected


def test_a_decision_is_taken_back_with_one_key(site: LivingSite, a_moderator: Callable[..., Page]) -> None:
    fill(site, 3)
    page = a_moderator(site)
    begin(page)
    first = at_item(page)
    press(page, "p")
    second = at_item(page)
    press(page, "u")

    assert at_item(page) == first
    assert status(site, first) is Status.HELD
    press(page, "j")
    assert at_item(page) == second
    press(page, "k")
    assert at_item(page) == first
    page.keyboard.press("n")
    page.keyboard.type("Looks civil.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Looks civil.")).to_be_visible()


def test_a_key_that_is_pressed_before_the_script_is_there_is_heard(
    site: LivingSite, a_moderator: Callable[..., Page]
) -> None:
    waiting = fill(site, 2)
    page = a_moderator(site)
    held_back: list[Route] = []
    page.route("**/static/desk/desk.js", lambda route: held_back.append(route), times=1)
    page.goto(f"{site.living.base_url}/desk/{site.name}/queue", wait_until="commit")
    expect(page.get_by_text("2 wait")).to_be_visible()
    page.keyboard.press("b")
    assert page.locator("html").get_attribute("data-keys") is None

    held_back[0].continue_()

    assert at_item(page) in waiting


def test_two_moderators_on_one_queue_never_decide_one_item_twice(
    site: LivingSite, a_moderator: Callable[..., Page]
) -> None:
    waiting = fill(site, 12)
    pages = [a_moderator(site), a_moderator(site)]
    for page in pages:
        begin(page)
    seen: list[str] = []
    while not all(page.get_by_role("heading", name="Nothing else waits here").is_visible() for page in pages):
        now = [at_item(page) for page in pages]
        assert now[0] != now[1] or now[0] == ""
        for page, comment in zip(pages, now, strict=True):
            if comment:
                seen.append(comment)
                press(page, "r", "1")

    assert sorted(seen) == sorted(waiting)
    assert sorted(decisions(site)) == sorted(waiting)


def test_what_another_decides_is_marked_in_the_list_and_nothing_moves(
    site: LivingSite, a_moderator: Callable[..., Page]
) -> None:
    waiting = fill(site, 3)
    page, other = a_moderator(site), a_moderator(site)
    page.clock.install()
    page.reload()
    expect(page.locator("[data-id]")).to_have_count(3)
    begin(other)
    decided = at_item(other)
    press(other, "p")
    looked_at = at_item(other)
    page.clock.run_for(11_000)

    expect(page.locator(f'[data-id="{decided}"]')).to_contain_text("decided meanwhile")
    expect(page.locator(f'[data-id="{looked_at}"]')).to_contain_text("is looking at it")
    assert [each.get_attribute("data-id") for each in page.locator("[data-id]").all()] == [*waiting]


def test_the_desk_works_without_javascript(site: LivingSite, a_moderator: Callable[..., Page]) -> None:
    waiting = fill(site, 2)
    page = a_moderator(site, java_script_enabled=False)
    page.get_by_role("link", name="Begin with the first").click()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Decided.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    assert {status(site, comment) for comment in waiting} == {Status.HELD}
    page.get_by_role("button", name="Publish p").click()
    page.get_by_role("button", name="Publish p").click()
    assert {status(site, comment) for comment in waiting} == {Status.PUBLISHED}


def test_the_pages_of_the_queue_are_accessible_at_every_width(
    site: LivingSite, a_moderator: Callable[..., Page]
) -> None:
    comment = fill(site, 3)[0]
    page = a_moderator(site, Role.ADMIN)
    look_at(page)
    page.goto(f"{site.living.base_url}/desk/{site.name}/comments/{comment}")
    page.keyboard.press("?")
    for summary in page.locator("aside summary").all():
        summary.click()
    look_at(page)
    page.goto(f"{site.living.base_url}/desk/{site.name}/comments/{comment}/thread")
    look_at(page)
    page.goto(f"{site.living.base_url}/desk/sign-in")
    look_at(page)
