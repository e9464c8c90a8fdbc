"""Signing in from a page of another site, by a mailed link in a pop-up."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.embed import go_through_the_mail
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Newspapers = Callable[..., Newspaper]
Readers = Callable[..., Reader]
CIVIL = "Two of the crews land by head-torch already; ask them how it goes."


@pytest.mark.parametrize("isolated", [False, True], ids=["plain", "opener-policy"])
def test_a_reader_signs_in_through_the_mailed_link_and_posts(
    isolated: bool, a_newspaper: Newspapers, a_reader: Readers
) -> None:
    newspaper = a_newspaper(isolated=isolated)
    embed = a_reader(newspaper).open()

    embed.sign_in("Wilma Tern", f"wilma-{newspaper.site.name}@example.com")
    embed.is_signed_in_as("Wilma Tern")
    embed.say(CIVIL)

    expect(embed.comment(CIVIL).locator("[data-ct=author]")).to_have_text("Wilma Tern")


def test_a_page_in_the_pop_up_closes_by_itself_once_the_reader_has_signed_in(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper).open()

    with embed.page.expect_popup() as opening:
        embed.part("sign-in").click()
    popup = opening.value
    with popup.expect_event("close"):
        go_through_the_mail(popup, embed, "Odo Finch", f"odo-{newspaper.site.name}@example.com")

    embed.is_signed_in_as("Odo Finch")


def test_a_text_that_was_written_before_signing_in_is_posted_after_it(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper).open()
    embed.write(CIVIL)

    with embed.page.expect_popup() as opening:
        embed.part("post").click()
    go_through_the_mail(opening.value, embed, "Ida Marlow", f"ida-{newspaper.site.name}@example.com")
    embed.is_signed_in_as("Ida Marlow")
    expect(embed.part("post")).to_be_focused()
    embed.post()

    expect(embed.comment(CIVIL)).to_be_visible()


def test_who_is_signed_in_at_the_server_goes_on_with_one_press(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper).open()
    embed.sign_in("Gus Pellow", f"gus-{newspaper.site.name}@example.com")
    embed.is_signed_in_as("Gus Pellow")
    embed.part("sign-out").click()
    expect(embed.part("sign-in")).to_be_visible()

    with embed.page.expect_popup() as opening:
        embed.part("sign-in").click()
    opening.value.get_by_role("button", name="Go on as Gus Pellow").click()

    embed.is_signed_in_as("Gus Pellow")


def test_a_reader_who_gives_up_signing_in_can_begin_again(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper).open()
    with embed.page.expect_popup():
        embed.part("sign-in").click()

    embed.part("sign-in-panel").get_by_role("button", name="Cancel").click()

    expect(embed.part("sign-in")).to_be_visible()
    expect(embed.part("sign-in-panel")).to_have_count(0)


def test_two_pages_that_renew_the_session_at_once_both_stay_signed_in(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    reader = a_reader(newspaper, name="Posy Larkspur")
    embeds = [reader.open(), reader.open("night-bus")]

    for _ in range(2):
        for embed in embeds:
            embed.page.reload(wait_until="commit")
        for embed in embeds:
            embed.arrive().is_signed_in_as("Posy Larkspur")


def test_signing_out_on_one_page_signs_out_on_the_other(newspaper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(newspaper, name="Posy Larkspur")
    here, there = reader.open(), reader.open("night-bus")
    there.is_signed_in_as("Posy Larkspur")

    here.part("sign-out").click()

    for embed in (here, there):
        expect(embed.part("sign-in")).to_be_visible()
        expect(embed.part("signed-in")).to_have_count(0)
    here.reload()
    expect(here.part("sign-in")).to_be_visible()
    assert here.page.evaluate("Object.keys(localStorage)") == []
