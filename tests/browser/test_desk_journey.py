"""One comment's whole way over the desk: held, found, rejected, read, appealed, overturned, and back."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Role
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.storage import audit
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
Moderators = Callable[[Newspaper, str], Page]
TEXT = "Barnaby Croft is a thief who stole the harbour money."
REASON = "We cannot prove that anybody stole it. Say what you saw, and where."
WHY = "The court said so in its judgment of last week, and your own paper printed it."
ANSWER = "You were right: the judgment says so, and we had printed it."


@pytest.fixture
def a_desk(chromium: Browser) -> Iterator[Moderators]:
    """Give a function that signs a senior moderator in at a newspaper's desk, in a browser of their own."""
    contexts, trouble = [], []

    def sign_in(newspaper: Newspaper, name: str) -> Page:
        site = newspaper.site
        made = add_moderator(site.living.house, site.site, name, office=Office(Role.SENIOR))
        contexts.append(chromium.new_context())
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{newspaper.server}/desk/{site.name}/queue")
        page.get_by_label("Your moderator's key").fill(made.key)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Queue")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert trouble == []


def test_a_comment_is_held_rejected_appealed_and_back(
    newspaper: Newspaper, a_reader: Readers, a_desk: Moderators
) -> None:
    address = f"tobias-{newspaper.site.name}@example.com"
    reader = a_reader(newspaper)
    embed = reader.open()
    embed.sign_in("Tobias Reed", address)
    embed.is_signed_in_as("Tobias Reed")
    embed.write(TEXT).post()
    expect(embed.own(TEXT)).to_have_attribute("data-state", "held")

    first, second = a_desk(newspaper, "Wren"), a_desk(newspaper, "Odile")
    _reject(first)
    letter = _letter(newspaper, address, "/appeal/")
    assert "No accusations without proof" in letter
    assert TEXT not in letter

    page = reader.visit(_link(letter, "/appeal/"))
    expect(page.get_by_text(REASON)).to_be_visible()
    standing = reader.visit(f"/sites/{newspaper.site.name}/standing")
    expect(standing.get_by_text(re.compile(r"Your strikes weigh [1-9]"))).to_be_visible()
    page.get_by_role("textbox", name="Why do you think").fill(WHY)
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Waiting for somebody who has not decided before")).to_be_visible()

    _open_appeal(first)
    expect(
        first.get_by_text("You made the first decision, so somebody else decides about this.")
    ).to_be_visible()
    expect(first.get_by_role("button", name="Decide")).to_have_count(0)
    _overturn(second)

    decided = _letter(newspaper, address, ANSWER)
    assert "you were right" in decided
    embed.reload()
    expect(embed.comment(TEXT)).to_be_visible()
    expect(a_reader(newspaper).open().comment(TEXT)).to_be_visible()
    standing.reload()
    expect(standing.get_by_text(re.compile(r"Your strikes weigh [1-9]"))).to_have_count(0)
    assert _subjects(newspaper, address) == [
        "Your sign-in link for The Lantern",
        "Your comment at The Lantern is not published",
        "Your appeal to The Lantern was decided",
    ]
    assert _decisions(newspaper) == [Event.COMMENT_REVIEW, Event.APPEAL_DECIDE]


def _reject(page: Page) -> None:
    """Find what waits in the queue, by keys, and reject it with words of one's own."""
    page.reload()
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".entry")).to_contain_text(TEXT)
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    page.keyboard.press("b")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("radio", name="No accusations without proof").check()
    page.get_by_label("What the author is told").fill(REASON)
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing else waits here")).to_be_visible()


def _open_appeal(page: Page) -> None:
    """Go to the one appeal that is open."""
    page.get_by_role("link", name="Appeals").click()
    page.get_by_role("link", name=WHY).click()
    expect(page.get_by_text(TEXT)).to_be_visible()


def _overturn(page: Page) -> None:
    """Undo the decision that was appealed against, with an answer."""
    _open_appeal(page)
    page.get_by_role("radio", name="overturned").check()
    page.get_by_label("Answer").fill(ANSWER)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("overturned")


def _letter(newspaper: Newspaper, address: str, holding: str) -> str:
    """Return the letter to the author that holds some words, when it has come."""
    return str(newspaper.site.living.mailbox.wait_for(address, holding=holding).get_content())


def _link(letter: str, path: str) -> str:
    found = re.search(rf"({path}\S+)", letter)
    assert found is not None, letter
    return found.group(1)


def _subjects(newspaper: Newspaper, address: str) -> list[str]:
    mails = newspaper.site.living.mailbox.received()
    return [str(mail["Subject"]) for mail in mails if mail["To"] == address]


def _decisions(newspaper: Newspaper) -> list[Event]:
    """Return what the audit log says of decisions, in their order."""
    with newspaper.site.living.house.database.read() as connection:
        entries = audit.entries(connection, newspaper.site.site.id)
    wanted = (Event.COMMENT_REVIEW, Event.APPEAL_DECIDE)
    return [entry.event for entry in sorted(entries, key=lambda each: each.at) if entry.event in wanted]
