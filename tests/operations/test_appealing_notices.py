"""What follows on a notice: its author is asked, its giver can appeal, and what waits too long is told."""

import pytest
from sqlalchemy import update

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.thread import Comment, Status
from civiltongue.errors import BadInput, Conflict, NotFound, NotPermitted, TokenInvalid
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.answer_notice import answer_notice, read_asked
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.appeal_notice import appeal_notice, decide_notice_appeal, read_notice_appeals
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.give_notice import give_notice, notice_link, read_notice
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.tell_overdue import tell_overdue, tell_overdue_everywhere
from civiltongue.policyfile import default
from civiltongue.storage import audit, schema
from civiltongue.storage import notices as stored
from tests.houses import Setting, setting
from tests.operations.test_notices import EMAIL, a_comment, given, letters, status

__all__ = ["setting"]
ANSWER = "The zarzuela was in the papers."
WHY = "You overlooked the quincunx."


def test_the_author_is_asked_and_the_notice_not_upheld_before_they_answered(setting: Setting) -> None:
    author = setting.an_author()
    notice = _noticed(setting, a_comment(setting, author), is_subject=True)
    token = _asked(setting, author.id)

    with pytest.raises(Conflict, match="2026-11-26"):
        _decide(setting, notice, NoticeState.UPHELD)
    assert read_asked(setting.house, token).permitted
    answer_notice(setting.house, token, ANSWER)

    assert [each.author_text for each in read_notices(setting.house, setting.site)] == [ANSWER]
    assert _decide(setting, notice, NoticeState.UPHELD).state is NoticeState.UPHELD


def test_an_author_who_says_nothing_is_waited_for_as_long_as_the_policy_says(setting: Setting) -> None:
    _adopt(setting, "notices: {answer: 5, decide: 9}")
    author = setting.an_author()
    notice = _noticed(setting, a_comment(setting, author), is_subject=True)

    setting.clock.pass_by(days=4)
    with pytest.raises(Conflict):
        _decide(setting, notice, NoticeState.UPHELD)
    setting.clock.pass_by(days=1)

    _decide(setting, notice, NoticeState.UPHELD)
    with pytest.raises(Conflict):
        answer_notice(setting.house, _asked(setting, author.id), ANSWER)


