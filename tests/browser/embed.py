"""The embed on a page, as its reader meets it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.newspaper import Newspaper

LINK = "/sign-in/link/"


@dataclass
class Embed:
    """What a reader sees and does under a story."""

    page: Page
    newspaper: Newspaper

    def arrive(self) -> "Embed":
        """Go down to the comments and wait until they are there."""
        self.page.locator("civil-tongue").scroll_into_view_if_needed()
        self.page.locator("civil-tongue[ready]").wait_for()
        return self

    def reload(self) -> "Embed":
        """Load the page again."""
        self.page.reload()
        return self.arrive()

    def part(self, name: str) -> Locator:
        """Find what carries a name in the embed."""
        return self.page.locator(f"[data-ct={name}]")

    @property
    def field(self) -> Locator:
        """Return where the comment is written."""
        return self.part("field")

    @property
    def texts(self) -> Locator:
        """Return the texts of the comments that everybody sees."""
        return self.page.locator("[data-ct=comment] [data-ct=text]")

    def comment(self, text: str) -> Locator:
        """Find a published comment by its text."""
        return self.part("comment").filter(has=self.page.get_by_text(text))

    def own(self, text: str) -> Locator:
        """Find one of the reader's comments that nobody else sees."""
        return self.part("own-comment").filter(has=self.page.get_by_text(text))

    def write(self, text: str) -> "Embed":
        """Open the composer, if need be, and write."""
        if not self.field.is_visible():
            self.part("write").click()
        self.field.fill(text)
        return self

    def post(self) -> None:
        """Press the button below the composer."""
        self.part("post").click()

    def say(self, text: str) -> None:
        """Write a comment that is published, and wait until it is."""
        self.write(text).post()
        expect(self.comment(text)).to_be_visible()

    def is_signed_in_as(self, name: str) -> None:
        """Wait until the embed says who is signed in."""
        expect(self.part("signed-in")).to_have_text(f"Signed in as {name}")

    def sign_in(self, name: str, address: str) -> None:
        """Go through the pop-up and the mailed link, from a sign-in that the embed has offered."""
        with self.page.expect_popup() as opening:
            self.part("sign-in").click()
        go_through_the_mail(opening.value, self, name, address)


def go_through_the_mail(popup: Page, embed: Embed, name: str, address: str) -> None:
    """Ask for a link in the pop-up, follow it there, and give a name; the code is the same everywhere."""
    code = embed.part("code").inner_text()
    expect(popup.locator(".code")).to_have_text(code)
    popup.get_by_label("E-mail address").fill(address)
    popup.get_by_role("button", name="Mail me a link").click()
    expect(popup.locator(".code")).to_have_text(code)
    popup.goto(link_in_mail(embed.newspaper, address))
    expect(popup.locator(".code")).to_have_text(code)
    popup.get_by_label("Your name").fill(name)
    popup.get_by_role("button", name="Sign in").click()


def link_in_mail(newspaper: Newspaper, address: str, *, number: int = 1) -> str:
    """Return the address that a mail to somebody leads to."""
    mail = newspaper.site.living.mailbox.wait_for(address, number=number, holding=LINK)
    found = re.search(rf"{re.escape(newspaper.server)}{LINK}\S+", mail.get_content())
    assert found is not None, mail.get_content()
    return found.group()
