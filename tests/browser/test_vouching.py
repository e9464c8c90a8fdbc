"""A publisher's own readers in the embed: signed in, changed and signed out with the publication."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from civiltongue.domain.identity import Method
from civiltongue.operations.lead_reader import lead_reader
from civiltongue.operations.vouch import Word
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader
from tests.living import Living
from tests.vouching import payload_for, token_for

Readers = Callable[..., Reader]
CIVIL = "Two of the crews land by head-torch already; ask them how it goes."


def write_word(paper: Newspaper, kind: str, word: str) -> None:
    """Write a publisher's word into its pages, as its own server does for who is signed in there."""
    tag = f'<script src="{paper.server}/host/account.js" data-site="{paper.site.name}" data-{kind}="{word}" async>'
    paper.changes["</head>"] = f"{tag}</script></head>"


@pytest.mark.parametrize("kind", ["token", "disqus"])
def test_the_embed_follows_the_publications_own_sign_in(
    kind: str, open_living: Living, a_reader: Readers
) -> None:
    def word(subject: str, name: str) -> str:
        if kind == "token":
            return token_for(paper.site, subject, name=name)
        return payload_for({"id": subject, "username": name})

    with Newspaper(open_living, host="127.0.0.1", name={"token": "dawn", "disqus": "dusk"}[kind]) as paper:
        write_word(paper, kind, word("reader-1", "Wilma Tern"))
        reader = a_reader(paper)
        embed = reader.open()
        embed.is_signed_in_as("Wilma Tern")
        embed.say(CIVIL)
        embed.reload().is_signed_in_as("Wilma Tern")

        write_word(paper, kind, word("reader-2", "Odo Finch"))
        embed.reload().is_signed_in_as("Odo Finch")

        write_word(paper, kind, "" if kind == "token" else payload_for({}))
        embed.reload()
        expect(embed.part("signed-in")).to_have_count(0)
        expect(embed.comment(CIVIL).locator("[data-ct=author]")).to_have_text("Wilma Tern")


def test_a_word_that_is_refused_is_told_to_whoever_builds_the_page(
    open_living: Living, a_reader: Readers
) -> None:
    with Newspaper(open_living, host="127.0.0.1") as paper:
        write_word(paper, "token", token_for(paper.site, "reader-1", name="Wilma Tern"))
        reader = a_reader(paper)
        reader.expects(404)
        page = reader.context.new_page()
        reader.expected.add("nobody was signed in. not-found")

        with page.expect_console_message(lambda message: "Civil Tongue" in message.text) as heard:
            page.goto(paper.url("harbour-lamps"))

        assert "publisher_accounts" in heard.value.text


def test_a_reader_whom_the_publisher_leads_to_our_pages_finds_their_own(
    open_living: Living, a_reader: Readers
) -> None:
    with Newspaper(open_living, host="127.0.0.1", name="noon") as paper:
        word = Word(token_for(paper.site, "reader-3", name="Ida Marlow"), Method.PUBLISHER, "", "address")
        page = a_reader(paper).context.new_page()
        page.goto(lead_reader(open_living.house, paper.site.site, word))
        look_at(page)

        page.get_by_role("button", name="Sign in").click()

        expect(page.get_by_text("Signed in as Ida Marlow")).to_be_visible()
