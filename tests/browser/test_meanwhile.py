"""What happens while a reader is on the page: rules change, sessions end, moderators decide."""

from collections.abc import Callable
from datetime import timedelta

import httpx
from playwright.sync_api import expect

from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.policyfile import default
from tests.browser.embed import Embed
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Newspapers = Callable[..., Newspaper]
Readers = Callable[..., Reader]
ATTACK = "Whoever thought of this is a damn idiot."
CIVIL = "Whoever thought of this has not landed a boat in the dark."


def test_a_guest_writes_under_a_name_where_guests_are_welcome(
    a_newspaper: Newspapers, a_reader: Readers
) -> None:
    embed = a_reader(a_newspaper(policy="hobby-blog")).open()

    embed.write(CIVIL).post()
    expect(embed.part("composer").locator("[data-ct=failure]")).to_have_text(
        "Please give the name that stands above your comment."
    )
    embed.page.get_by_label("Your name").fill("Wren of Mill Lane")
    embed.post()

    expect(embed.comment(CIVIL).locator("[data-ct=author]")).to_have_text("Wren of Mill Lane")
    expect(embed.comment(CIVIL).locator("[data-ct=edit]")).to_be_visible()


def test_new_house_rules_are_agreed_to_before_a_comment_is_posted(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    reader = a_reader(newspaper, name="Mabel Osgood")
    embed = reader.open()
    embed.write(CIVIL)
    changed = default("newsroom").replace('version: "1"', 'version: "2"').replace("I have read", "I did read")
    adopt_policy(newspaper.site.living.house, newspaper.site.site, changed, by="operator")
    reader.expects(409, 422)

    embed.post()

    expect(embed.part("composer").locator("[data-ct=failure]")).to_contain_text("house rules")
    expect(embed.part("consent")).to_contain_text("I did read the house rules")
    expect(embed.field).to_have_value(CIVIL)
    embed.post()
    expect(embed.comment(CIVIL)).to_be_visible()


def test_what_was_written_is_kept_when_a_stolen_token_has_ended_the_session(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    reader = a_reader(newspaper)
    embed = reader.open()
    address = f"odo-{newspaper.site.name}@example.com"
    embed.sign_in("Odo Finch", address)
    embed.is_signed_in_as("Odo Finch")
    embed.write(CIVIL)
    _steal_the_session(embed)
    reader.expects(401, 410)

    embed.post()

    expect(embed.field).to_have_value(CIVIL)
    expect(embed.part("sign-in")).to_be_visible()
    with embed.page.expect_popup() as opening:
        embed.post()
    opening.value.get_by_role("button", name="Go on as Odo Finch").click()
    embed.is_signed_in_as("Odo Finch")
    embed.post()
    expect(embed.comment(CIVIL)).to_be_visible()


def test_a_suspended_author_reads_why_and_until_when(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper, name="Silas Gorringe").open()
    embed.say(CIVIL)
    sanction_author(
        newspaper.site.living.house,
        newspaper.site.site,
        _author_of(newspaper),
        kind=SanctionKind.SUSPENSION,
        reason="Three personal attacks in a week.",
        by="operator",
        lasting=timedelta(days=2),
    )

    embed.reload()
    embed.is_signed_in_as("Silas Gorringe")
    embed.part("write").click()

    expect(embed.part("barred")).to_contain_text("You cannot comment here until")
    expect(embed.part("barred")).to_contain_text("Three personal attacks in a week.")


def test_a_comment_that_a_moderator_rejects_is_shown_to_its_author_with_the_reason(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Gus Pellow").open()
    embed.say(CIVIL)
    review = Review(_id_of(embed), Verdict.REJECT, "operator", rule="inappropriate", note="Off the story.")
    review_comment(newspaper.site.living.house, newspaper.site.site, review)

    embed.reload()

    card = embed.own(CIVIL)
    expect(card.locator("[data-ct=state]")).to_have_text("Not posted")
    card.get_by_text("Why?").click()
    expect(card.locator("[data-ct=statement]")).to_contain_text("To the matter, please")
    expect(card.locator("[data-ct=edit]")).to_have_count(0)
    expect(embed.part("heading")).to_have_text("0 comments")


def test_an_edit_that_is_refused_takes_the_comment_off_until_it_is_worded_anew(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Mabel Osgood").open()
    embed.say(CIVIL)
    embed.part("edit").click()
    embed.field.fill(ATTACK)
    embed.post()
    expect(embed.part("statement")).to_be_visible()

    embed.part("cancel").click()

    expect(embed.part("heading")).to_have_text("0 comments")
    expect(embed.own(ATTACK).locator("[data-ct=state]")).to_have_text("Not posted")
    embed.reload()
    embed.own(ATTACK).locator("[data-ct=edit]").click()
    embed.field.fill(CIVIL + " I have.")
    embed.post()
    expect(embed.comment("I have.")).to_be_visible()
    expect(embed.part("own-comment")).to_have_count(0)


def test_a_button_that_is_pressed_twice_posts_once(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper, name="Ida Marlow").open()

    embed.write(CIVIL)
    embed.part("post").dblclick()

    expect(embed.comment(CIVIL)).to_be_visible()
    embed.reload()
    expect(embed.texts).to_have_count(1)


def _steal_the_session(embed: Embed) -> None:
    """Go on with the reader's refresh token as a thief would, and send it again, which ends the session for both."""
    token = embed.page.evaluate("Object.entries(localStorage).find(([key]) => key.endsWith(' session'))[1]")
    with embed.newspaper.site.client() as thief:

        def renew(refresh: str) -> httpx.Response:
            return thief.post("/api/v1/sessions/refresh", json={"refresh": refresh})

        stolen = renew(token).json()["session"]["refresh"]
        assert [renew(stolen).status_code, renew(token).status_code] == [200, 410]


def _id_of(embed: Embed) -> str:
    """Return the id of the one comment that is shown."""
    return embed.part("comment").get_attribute("data-id") or ""


def _author_of(newspaper: Newspaper) -> str:
    """Return the id of the author of the first comment under the story."""
    with newspaper.site.client() as anybody:
        thread = anybody.get(f"/api/v1/sites/{newspaper.site.name}/thread", params={"id": "harbour-lamps"})
    return str(thread.json()["comments"][0]["author"]["id"])