def test_nothing_waits_for_an_author_who_cannot_be_asked(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    nowhere = update(schema.authors).where(schema.authors.c.id == author.id).values(email=None)
    setting.house.database.write(lambda connection: connection.execute(nowhere))
    notice = _noticed(setting, comment, is_subject=True)

    assert _decide(setting, notice, NoticeState.UPHELD).asked_until is None


def test_a_comment_is_shown_again_without_waiting_for_its_author(setting: Setting) -> None:
    comment = a_comment(setting)
    notice = _noticed(setting, comment, is_subject=True)

    _decide(setting, notice, NoticeState.REFUSED)

    assert status(setting, comment) is Status.PUBLISHED


def test_an_author_answers_once_by_their_own_link(setting: Setting) -> None:
    author = setting.an_author()
    notice = _noticed(setting, a_comment(setting, author), is_subject=True)
    token = _asked(setting, author.id)
    answer_notice(setting.house, token, ANSWER)

    with pytest.raises(Conflict):
        answer_notice(setting.house, token, ANSWER)
    with pytest.raises(BadInput):
        answer_notice(setting.house, token, "x" * 2_001)
    for wrong in ("x", token[:-2], notice_link(setting.house, notice).rsplit("/", 1)[1]):
        with pytest.raises(TokenInvalid):
            answer_notice(setting.house, wrong, ANSWER)
    with pytest.raises(TokenInvalid):
        read_notice(setting.house, token)


def test_a_refused_notice_is_decided_anew_by_somebody_else(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    notice = _refused(setting, comment)

    appeal_notice(setting.house, _link(setting), WHY)
    (waiting,) = read_notice_appeals(setting.house, setting.site)
    with pytest.raises(NotPermitted):
        _decide_appeal(setting, notice, NoticeState.UPHELD, by="moderator:a")
    decided = _decide_appeal(setting, notice, NoticeState.UPHELD)

    assert waiting.appeal is not None
    assert waiting.appeal.text == WHY
    assert decided.appeal is not None
    assert decided.appeal.state is AppealState.OVERTURNED
    assert status(setting, comment) is Status.REJECTED
    assert "you were heard" in letters(setting, EMAIL)[-1]
    told = letters(setting, f"{author.id}@example.com")[-1]
    assert "/appeal/" in told
    assert WHY not in told
    assert read_notice_appeals(setting.house, setting.site) == []
    assert read_notice(setting.house, _link(setting)).appeal == decided.appeal


def test_refused_again_the_comment_stays_and_only_the_giver_is_told(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    notice = _refused(setting, comment)
    appeal_notice(setting.house, _link(setting), WHY)

    _decide_appeal(setting, notice, NoticeState.REFUSED)

    assert status(setting, comment) is Status.PUBLISHED
    assert "Somebody else looked" in letters(setting, EMAIL)[-1]
    assert letters(setting, f"{author.id}@example.com") == []


def test_there_is_one_appeal_about_a_refusal_within_its_time(setting: Setting) -> None:
    comment = a_comment(setting)
    notice = _noticed(setting, comment)
    token = notice_link(setting.house, notice).rsplit("/", 1)[1]
    with pytest.raises(Conflict):
        appeal_notice(setting.house, token, WHY)
    with pytest.raises(NotFound):
        _decide_appeal(setting, notice, NoticeState.REFUSED)
    _decide(setting, notice, NoticeState.REFUSED)
    late = _refused(setting, comment)

    appeal_notice(setting.house, token, WHY)
    with pytest.raises(Conflict):
        appeal_notice(setting.house, token, WHY)
    with pytest.raises(BadInput):
        _decide_appeal(setting, notice, NoticeState.UPHELD, rule="")
    _decide_appeal(setting, notice, NoticeState.REFUSED)
    with pytest.raises(Conflict):
        _decide_appeal(setting, notice, NoticeState.REFUSED)
    setting.clock.pass_by(days=181)
    with pytest.raises(Conflict):
        appeal_notice(setting.house, notice_link(setting.house, late).rsplit("/", 1)[1], WHY)


def test_the_log_says_that_it_was_answered_and_appealed_and_not_in_which_words(setting: Setting) -> None:
    author = setting.an_author()
    notice = _noticed(setting, a_comment(setting, author), is_subject=True)
    answer_notice(setting.house, _asked(setting, author.id), ANSWER)
    _decide(setting, notice, NoticeState.REFUSED)
    appeal_notice(setting.house, _link(setting), WHY)
    _decide_appeal(setting, notice, NoticeState.REFUSED)

    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id)

    found = {entry.event: entry.actor for entry in entries if entry.subject == notice.id}
    assert found == {
        Event.NOTICE_GIVE: "notice",
        Event.NOTICE_ANSWER: "notice",
        Event.NOTICE_DECIDE: "moderator:a",
        Event.NOTICE_APPEAL: "notice",
        Event.NOTICE_APPEAL_DECIDE: "moderator:b",
    }
    assert "quincunx" not in str(entries)


def test_whoever_gave_notice_is_told_when_its_author_is_heard(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    _decide(setting, _noticed(setting, comment), NoticeState.UPHELD)
    appeal = appeal_ruling(setting.house, setting.site, author, comment_id=comment.id, text=ANSWER)

    decision = AppealDecision(appeal.id, AppealState.OVERTURNED, "The papers are there.", "moderator:b")
    decide_appeal(setting.house, setting.site, decision)

    told = letters(setting, EMAIL)[-1]
    assert "is back" in told
    assert "The papers are there." in told


def test_what_waits_too_long_is_told_once_to_whom_the_policy_names(setting: Setting) -> None:
    comment = a_comment(setting)
    notice = _noticed(setting, comment)
    _noticed(setting, comment)
    setting.clock.pass_by(days=13)
    assert tell_overdue(setting.house, setting.site) == 0
    setting.clock.pass_by(days=2)

    tell_overdue_everywhere(setting.house)

    assert tell_overdue(setting.house, setting.site) == 0
    (told,) = letters(setting, "comments@lantern.example")
    assert told.startswith("2 legal notices")
    _decide(setting, notice, NoticeState.REFUSED)
    appeal_notice(setting.house, notice_link(setting.house, notice).rsplit("/", 1)[1], WHY)
    assert tell_overdue(setting.house, setting.site) == 0
    setting.clock.pass_by(days=15)
    assert tell_overdue(setting.house, setting.site) == 1


def test_nothing_is_sent_where_the_policy_names_no_address(setting: Setting) -> None:
    source = default().replace("contact: comments@lantern.example", "contact: https://lantern.example/write")
    adopt_policy(setting.house, setting.site, source.replace('version: "1"', 'version: "2"'), by="operator")
    _noticed(setting, a_comment(setting))
    setting.clock.pass_by(days=30)

    assert tell_overdue(setting.house, setting.site) == 0


def test_every_word_about_a_notice_is_forgotten_in_time(setting: Setting) -> None:
    author = setting.an_author()
    notice = _noticed(setting, a_comment(setting, author), is_subject=True)
    answer_notice(setting.house, _asked(setting, author.id), ANSWER)
    _decide(setting, notice, NoticeState.REFUSED)
    appeal_notice(setting.house, _link(setting), WHY)
    setting.clock.pass_by(days=366)
    keep_retention(setting.house, setting.site)
    assert _words(setting, notice)[2:4] == (ANSWER, WHY)
    _decide_appeal(setting, notice, NoticeState.REFUSED)
    setting.clock.pass_by(days=366)

    keep_retention(setting.house, setting.site)

    assert _words(setting, notice) == ("", "", "", "", "")


def test_erasing_an_author_empties_what_was_said_about_notices(setting: Setting) -> None:
    author = setting.an_author()
    notice = _noticed(setting, a_comment(setting, author), is_subject=True)
    answer_notice(setting.house, _asked(setting, author.id), ANSWER)
    _decide(setting, notice, NoticeState.REFUSED)
    appeal_notice(setting.house, _link(setting), WHY)

    erase_author(setting.house, setting.site, author.id)

    assert _words(setting, notice) == ("", EMAIL, "", "", "")


def _noticed(setting: Setting, comment: Comment, *, is_subject: bool = False) -> Notice:
    return give_notice(setting.house, setting.site, given(comment, is_subject=is_subject))


def _refused(setting: Setting, comment: Comment) -> Notice:
    return _decide(setting, _noticed(setting, comment), NoticeState.REFUSED)


def _decide(setting: Setting, notice: Notice, state: NoticeState) -> Notice:
    rule = "defamation" if state is NoticeState.UPHELD else ""
    return decide_notice(
        setting.house, setting.site, NoticeDecision(notice.id, state, "So it is.", "moderator:a", rule)
    )


def _decide_appeal(
    setting: Setting, notice: Notice, state: NoticeState, *, by: str = "moderator:b", rule: str = "defamation"
) -> Notice:
    decision = NoticeDecision(notice.id, state, "So it is, after all.", by, rule)
    return decide_notice_appeal(setting.house, setting.site, decision)


def _asked(setting: Setting, author_id: str) -> str:
    body = next(body for body in letters(setting, f"{author_id}@example.com") if "/notices/answer/" in body)
    return body.split("/notices/answer/")[1].split()[0]


def _link(setting: Setting) -> str:
    """Return the token of the link in the last letter with one to whoever gave the notice."""
    body = [body for body in letters(setting, EMAIL) if "/notices/" in body][-1]
    return body.split("/notices/")[1].split()[0]


def _adopt(setting: Setting, line: str) -> None:
    source = default().replace('version: "1"', f'version: "2"\n{line}')
    adopt_policy(setting.house, setting.site, source, by="operator")


def _words(setting: Setting, notice: Notice) -> tuple[str, ...]:
    with setting.house.database.read() as connection:
        found = stored.get(connection, setting.site.id, notice.id)
    assert found is not None
    assert found.appeal is not None
    return found.text, found.email, found.author_text, found.appeal.text, found.appeal.answer
