"""Legal notices: from anybody, with a receipt, decided by a person, and told to both sides."""

from dataclasses import replace
from typing import Any

import pytest

from civiltongue.domain.notice import Ground, Notice, NoticeState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Author, Comment, Status
from civiltongue.errors import BadInput, Conflict, NotFound, TokenInvalid, TooManyRequests
from civiltongue.operations.answer_notice import read_asked
from civiltongue.operations.appeal_link import appeal_by_link
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.give_notice import GivenNotice, give_notice, notice_link, read_notice
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.read_queue import read_queue
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import audit, comments, notices, outbox
from tests.houses import Setting, setting

__all__ = ["setting"]
NAME, EMAIL, WHY = "Ottilie Gallimaufry", "ottilie@lighthouse.example", "It says that I stole the quincunx."


def test_a_notice_is_recorded_queued_and_receipted(setting: Setting) -> None:
    comment = a_comment(setting)

    notice = give_notice(setting.house, setting.site, given(comment))

    assert read_notices(setting.house, setting.site) == [notice]
    assert [item.comment.id for item in read_queue(setting.house, setting.site)] == [comment.id]
    assert status(setting, comment) is Status.PUBLISHED
    (receipt,) = letters(setting, EMAIL)
    link = receipt.split("/notices/")[1].split()[0]
    assert read_notice(setting.house, link) == notice
    assert "ottilie" not in _log(setting).lower()


@pytest.mark.parametrize("ground", [Ground.PRIVACY, Ground.DEFAMATION])
def test_a_notice_by_whom_a_comment_is_about_takes_it_off_at_once_and_its_author_is_asked(
    setting: Setting, ground: Ground
) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)

    give_notice(setting.house, setting.site, given(comment, ground=ground, is_subject=True))

    assert status(setting, comment) is Status.HELD
    (letter,) = letters(setting, f"{author.id}@example.com")
    assert "This is no accusation" in letter
    assert "ottilie" not in letter.lower()
    assert WHY in letter


@pytest.mark.parametrize(
    "claimed", [{"ground": Ground.PRIVACY}, {"ground": Ground.PROPERTY, "is_subject": True}]
)
def test_other_notices_wait_for_a_person_while_the_comment_stays(
    setting: Setting, claimed: dict[str, Any]
) -> None:
    comment = a_comment(setting)

    give_notice(setting.house, setting.site, given(comment, **claimed))

    assert status(setting, comment) is Status.PUBLISHED


def test_what_a_person_has_decided_no_notice_takes_off_by_itself(setting: Setting) -> None:
    comment = a_comment(setting)
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "moderator:a"))

    give_notice(setting.house, setting.site, given(comment, is_subject=True))

    assert status(setting, comment) is Status.PUBLISHED


