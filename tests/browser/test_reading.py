"""Reading: order, pages, counts, links to one comment, closed and missing threads."""

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.crowd import fill_thread, say
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]


def test_a_story_that_nobody_has_written_about_starts_empty(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper).open("seed-library")

    expect(embed.part("heading")).to_have_text("0 comments")
    expect(embed.part("write")).to_be_visible()
    expect(embed.part("order")).to_have_count(0)


def test_more_than_a_hundred_comments_come_in_pages_and_in_either_order(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    fill_thread(newspaper, 103)
    embed = a_reader(newspaper).open()
    expect(embed.part("heading")).to_have_text("103 comments")
    expect(embed.texts).to_have_count(100)

    embed.part("more").click()

    expect(embed.texts).to_have_count(103)
    expect(embed.part("comment").nth(100)).to_be_focused()
    expect(embed.part("more")).to_have_count(0)
    embed.part("newest").click()
    expect(embed.part("newest")).to_have_attribute("aria-pressed", "true")
    expect(embed.texts.first).to_contain_text("No. 103:")
    expect(embed.texts).to_have_count(100)


def test_the_front_page_tells_how_many_comments_each_story_has(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    say(newspaper, "Hetty Brindle", "I ride it every night.", story="night-bus")
    say(newspaper, "Rafe Coddington", "So do I, and it is never empty.", story="night-bus")
    say(newspaper, "Ida Marlow", "The bean came up.", story="seed-library")
    page = a_reader(newspaper).context.new_page()

    page.goto(newspaper.url("index"))

    counts = page.locator("[data-civil-tongue-count]")
    expect(counts).to_have_text(["2 comments", "0 comments", "1 comment"])


def test_a_permalink_leads_to_the_comment_on_the_page_of_the_thread(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    outcome = say(newspaper, "Ida Marlow", "The gulls do not mind the dark.")
    assert outcome.comment is not None
    embed = a_reader(newspaper).open()

    embed.part("permalink").click()

    expect(embed.page).to_have_url(re.compile(f"/threads/.*#comment-{outcome.comment.id}$"))
    expect(embed.page.locator(":target")).to_contain_text("The gulls do not mind the dark.")


def test_an_address_that_names_a_comment_leads_to_it_in_the_embed(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    outcome = say(newspaper, "Ida Marlow", "The gulls do not mind the dark.")
    assert outcome.comment is not None
    page = a_reader(newspaper).context.new_page()
    late: list[Route] = []
    page.route("**/lantern.css", lambda route: late.append(route))

    # The comments come before the page's style sheet, which moves them then.
    with page.expect_response("**/thread?*"):
        page.goto(f"{newspaper.url('harbour-lamps')}#comment-{outcome.comment.id}", wait_until="commit")
    late[0].continue_()

    expect(page.locator("[data-ct=comment]")).to_be_focused()
    expect(page.locator("[data-ct=comment]")).to_be_in_viewport()


def test_a_closed_discussion_can_be_read_and_not_answered(newspaper: Newspaper, a_reader: Readers) -> None:
    say(newspaper, "Ida Marlow", "The gulls do not mind the dark.")
    story = {"id": "harbour-lamps", "url": newspaper.url("harbour-lamps"), "state": "closed"}
    with newspaper.site.client(newspaper.site.key, origin="") as publisher:
        told = publisher.put(f"/api/v1/sites/{newspaper.site.name}/stories", json=story)
        assert told.status_code == 200, told.text

    embed = a_reader(newspaper).open()

    expect(embed.part("closed")).to_have_text("This discussion is closed. You can still read it.")
    expect(embed.part("write")).to_have_count(0)
    expect(embed.part("reply")).to_have_count(0)
    expect(embed.texts).to_have_text(["The gulls do not mind the dark."])


def test_a_reader_whose_connection_fails_is_told_and_can_try_again(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    say(newspaper, "Ida Marlow", "The gulls do not mind the dark.")
    reader = a_reader(newspaper)
    reader.expected.add("net::ERR_FAILED")
    reader.context.route("**/thread?*", lambda route: route.abort(), times=1)
    embed = reader.open()
    expect(embed.part("failure")).to_contain_text("The server cannot be reached.")

    embed.part("again").click()

    expect(embed.texts).to_have_text(["The gulls do not mind the dark."])
    expect(embed.part("failure")).to_be_hidden()
