"""Authors are told of replies and of what is published: once, when they want it, and only what is still so."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import select

from civiltongue.domain.news import News, NewsChoice, NewsKind
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, AuthorKind, Comment
from civiltongue.errors import BadInput
from civiltongue.notify.sending import Mail
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.choose_news import choose_news
from civiltongue.operations.download_author import download_author
from civiltongue.operations.end_letters import set_letters
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.letters import MOST_TOLD, word_news
from civiltongue.operations.read_me import read_me
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.operations.send_letters import send_letters
from civiltongue.operations.tell_news import tell_news
from civiltongue.operations.withdraw_comment import withdraw_comment
from civiltongue.policyfile import default
from civiltongue.storage import outbox, schema
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.outbox import Letter
from tests.houses import Setting, a_story
from tests.operations.full_life import sign_in_author
from tests.operations.test_climb_ladder import a_comment, a_text, decide
from tests.operations.test_letters import letters, token_in


def an_author(setting: Setting, choice: NewsChoice | None = NewsChoice.AT_ONCE) -> Author:
    """Return an author who wants to be told at once, or as the test says."""
    author = setting.an_author()
    if choice is not None:
        choose_news(setting.house, setting.site, author, choice.value)
    return author


def a_reply(setting: Setting, parent: Comment, author: Author | None = None) -> tuple[Comment, Author]:
    """Return a published reply and who wrote it."""
    author = author or setting.an_author()
    comment = setting.submit(author, a_text(), parent_id=parent.id).comment
    assert comment is not None
    return comment, author


def told(setting: Setting, author: Author) -> list[Letter]:
    """Look for news to tell, and return the letters that wait for an author then."""
    tell_news(setting.house)
    return letters(setting, author)


def send(setting: Setting) -> list[Mail]:
    """Send what is due, and return it."""
    sent: list[Mail] = []
    send_letters(setting.house, sent.append)
    return sent


def stored(setting: Setting) -> int:
    """Return how much news stands in the database."""
    with setting.house.database.read() as connection:
        return len(
            connection.execute(select(schema.news).where(schema.news.c.site_id == setting.site.id)).all()
        )


def test_a_reply_is_told_at_once_and_once_without_a_quote_or_a_name(setting: Setting) -> None:
    author = an_author(setting)
    reply, other = a_reply(setting, a_comment(setting, author))

    (letter,) = told(setting, author)

    assert letter.subject == "A reply to you at The Lantern"
    assert f"\n\nhttps://comments.example/comments/{reply.id}\n\n" in letter.body
    assert letter.unsubscribe.rpartition("/")[2] == token_in(letter, "letters")
    assert other.name not in letter.body
    assert told(setting, author) == [letter]
    assert [mail.recipient for mail in send(setting)] == [f"{author.id}@example.com"]
    assert told(setting, author) == []


@pytest.mark.parametrize("choice", [None, NewsChoice.NEVER])
def test_nobody_is_told_of_replies_who_did_not_ask_for_it(
    setting: Setting, choice: NewsChoice | None
) -> None:
    author = an_author(setting, choice)
    a_reply(setting, a_comment(setting, author))

    assert stored(setting) == 0
    assert told(setting, author) == []


def test_who_is_new_is_told_as_the_house_rules_say_until_they_choose(setting: Setting) -> None:
    source = default().replace('version: "1"', 'version: "2"\nnews: at_once')
    before = sign_in_author(setting)
    assert read_me(setting.house, setting.site, before).news is None
    adopt_policy(setting.house, setting.site, source, by="operator")
    erase_author(setting.house, setting.site, before.id)
    author = sign_in_author(setting)

    assert read_me(setting.house, setting.site, author).news is NewsChoice.AT_ONCE
    a_reply(setting, a_comment(setting, author))
    assert stored(setting) == 1


def test_one_s_own_reply_is_no_news(setting: Setting) -> None:
    author = an_author(setting)
    a_reply(setting, a_comment(setting, author), author)

    assert told(setting, author) == []


def test_a_reply_is_told_when_it_is_published_and_not_while_it_waits(setting: Setting) -> None:
    author = an_author(setting)
    comment = a_comment(setting, author)
    reply, _ = a_reply(setting, comment)
    decide(setting, reply, Verdict.HOLD)

    assert told(setting, author) == []
    decide(setting, reply, Verdict.PUBLISH)
    assert len(told(setting, author)) == 1

    for verdict in (Verdict.HOLD, Verdict.PUBLISH):
        decide(setting, reply, verdict)
    assert len(told(setting, author)) == 1


def withdrawn(setting: Setting, reply: Comment, author: Author) -> None:
    withdraw_comment(setting.house, setting.site, author, reply.id)


def rejected(setting: Setting, reply: Comment, _: Author) -> None:
    decide(setting, reply, Verdict.REJECT, "personal-attack")


def barred(setting: Setting, _: Comment, author: Author) -> None:
    sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.BAN,
        reason="Ten posts a minute.",
        by="operator",
        lasting=None,
    )


def erased(setting: Setting, _: Comment, author: Author) -> None:
    erase_author(setting.house, setting.site, author.id)


@pytest.mark.parametrize("became", [withdrawn, rejected, barred, erased])
def test_what_is_no_longer_so_is_not_told(
    setting: Setting, became: Callable[[Setting, Comment, Author], None]
) -> None:
    author = an_author(setting)
    reply, other = a_reply(setting, a_comment(setting, author))
    became(setting, reply, other)

    assert told(setting, author) == []
    assert stored(setting) == 0


@pytest.mark.parametrize("became", [withdrawn, rejected, barred, erased])
def test_a_letter_that_waits_is_kept_back_and_the_rest_of_it_told(
    setting: Setting, became: Callable[[Setting, Comment, Author], None]
) -> None:
    author = an_author(setting)
    comment = a_comment(setting, author)
    reply, other = a_reply(setting, comment)
    stays, _ = a_reply(setting, comment)
    (letter,) = told(setting, author)
    assert letter.subject == "2 replies to you at The Lantern"

    became(setting, reply, other)
    assert [mail for mail in send(setting) if mail.recipient == letter.recipient] == []

    (again,) = told(setting, author)
    assert stays.id in again.body
    assert reply.id not in again.body
    assert [mail.recipient for mail in send(setting)] == [letter.recipient]


def test_a_reply_to_what_its_author_took_back_is_not_told(setting: Setting) -> None:
    author = an_author(setting)
    comment = a_comment(setting, author)
    a_reply(setting, comment)
    withdraw_comment(setting.house, setting.site, author, comment.id)

    assert told(setting, author) == []


def test_who_has_no_address_or_was_erased_is_not_told(setting: Setting) -> None:
    author, gone = an_author(setting), an_author(setting)
    for one in (author, gone):
        a_reply(setting, a_comment(setting, one))
    authors = schema.authors
    setting.house.database.write(
        lambda connection: connection.execute(
            authors.update()
            .where(authors.c.site_id == setting.site.id, authors.c.id == author.id)
            .values(email=None)
        )
    )
    erase_author(setting.house, setting.site, gone.id)

    assert told(setting, author) == told(setting, gone) == []
    assert stored(setting) == 0


def test_a_day_is_told_together_replies_and_decisions(setting: Setting) -> None:
    author = an_author(setting, NewsChoice.DAILY)
    comment, waits = a_comment(setting, author), a_comment(setting, author)
    decide(setting, waits, Verdict.HOLD)
    send(setting)
    first, _ = a_reply(setting, comment)
    setting.clock.pass_by(hours=20)
    second, _ = a_reply(setting, comment)
    decide(setting, waits, Verdict.PUBLISH)

    assert told(setting, author) == []
    setting.clock.pass_by(hours=4)
    (letter,) = told(setting, author)

    assert letter.subject == "News about your comments at The Lantern"
    places = [letter.body.index(f"/comments/{one.id}") for one in (first, second, waits)]
    assert places == sorted(places)
    third, _ = a_reply(setting, comment)
    setting.clock.pass_by(hours=23)
    assert told(setting, author) == [letter]
    setting.clock.pass_by(hours=1)
    (_, next_day) = told(setting, author)
    assert [one.id in next_day.body for one in (first, second, waits, third)] == [False, False, False, True]


def test_of_very_many_replies_a_letter_tells_the_number(setting: Setting) -> None:
    many = [
        News(setting.site.id, "author", str(number), NewsKind.REPLY, setting.clock(), "other", True, "Lamps")
        for number in range(MOST_TOLD + 2)
    ]
    with setting.house.database.read() as connection:
        policy = setting.house.in_force(connection, setting.site.id).policy

    subject, body = word_news(setting.house, policy, many)

    assert subject == "52 replies to you at The Lantern"
    assert body.count("https://comments.example/comments/") == MOST_TOLD
    assert body.endswith("And 2 more.\n")


def test_one_click_means_never_also_for_a_letter_that_waits(setting: Setting) -> None:
    author = an_author(setting, NewsChoice.DAILY)
    comment = a_comment(setting, author)
    a_reply(setting, comment)
    setting.clock.pass_by(days=1)
    (letter,) = told(setting, author)

    set_letters(setting.house, token_in(letter, "letters"), ended=True)

    assert send(setting) == []
    assert read_me(setting.house, setting.site, author).news is NewsChoice.NEVER
    a_reply(setting, comment)
    setting.clock.pass_by(days=2)
    assert told(setting, author) == []
    assert stored(setting) == 0
    set_letters(setting.house, token_in(letter, "letters"), ended=False)
    assert read_me(setting.house, setting.site, author).news is NewsChoice.DAILY


def test_only_the_three_choices_are_taken(setting: Setting) -> None:
    author = an_author(setting, None)

    with pytest.raises(BadInput):
        choose_news(setting.house, setting.site, author, "hourly")

    assert read_me(setting.house, setting.site, author).news is None


def test_several_that_look_at_once_write_one_letter(setting: Setting) -> None:
    author = an_author(setting)
    comment = a_comment(setting, author)
    for _ in range(3):
        a_reply(setting, comment)

    threads = [Thread(target=tell_news, args=(setting.house,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (letter,) = letters(setting, author)
    assert letter.subject == "3 replies to you at The Lantern"


def test_a_letter_whose_writing_fails_leaves_the_news_untold_and_not_lost(setting: Setting) -> None:
    author = an_author(setting)
    reply, _ = a_reply(setting, a_comment(setting, author))
    now = setting.clock()
    stuck = replace(setting.house, clock=lambda: now, random_bits=lambda _: 1)
    taken = Letter(stuck.new_id(), setting.site.id, "somebody@example.com", "", "", 0, now, now)
    setting.house.database.write(lambda connection: outbox.put(connection, taken))

    with pytest.raises(Duplicate):
        tell_news(stuck)

    (letter,) = told(setting, author)
    assert reply.id in letter.body


def test_a_title_that_a_page_told_stays_in_one_line(setting: Setting) -> None:
    author = an_author(setting)
    title = "Lamps\n\nhttps://comments.example/evil\n\n" + "and so on " * 40
    comment = setting.submit(author, a_text(), story=a_story("lamps", title=title)).comment
    assert comment is not None
    setting.submit(setting.an_author(), a_text(), parent_id=comment.id, story=a_story("lamps"))

    (letter,) = told(setting, author)

    line = next(line for line in letter.body.splitlines() if line.startswith("Somebody has replied"))
    assert "https://comments.example/evil" in line
    assert len(line) < 200


def test_what_is_stored_is_in_the_download_and_goes_with_the_policy_s_time(setting: Setting) -> None:
    author = an_author(setting)
    reply, _ = a_reply(setting, a_comment(setting, author))

    document = download_author(setting.house, setting.site, author).decode()
    assert f'"comment_id": "{reply.id}"' in document
    assert '"news": "at_once"' in document

    send(setting)
    setting.clock.pass_by(days=400)
    keep_retention(setting.house, setting.site)
    assert stored(setting) == 0


def test_a_guest_s_comment_tells_nobody(setting: Setting) -> None:
    guest = setting.an_author(kind=AuthorKind.GUEST)
    comment = setting.submit(guest, a_text()).comment
    assert comment is not None
    a_reply(setting, comment)

    assert stored(setting) == 0
