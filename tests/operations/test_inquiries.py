"""Whoever is named in comments asks for them: the address is proved, a person picks, each step is on record."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.inquiry import InquiryState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Comment
from civiltongue.errors import BadInput, Conflict, NotFound, TokenInvalid, TooManyRequests
from civiltongue.operations.answer_inquiry import (
    answer_inquiry,
    read_inquiries,
    refuse_inquiry,
    search_named,
)
from civiltongue.operations.ask_inquiry import InquiryWish, ask_inquiry, confirm_inquiry, read_inquiry
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import audit
from tests.houses import Setting, setting
from tests.operations.test_notices import letters

__all__ = ["setting"]
NAME, EMAIL = "Odile Fenn", "odile@example.com"
NAMING = "Odile Fenn rows to the island every Sunday, and never takes the ferry."


def test_nobody_looks_before_the_address_is_proved(setting: Setting) -> None:
    token, inquiry_id = _ask(setting)

    assert read_inquiries(setting.house, setting.site) == []
    with pytest.raises(NotFound):
        search_named(setting.house, setting.site, inquiry_id, by="operator")
    confirm_inquiry(setting.house, token)
    confirm_inquiry(setting.house, token)

    assert [each.id for each in read_inquiries(setting.house, setting.site)] == [inquiry_id]


def test_a_person_picks_what_is_handed_over_of_every_status(setting: Setting) -> None:
    named, held, other = (_comment(setting, text) for text in (NAMING, f"So {NAMING}", "The pier is shut."))
    review_comment(setting.house, setting.site, Review(held.id, Verdict.HOLD, "operator"))
    token, inquiry_id = _ask(setting, confirmed=True)

    found = search_named(setting.house, setting.site, inquiry_id, by="moderator:a").comments
    assert {each.comment_id for each in found} == {named.id, held.id}
    assert read_inquiry(setting.house, token).comments == ()
    answer_inquiry(
        setting.house, setting.site, inquiry_id, comments=[named.id, held.id], answer="Two.", by="moderator:a"
    )

    link = letters(setting, EMAIL)[-1].split("/inquiries/")[1].split()[0]
    told = read_inquiry(setting.house, link)
    assert (told.inquiry.state, told.inquiry.answer) == (InquiryState.ANSWERED, "Two.")
    assert [(each.id, each.status) for each in told.comments] == [
        (named.id, "published"),
        (held.id, "held"),
    ]
    assert other.id not in {each.id for each in told.comments}
    with pytest.raises(Conflict):
        refuse_inquiry(setting.house, setting.site, inquiry_id, answer="No.", by="moderator:a")


def test_a_refusal_says_why_and_hands_nothing_over(setting: Setting) -> None:
    token, inquiry_id = _ask(setting, confirmed=True)

    refuse_inquiry(setting.house, setting.site, inquiry_id, answer="Which Odile?", by="operator")

    told = read_inquiry(setting.house, token)
    assert (told.inquiry.state, told.inquiry.answer, told.comments) == (
        InquiryState.REFUSED,
        "Which Odile?",
        (),
    )


def test_only_comments_of_the_site_are_handed_over_with_an_answer(setting: Setting) -> None:
    _, inquiry_id = _ask(setting, confirmed=True)

    for comments, answer in ((["01none"], "Here."), ([], " ")):
        with pytest.raises(BadInput):
            answer_inquiry(
                setting.house, setting.site, inquiry_id, comments=comments, answer=answer, by="operator"
            )


def test_each_step_is_on_record_without_a_name(setting: Setting) -> None:
    _, inquiry_id = _ask(setting, confirmed=True)
    search_named(setting.house, setting.site, inquiry_id, by="moderator:a")
    answer_inquiry(setting.house, setting.site, inquiry_id, comments=[], answer="None.", by="moderator:a")

    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id)

    assert {entry.event: entry.actor for entry in entries if entry.subject == inquiry_id} == {
        Event.INQUIRY_ASK: "inquiry",
        Event.INQUIRY_CONFIRM: "inquiry",
        Event.INQUIRY_SEARCH: "moderator:a",
        Event.INQUIRY_DECIDE: "moderator:a",
    }
    assert "odile" not in str(entries).lower()


def test_a_link_is_not_guessed_and_ends(setting: Setting) -> None:
    token, inquiry_id = _ask(setting)

    for wrong in (inquiry_id, token[:-2], ""):
        with pytest.raises(TokenInvalid):
            confirm_inquiry(setting.house, wrong)
    setting.clock.pass_by(days=61)
    with pytest.raises(TokenInvalid):
        read_inquiry(setting.house, token)


def test_inquiries_do_not_come_by_the_dozen_and_make_sense(setting: Setting) -> None:
    for wrong in (
        InquiryWish("", EMAIL, "", "a"),
        InquiryWish(NAME, "nowhere", "", "a"),
        InquiryWish(NAME, "a@b.example\r\nBcc: c@d.example", "", "a"),
        InquiryWish(NAME, EMAIL, "x" * 2_001, "a"),
    ):
        with pytest.raises(BadInput):
            ask_inquiry(setting.house, setting.site, wrong)
    for _ in range(3):
        _ask(setting)
    with pytest.raises(TooManyRequests):
        _ask(setting)


def test_what_an_author_wrote_who_is_erased_is_gone_from_the_answer(setting: Setting) -> None:
    author = setting.an_author()
    comment = setting.submit(author, NAMING).comment
    assert comment is not None
    token, inquiry_id = _ask(setting, confirmed=True)
    answer_inquiry(
        setting.house, setting.site, inquiry_id, comments=[comment.id], answer="One.", by="operator"
    )

    erase_author(setting.house, setting.site, author.id)

    assert read_inquiry(setting.house, token).comments == ()


def test_who_asked_is_forgotten_in_time_answered_or_never_proved(setting: Setting) -> None:
    _, inquiry_id = _ask(setting, confirmed=True)
    answer_inquiry(setting.house, setting.site, inquiry_id, comments=[], answer="None.", by="operator")
    _ask(setting)
    setting.clock.pass_by(days=366)
    _ask(setting, confirmed=True)

    keep_retention(setting.house, setting.site)

    assert [each.name for each in read_inquiries(setting.house, setting.site)] == [NAME]
    with pytest.raises(Conflict):
        refuse_inquiry(setting.house, setting.site, inquiry_id, answer="No.", by="operator")


def _ask(setting: Setting, *, confirmed: bool = False) -> tuple[str, str]:
    """Ask, and return the token of the letter's link and the inquiry's id."""
    inquiry = ask_inquiry(setting.house, setting.site, InquiryWish(NAME, EMAIL, "The rower.", "address"))
    token = letters(setting, EMAIL)[-1].split("/inquiries/")[1].split()[0]
    if confirmed:
        confirm_inquiry(setting.house, token)
    return token, inquiry.id


def _comment(setting: Setting, text: str) -> Comment:
    comment = setting.submit(text=text).comment
    assert comment is not None
    return comment
