"""The whole way of an author: signed in, posted, warned, suspended, heard, restored."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import Verdict
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.discuss_appeal import ask_about_appeal
from civiltongue.operations.read_appeals import read_open_appeals
from civiltongue.operations.review_comment import Review, review_comment
from tests.browser.embed import Embed
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
FIRST = "The lamps on the quay went out again before the last boat was in."
SECOND = "A second survey of the old bridge would cost more than the repair itself."
THIRD = "Nobody on the harbour board has answered the letter from the ferry crew."
LAST = "Thank you for reading it again; the ladder at berth seven is still broken."
WHY, QUESTION, ANSWER = "It was about the survey.", "Which survey?", "The one of 2019, by the board."


def test_an_author_is_warned_suspended_heard_and_restored(newspaper: Newspaper, a_reader: Readers) -> None:
    reader = a_reader(newspaper)
    reader.expects(403)
    embed = reader.open()
    embed.sign_in("Tobias Reed", f"tobias-{newspaper.site.name}@example.com")
    embed.is_signed_in_as("Tobias Reed")
    for text in (FIRST, SECOND):
        embed.say(text)

    _reject(newspaper, embed, FIRST, "harassment")
    embed.write(THIRD).post()
    refusal = embed.part("composer").locator("[data-ct=failure]")
    expect(refusal).to_contain_text("Read the warning and acknowledge it")
    standing = reader.visit(f"/sites/{newspaper.site.name}/standing")
    standing.get_by_role("button", name="I have read this").click()
    expect(standing.get_by_text("You said that you have read this")).to_be_visible()
    embed.post()
    expect(embed.comment(THIRD)).to_be_visible()

    rejected = _reject(newspaper, embed, SECOND, "personal-attack")
    embed.write(LAST).post()
    expect(refusal).to_contain_text("until the suspension has ended")
    expect(embed.field).to_have_value(LAST)
    mine = reader.visit(f"/comments/{rejected}/mine")
    mine.get_by_role("textbox", name="Why do you think").fill(WHY)
    mine.get_by_role("button", name="Appeal").click()
    _ask(newspaper)
    mine.reload()
    expect(mine.get_by_text(QUESTION)).to_be_visible()
    mine.get_by_role("textbox", name="Say more about it").fill(ANSWER)
    mine.get_by_role("button", name="Send").click()
    expect(mine.get_by_text(ANSWER)).to_be_visible()
    _overturn(newspaper)

    _is_told_so(mine)
    embed.post()
    expect(embed.comment(LAST)).to_be_visible()
    embed.reload()
    expect(embed.comment(SECOND)).to_be_visible()
    expect(embed.comment(FIRST)).to_have_count(0)


def _reject(newspaper: Newspaper, embed: Embed, text: str, rule: str) -> str:
    """Let a moderator reject a comment that is shown, and return its id."""
    comment = embed.comment(text).get_attribute("data-id") or ""
    site = newspaper.site
    review_comment(
        site.living.house, site.site, Review(comment, Verdict.REJECT, "moderator:first", rule=rule)
    )
    return comment


def _ask(newspaper: Newspaper) -> None:
    """Let another moderator ask about the one open appeal."""
    house, site = newspaper.site.living.house, newspaper.site.site
    (waiting,) = read_open_appeals(house, site)
    ask_about_appeal(house, site, appeal_id=waiting.appeal.id, text=QUESTION, by="moderator:second")


def _overturn(newspaper: Newspaper) -> None:
    """Let the same moderator read the answer and decide."""
    house, site = newspaper.site.living.house, newspaper.site.site
    (waiting,) = read_open_appeals(house, site)
    assert [remark.text for remark in waiting.remarks] == [QUESTION, ANSWER]
    state, answer = AppealState.OVERTURNED, "So it is."
    decide_appeal(house, site, AppealDecision(waiting.appeal.id, state, answer, "moderator:second"))


def _is_told_so(mine: Page) -> None:
    """Wait until the comment's page says that its author was right."""
    mine.reload()
    expect(mine.get_by_text("You were right, and the decision was undone")).to_be_visible()
    expect(mine.get_by_role("textbox", name="Say more about it")).to_have_count(0)
