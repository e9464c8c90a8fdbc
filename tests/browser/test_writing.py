"""Writing a comment: what is published, asked about, held and refused, and what the author is told."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from civiltongue.text.words import count_words
from tests.browser.crowd import say
from tests.browser.embed import Embed
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
OWN_NUMBER = "We share rides to the quay. My number is 01632 960144, call me after eleven."
WITHOUT_NUMBER = "We share rides to the quay. Ask for us at the ferry steps after eleven."
KHMER = "ថ្ងៃនេះយើងទៅផ្សារជាមួយមិត្តហើយទិញបន្លែនិងផ្លែឈើស្រស់ដែលមានតម្លៃថោកណាស់នៅជិតស្ពានថ្មី"
HARSH = "Oh, get a life, all of you on the harbour board."
ATTACK = "Whoever thought of this is a damn idiot."
CIVIL = "Whoever thought of this has not landed a boat in the dark."


def test_the_author_of_a_phone_number_is_asked_and_changes_the_words(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Tilda Marlowe").open()

    embed.write(OWN_NUMBER).post()

    _quotes(embed.part("nudge"), number=8, title="Keep private facts private", words="01632 960144")
    expect(embed.texts).to_have_count(0)
    embed.part("change").click()
    assert _selected(embed) == "01632 960144"
    embed.field.fill(WITHOUT_NUMBER)
    embed.post()
    expect(embed.comment(WITHOUT_NUMBER)).to_be_focused()
    expect(embed.part("heading")).to_have_text("1 comment")


def test_what_authors_tell_of_themselves_is_published_when_they_insist(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Tilda Marlowe").open()

    embed.write(OWN_NUMBER).post()
    embed.part("post-anyway").click()

    expect(embed.comment(OWN_NUMBER)).to_be_visible()


def test_a_nudge_is_for_one_text_alone(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper, name="Tilda Marlowe").open()
    embed.write(OWN_NUMBER).post()
    expect(embed.part("post-anyway")).to_be_visible()
    expect(embed.part("post")).to_be_hidden()

    embed.field.fill(OWN_NUMBER + " " + HARSH)

    expect(embed.part("post-anyway")).to_be_hidden()
    expect(embed.part("post")).to_be_visible()


def test_a_harsh_comment_is_held_when_its_author_insists_and_nobody_else_sees_it(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Gus Pellow").open()

    embed.write(HARSH).post()
    _quotes(embed.part("nudge"), number=3, title="No personal attacks", words="get a life")
    embed.part("post-anyway").click()

    card = embed.own(HARSH)
    expect(card).to_be_focused()
    expect(card.locator("[data-ct=state]")).to_have_text("Waiting for a moderator")
    expect(card.locator("[data-ct=statement]")).to_contain_text("That is no accusation")
    expect(embed.field).to_be_hidden()
    anybody = a_reader(newspaper).open()
    expect(anybody.part("heading")).to_have_text("0 comments")
    assert HARSH not in anybody.page.content()
    assert HARSH not in _shadow_text(anybody)


def test_a_refused_comment_shows_rule_number_and_words_and_can_be_written_anew(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Silas Gorringe").open()

    embed.write(ATTACK).post()

    statement = embed.part("statement")
    expect(statement).to_be_focused()
    _quotes(statement, number=3, title="No personal attacks", words="is a damn idiot")
    expect(statement.locator("[data-ct=rules]")).to_have_attribute(
        "href", f"{newspaper.server}/sites/{newspaper.site.name}/rules/1"
    )
    embed.field.fill(CIVIL)
    embed.post()
    expect(embed.comment(CIVIL)).to_be_visible()
    expect(embed.part("statement")).to_have_count(0)
    embed.reload()
    expect(embed.comment(CIVIL)).to_be_visible()
    expect(embed.part("own-comment")).to_have_count(0)


def test_all_rules_that_a_comment_breaks_are_told_at_once(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper, name="Silas Gorringe").open()

    embed.write(f"{ATTACK} What a load of bullshit, and ring her at home on 01632 960123.").post()

    rules = embed.part("statement").locator("[data-ct=reason]")
    expect(rules).to_have_count(3)
    assert {rule.get_attribute("data-rule") for rule in rules.all()} == {
        "profanity",
        "personal-attack",
        "privacy",
    }
    for words in ("idiot", "bullshit", "01632 960123"):
        expect(embed.part("statement").locator("mark", has_text=words).first).to_be_visible()
    expect(embed.part("statement").locator("mark", has_text="ring her")).to_have_count(0)


def test_four_hundred_words_are_published_and_one_more_is_refused_before_it_is_sent(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Perpetua Lund").open()

    embed.write("One short line.")
    expect(embed.part("word-count")).to_be_hidden()
    embed.field.fill(_of(360))
    expect(embed.part("word-count")).to_have_text("360 of 400 words")
    embed.field.fill(_of(401))
    expect(embed.part("word-count")).to_have_text("401 words. The limit is 400: please cut 1.")
    embed.post()
    expect(embed.part("composer").locator("[data-ct=failure]")).to_contain_text("please cut 1")
    expect(embed.field).to_have_attribute("aria-invalid", "true")
    embed.field.fill(_of(400))
    embed.post()

    expect(embed.part("heading")).to_have_text("1 comment")


def test_where_no_spaces_part_words_the_server_counts_what_is_being_written(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Perpetua Lund").open()
    text = " ".join([KHMER] * 24)

    embed.write(text)

    words = count_words(text)
    assert words > 400
    expect(embed.part("word-count")).to_have_text(
        f"{words} words. The limit is 400: please cut {words - 400}."
    )


def test_a_draft_outlives_the_page_and_so_does_the_session(newspaper: Newspaper, a_reader: Readers) -> None:
    embed = a_reader(newspaper, name="Posy Larkspur").open()
    embed.write(CIVIL)

    embed.reload()

    embed.is_signed_in_as("Posy Larkspur")
    expect(embed.field).to_have_value(CIVIL)
    embed.part("cancel").click()
    expect(embed.part("write")).to_be_focused()


def test_a_reply_stands_below_what_it_answers(newspaper: Newspaper, a_reader: Readers) -> None:
    say(newspaper, "Hetty Brindle", CIVIL)
    embed = a_reader(newspaper, name="Rafe Coddington").open()

    embed.comment(CIVIL).locator("[data-ct=reply]").click()
    expect(embed.page.get_by_label("Your reply to Hetty Brindle").last).to_be_focused()
    embed.field.fill("I have, and the lamps helped nobody.")
    embed.post()

    reply = embed.comment("the lamps helped nobody")
    expect(reply).to_have_attribute("data-depth", "1")
    expect(reply.locator("[data-ct=reply-to]")).to_have_text("to Hetty Brindle")


def test_a_comment_is_edited_within_the_window_and_judged_again(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Mabel Osgood").open()
    embed.say("The ladder at berth six wants mending.")

    embed.part("edit").click()
    expect(embed.field).to_have_value("The ladder at berth six wants mending.")
    embed.field.fill(ATTACK)
    embed.post()
    expect(embed.part("statement")).to_contain_text("No personal attacks")
    embed.field.fill("The ladder at berth seven wants mending.")
    embed.post()

    expect(embed.comment("berth seven")).to_contain_text("edited")
    expect(embed.texts).to_have_count(1)


def test_a_withdrawn_comment_goes_and_leaves_a_tombstone_where_it_was_answered(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    embed = a_reader(newspaper, name="Anselm Pike").open()
    embed.say("The first of two remarks.")
    embed.say("The second of two remarks.")
    other = a_reader(newspaper, name="Ida Marlow").open()
    other.comment("The first").locator("[data-ct=reply]").click()
    other.field.fill("Agreed, and so do we all.")
    other.post()
    expect(other.comment("Agreed")).to_be_visible()

    for text in ("The first", "The second"):
        embed.reload()
        embed.comment(text).locator("[data-ct=withdraw]").click()
        expect(embed.part("confirmation")).to_contain_text("Withdraw this comment?")
        embed.part("withdraw-for-good").click()
        expect(embed.part("confirmation")).to_have_count(0)
        expect(embed.texts.filter(has_text=text)).to_have_count(0)

    anybody = a_reader(newspaper).open()
    expect(anybody.texts).to_have_text(["Agreed, and so do we all."])
    expect(anybody.part("tombstone")).to_have_text(["This comment was removed."])
    expect(anybody.part("heading")).to_have_text("1 comment")


def test_a_reader_reports_a_comment_with_the_rule_that_it_breaks(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    say(newspaper, "Hetty Brindle", CIVIL)
    embed = a_reader(newspaper, name="Rafe Coddington").open()

    embed.part("report").click()
    embed.part("send-report").click()
    expect(embed.part("report-form").locator("[data-ct=failure]")).to_have_text("Please choose a rule.")
    embed.page.get_by_label("Rule 9 To the matter, please").check()
    embed.page.get_by_label("What should a moderator know? (optional)").fill("It is about boats.")
    embed.part("send-report").click()

    expect(embed.part("reported")).to_have_text("Reported")
    embed.reload()
    expect(embed.part("reported")).to_have_text("Reported")
    with newspaper.site.client(newspaper.site.moderator_key) as moderator:
        queue = moderator.get(f"/api/v1/sites/{newspaper.site.name}/queue").json()
    assert [(item["cause"], item["reports"]) for item in queue["waiting"]] == [("reported", 1)]


def _of(count: int) -> str:
    """Return a text that has so many words for the server, with what is no word among them."""
    who = ("baker", "ferryman", "choir", "lighthouse", "librarian", "postwoman", "night-watch", "carpenter")
    does = ("opened at 22:40", "lost its roof § 7", "wrote to www.quay.example", "drew a crowd", "sang")
    when = ("in the year of the flood", "after a quarrel, № 3", "before the bridge's end", "on Sunday")
    pieces = " ".join(f"The {a} {b} {c}." for c in when for b in does for a in who).split(" ")
    while count_words(" ".join(pieces)) > count:
        pieces.pop()
    assert count_words(" ".join(pieces)) == count
    return " ".join(pieces)


def _quotes(statement: Locator, *, number: int, title: str, words: str) -> None:
    """Check that a statement tells a rule with its number and wording, and marks the words."""
    expect(statement.locator("[data-ct=rule]")).to_have_text(f"Rule {number} {title}")
    expect(statement.locator("[data-ct=public]")).not_to_be_empty()
    expect(statement.locator("[data-ct=message]")).not_to_be_empty()
    expect(statement.locator("mark")).to_have_text(f"{words} (Rule {number})")


def _selected(embed: Embed) -> Any:
    return embed.field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")


def _shadow_text(embed: Embed) -> Any:
    return embed.page.locator("civil-tongue").evaluate("element => element.shadowRoot.textContent")
