"""Letters go out once, later where the mail server does not answer, and never with a foreign header."""

import email
import email.policy
import re

import pytest
from markupsafe import Markup

from civiltongue.notify.letter import as_html
from civiltongue.notify.sending import Mail, open_mailer
from civiltongue.operations.send_letters import MOST_ATTEMPTS, send_letters
from civiltongue.operations.sign_in import LinkWish, send_link
from civiltongue.storage import outbox
from civiltongue.storage.outbox import Letter
from tests.houses import Setting
from tests.living import Mailbox, free_port


def a_letter(setting: Setting, recipient: str = "mara@example.com") -> None:
    """Let a sign-in link wait in the outbox."""
    send_link(setting.house, setting.site, LinkWish(email=recipient, address="address"))


def waiting(setting: Setting) -> list[Letter]:
    """Return what is due now."""
    with setting.house.database.read() as connection:
        return outbox.due(connection, setting.house.clock())


def test_a_letter_goes_out_once(setting: Setting, mailbox: tuple[Mailbox, int]) -> None:
    recipient = f"mara-{setting.site.name}-{id(setting)}@example.com"
    a_letter(setting, recipient)
    mailer = open_mailer(f"smtp://127.0.0.1:{mailbox[1]}")
    assert send_letters(setting.house, mailer)
    assert not send_letters(setting.house, mailer)
    mail = mailbox[0].wait_for(recipient)
    assert "The Lantern" in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "https://comments.example/sign-in/link/" in mail.get_content()


def test_a_letter_that_cannot_be_sent_is_tried_again_later_and_not_lost(
    setting: Setting, mailbox: tuple[Mailbox, int]
) -> None:
    recipient = f"odo-{setting.site.name}-{id(setting)}@example.com"
    a_letter(setting, recipient)
    nobody = open_mailer(f"smtp://127.0.0.1:{free_port()}")
    send_letters(setting.house, nobody)
    assert waiting(setting) == []
    setting.clock.pass_by(minutes=2)
    send_letters(setting.house, open_mailer(f"smtp://127.0.0.1:{mailbox[1]}"))
    assert mailbox[0].wait_for(recipient)


def test_after_many_attempts_a_letter_is_given_up(setting: Setting) -> None:
    a_letter(setting)
    nobody = open_mailer(f"smtp://127.0.0.1:{free_port()}")
    for _ in range(MOST_ATTEMPTS + 1):
        send_letters(setting.house, nobody)
        setting.clock.pass_by(hours=5)
    setting.clock.pass_by(days=30)
    assert waiting(setting) == []


def test_without_a_mail_server_letters_are_printed(
    setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    a_letter(setting)
    send_letters(setting.house, open_mailer(""))
    assert "/sign-in/link/" in caplog.text


@pytest.mark.parametrize("field", ["recipient", "subject"])
def test_no_header_is_smuggled_into_a_mail(field: str) -> None:
    fields = {"recipient": "a@example.com", "subject": "Hello", "body": "", "sender": "b@example.com"}
    fields[field] += "\r\nBcc: c@example.com"
    with pytest.raises(ValueError, match=r"linefeed|newline|header"):
        Mail(**fields).message()


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x0b", "\u2028"])
def test_no_header_is_smuggled_in_by_the_name_of_a_publication(setting: Setting, line_break: str) -> None:
    """Whatever a subject or an address holds, the mail has the headers that we gave it, or is not made."""
    subject = f"Hello{line_break}Bcc: c@example.com"
    mail = Mail("a@example.com", subject, "Text", "b@example.com", unsubscribe="https://a.example/x")
    try:
        message = mail.message()
    except ValueError:
        return
    again = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
    assert again["Bcc"] is None
    assert set(again.keys()) == set(message.keys())


def test_a_letter_is_text_and_html_with_the_same_words_and_loads_nothing(
    setting: Setting, mailbox: tuple[Mailbox, int]
) -> None:
    recipient = f"html-{setting.site.name}-{id(setting)}@example.com"
    a_letter(setting, recipient)
    send_letters(setting.house, open_mailer(f"smtp://127.0.0.1:{mailbox[1]}"))

    mail = mailbox[0].wait_for(recipient)

    assert mail.get_content_type() == "multipart/alternative"
    plain, html = (part.get_content() for part in mail.iter_parts())
    words = Markup(re.sub(r"<(head|style).*?</\1>", "", html, flags=re.DOTALL)).striptags()
    assert words.split() == f"{mail['Subject']} {plain}".split()
    assert re.findall(r"<(?:img|link|script|style|iframe|object|video)\b", html) == []
    assert re.findall(r"url\(|@import|src=|background=", html) == []
    links = re.findall(r'href="([^"]+)"', html)
    assert len(links) == 1
    assert links[0].startswith("https://comments.example/sign-in/link/")
    assert mail["List-Unsubscribe"] is None


def test_what_people_wrote_is_text_in_the_html_as_well() -> None:
    body = 'He said <b>"no"</b>.\nAnd:\n\nhttps://evil.example/x\n\nhttps://own.example.evil.example/\n\nhttps://own.example/a\n'

    html = as_html("A <subject>", body, own="https://own.example")

    assert "&lt;b&gt;&#34;no&#34;&lt;/b&gt;.<br>And:" in html
    assert "<h1" in html
    assert "A &lt;subject&gt;" in html
    assert re.findall(r'href="([^"]+)"', html) == ["https://own.example/a"]


def test_a_letter_that_can_be_ended_says_how_as_rfc_8058_asks() -> None:
    mail = Mail(
        "a@example.com", "Hello", "Text", "b@example.com", unsubscribe="https://own.example/letters/x"
    )

    message = mail.message()

    assert message["List-Unsubscribe"] == "<https://own.example/letters/x>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