def test_upheld_the_comment_goes_and_both_sides_get_the_reasons(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    notice = give_notice(setting.house, setting.site, given(comment))

    decided = _decide(setting, notice, NoticeState.UPHELD, rule="defamation")

    assert (decided.state, decided.decided_by) == (NoticeState.UPHELD, "moderator:a")
    assert status(setting, comment) is Status.REJECTED
    told = letters(setting, EMAIL)[-1], letters(setting, f"{author.id}@example.com")[-1]
    assert all("Nobody was ever charged." in letter for letter in told)
    assert "ottilie" not in told[1].lower()
    assert author.name not in told[0]
    assert len(letters(setting, f"{author.id}@example.com")) == 1
    token = told[1].split("/appeal/")[1].split()[0]
    appeal_by_link(setting.house, token, "I have the papers.")


def test_refused_a_comment_that_waited_is_back_and_both_sides_get_the_reasons(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    notice = give_notice(setting.house, setting.site, given(comment, is_subject=True))

    _decide(setting, notice, NoticeState.REFUSED)

    assert status(setting, comment) is Status.PUBLISHED
    assert "stays" in letters(setting, EMAIL)[-1]
    assert "published again" in letters(setting, f"{author.id}@example.com")[-1]


def test_refused_a_comment_that_stayed_is_not_touched_and_its_author_not_alarmed(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    notice = give_notice(setting.house, setting.site, given(comment))

    _decide(setting, notice, NoticeState.REFUSED)

    assert letters(setting, f"{author.id}@example.com") == []
    assert status(setting, comment) is Status.PUBLISHED


def test_the_author_reads_the_words_of_a_notice_without_who_gave_it(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    text = (
        "I am Ottilie Gallimaufry of 14 Mill Road, Ostley OS1 2AB.\n\n"
        "It says that I stole the quincunx. Ring me on 01632 960123, or write to keeper@lighthouse.example.\n"
        f"{setting.house.settings.base_url}/notices/answer/forged"
    )

    give_notice(setting.house, setting.site, given(comment, text=text, is_subject=True))

    (letter,) = letters(setting, f"{author.id}@example.com")
    link = letter.split("/notices/answer/")[1].split()[0]
    shown = read_asked(setting.house, link).words
    assert "> It says that I stole the quincunx. Ring me on […]" in letter
    assert "It says something false and shameful" in letter
    assert letter.count("://") == 1
    for told in (letter, shown):
        assert not any(
            word in told for word in ("Ottilie", "Gallimaufry", "Mill", "960123", "keeper", "forged")
        )


def test_a_notices_words_are_not_shown_where_nobody_could_mask_them(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    monkeypatch.setattr("civiltongue.detectors.private_facts.finders_for", _failing)

    give_notice(setting.house, setting.site, given(comment, is_subject=True))

    (letter,) = letters(setting, f"{author.id}@example.com")
    assert WHY not in letter
    assert "It says something false and shameful" in letter


def test_a_notice_is_decided_once_with_an_answer_and_a_rule(setting: Setting) -> None:
    comment = a_comment(setting)
    notice = give_notice(setting.house, setting.site, given(comment))

    with pytest.raises(BadInput):
        _decide(setting, notice, NoticeState.UPHELD)
    with pytest.raises(BadInput):
        decide_notice(
            setting.house, setting.site, NoticeDecision(notice.id, NoticeState.REFUSED, " ", "operator")
        )
    _decide(setting, notice, NoticeState.REFUSED)
    with pytest.raises(Conflict):
        _decide(setting, notice, NoticeState.REFUSED)
    with pytest.raises(NotFound):
        _decide(setting, replace(notice, id="none"), NoticeState.REFUSED)


@pytest.mark.parametrize(
    "lacking",
    [
        {"ground": "taste"},
        {"text": " "},
        {"text": "x" * 4_001},
        {"name": ""},
        {"email": "nowhere"},
        {"email": "a@b.example\r\nBcc: c@d.example"},
        {"in_good_faith": False},
    ],
)
def test_an_incomplete_notice_is_refused(setting: Setting, lacking: dict[str, Any]) -> None:
    comment = a_comment(setting)

    with pytest.raises(BadInput):
        give_notice(setting.house, setting.site, given(comment, **lacking))


def test_about_the_abuse_of_children_nobody_must_say_who_they_are(setting: Setting) -> None:
    comment = a_comment(setting)

    claimed = given(comment, ground=Ground.CHILDREN, name="", email="")

    assert give_notice(setting.house, setting.site, claimed).email == ""


def test_about_what_readers_do_not_see_there_is_no_notice(setting: Setting) -> None:
    comment = a_comment(setting)
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.HOLD, "moderator:a"))

    with pytest.raises(NotFound):
        give_notice(setting.house, setting.site, given(comment))


def test_notices_do_not_come_by_the_dozen(setting: Setting) -> None:
    comment = a_comment(setting)

    for _ in range(5):
        give_notice(setting.house, setting.site, given(comment))

    with pytest.raises(TooManyRequests):
        give_notice(setting.house, setting.site, given(comment))


def test_a_notices_link_cannot_be_guessed_and_ends(setting: Setting) -> None:
    notice = give_notice(setting.house, setting.site, given(a_comment(setting)))
    token = notice_link(setting.house, notice).rsplit("/", 1)[1]

    for wrong in ("", "x", token[:-2], f"a{token}", notice.id):
        with pytest.raises(TokenInvalid):
            read_notice(setting.house, wrong)
    setting.clock.pass_by(days=366)
    with pytest.raises(TokenInvalid):
        read_notice(setting.house, token)


def test_who_gave_a_notice_is_forgotten_in_time_but_not_before_it_is_decided(setting: Setting) -> None:
    claimed = given(a_comment(setting))
    decided, waiting = (give_notice(setting.house, setting.site, claimed) for _ in range(2))
    _decide(setting, decided, NoticeState.REFUSED)
    setting.clock.pass_by(days=366)

    keep_retention(setting.house, setting.site)

    with setting.house.database.read() as connection:
        found = [notices.get(connection, setting.site.id, each.id) for each in (decided, waiting)]
    assert [(each.name, each.email, each.text) for each in found if each] == [
        ("", "", ""),
        (NAME, EMAIL, WHY),
    ]


def test_erasing_an_author_empties_the_notices_about_their_comments(setting: Setting) -> None:
    author = setting.an_author()
    notice = give_notice(setting.house, setting.site, given(a_comment(setting, author)))

    erase_author(setting.house, setting.site, author.id)

    with setting.house.database.read() as connection:
        found = notices.get(connection, setting.site.id, notice.id)
    assert found is not None
    assert (found.text, found.email) == ("", EMAIL)


def test_erasing_whoever_gave_a_notice_takes_its_words_out_of_the_letter_that_waits(setting: Setting) -> None:
    author, giver = setting.an_author(), setting.an_author()
    comment, mailbox = a_comment(setting, author), f"{giver.id}@example.com"
    give_notice(setting.house, setting.site, given(comment, is_subject=True, email=mailbox))
    assert WHY in letters(setting, f"{author.id}@example.com")[0]

    erase_author(setting.house, setting.site, giver.id)

    (letter,) = letters(setting, f"{author.id}@example.com")
    assert WHY not in letter
    assert "/notices/answer/" in letter
    link = letter.split("/notices/answer/")[1].split()[0]
    assert read_asked(setting.house, link).words == ""


def given(comment: Comment, **differing: Any) -> GivenNotice:
    found = GivenNotice(
        comment_id=comment.id,
        ground=Ground.DEFAMATION,
        text=WHY,
        name=NAME,
        email=EMAIL,
        address="address",
        in_good_faith=True,
    )
    return replace(found, **differing)


def a_comment(setting: Setting, author: Author | None = None) -> Comment:
    comment = setting.submit(author).comment
    assert comment is not None
    return comment


def _decide(setting: Setting, notice: Notice, state: NoticeState, rule: str = "") -> Notice:
    decision = NoticeDecision(notice.id, state, "Nobody was ever charged.", "moderator:a", rule)
    return decide_notice(setting.house, setting.site, decision)


def status(setting: Setting, comment: Comment) -> Status:
    with setting.house.database.read() as connection:
        found = comments.get(connection, setting.site.id, comment.id)
    assert found is not None
    return found.status


def letters(setting: Setting, recipient: str) -> list[str]:
    with setting.house.database.read() as connection:
        found = outbox.due(connection, setting.clock())
    return [letter.body for letter in found if letter.recipient == recipient]


def _failing(text: str) -> list[Any]:
    raise RuntimeError(text)


def _log(setting: Setting) -> str:
    with setting.house.database.read() as connection:
        return str(audit.entries(connection, setting.site.id))
