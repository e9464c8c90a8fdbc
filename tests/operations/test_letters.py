"""Authors are told by letter, quote for quote of nothing, and can appeal by the link that it carries."""

import re
from datetime import timedelta

import pytest

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, Comment
from civiltongue.errors import AuthorSuspended, BadInput, Conflict, NotFound, TokenInvalid
from civiltongue.operations.appeal_link import appeal_by_link, read_appeal_link, speak_by_link
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.end_letters import letters_link, read_letters_link, set_letters
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.operations.tokens import sign
from civiltongue.storage import audit, outbox
from civiltongue.storage.outbox import Letter
from tests.houses import SWEARING, Setting
from tests.operations.test_climb_ladder import a_comment, submit

WHY = "It was about the plan and about nobody in particular."


def decide(setting: Setting, comment: Comment, verdict: Verdict, rule: str = "") -> None:
    review = Review(comment.id, verdict, "moderator:first", rule=rule, note="A note for the desk.")
    review_comment(setting.house, setting.site, review)


def letters(setting: Setting, author: Author) -> list[Letter]:
    """Return the letters to an author that wait to be sent."""
    with setting.house.database.read() as connection:
        due = outbox.due(connection, setting.clock())
    return [letter for letter in due if letter.recipient == f"{author.id}@example.com"]


def the_letter(setting: Setting, author: Author) -> Letter:
    (letter,) = letters(setting, author)
    return letter


def token_in(letter: Letter, path: str = "appeal") -> str:
    found = re.search(rf"^https://comments\.example/{path}/(\S+)$", letter.body, re.MULTILINE)
    assert found is not None, letter.body
    return found.group(1)


def test_a_removal_is_told_with_rule_version_and_way_to_appeal_and_quotes_nothing(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)

    decide(setting, comment, Verdict.REJECT, "personal-attack")

    letter = the_letter(setting, author)
    revision = setting.submit(setting.an_author()).revision
    assert revision is not None
    assert letter.subject == "Your comment at The Lantern was taken off the page"
    assert "It is about this house rule: No personal attacks" in letter.body
    assert f"https://comments.example/sites/{setting.site.name}/rules/1" in letter.body
    assert "A moderator decided, not a program." in letter.body
    assert letter.unsubscribe == ""
    heard = read_appeal_link(setting.house, token_in(letter))
    assert heard.outcome is not None
    assert heard.outcome.visible not in letter.body
    assert "A note for the desk." not in letter.body


def test_a_link_is_enough_to_appeal_once_also_for_who_is_suspended(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    decide(setting, comment, Verdict.REJECT, "personal-attack")
    token = token_in(the_letter(setting, author))
    sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.SUSPENSION,
        reason="Ten posts a minute.",
        by="operator",
        lasting=timedelta(days=3),
    )
    with pytest.raises(AuthorSuspended):
        submit(setting, author)

    with pytest.raises(BadInput):
        appeal_by_link(setting.house, token, "  ")
    filed = appeal_by_link(setting.house, token, WHY)
    with pytest.raises(Conflict):
        appeal_by_link(setting.house, token, WHY)
    speak_by_link(setting.house, token, "And one thing more.")
    suspended = appeal_by_link(setting.house, token_in(letters(setting, author)[1]), WHY)

    assert (filed.comment_id, suspended.sanction_id is not None) == (comment.id, True)
    decide_appeal(
        setting.house, setting.site, AppealDecision(filed.id, AppealState.OVERTURNED, "Yes.", "moderator:b")
    )
    decided = next(letter for letter in letters(setting, author) if "was decided" in letter.subject)
    heard = read_appeal_link(setting.house, token_in(decided)).appeal
    assert heard.appeal is not None
    assert heard.appeal.state is AppealState.OVERTURNED
    assert [remark.text for remark in heard.remarks] == ["And one thing more."]


def test_a_link_is_about_one_decision_and_not_about_the_next(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    decide(setting, comment, Verdict.REJECT, "personal-attack")
    token = token_in(the_letter(setting, author))
    decide(setting, comment, Verdict.REJECT, "inappropriate")

    heard = read_appeal_link(setting.house, token)
    assert not heard.appeal.permitted
    assert heard.outcome is not None
    assert heard.outcome.ruling.rules == ("personal-attack",)
    with pytest.raises(Conflict, match="decided anew"):
        appeal_by_link(setting.house, token, WHY)


def test_guessed_changed_foreign_and_old_links_are_refused(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    comment = a_comment(setting, author)
    decide(setting, comment, Verdict.REJECT, "personal-attack")
    token = token_in(the_letter(setting, author))
    payload, _, signature = token.partition(".")
    claims = {"site": setting.site.id, "author": author.id, "ruling": "any"}
    of_another_kind = sign(setting.house, "letters", claims, lifetime=timedelta(days=1))
    half = len(payload) // 2
    changed = payload[:half] + ("A" if payload[half] != "A" else "B") + payload[half + 1 :]

    for guess in (
        "",
        "x",
        "a.b",
        ".",
        payload,
        f"{payload}.",
        f"{changed}.{signature}",
        f"{payload}.{'A' * len(signature)}",
        f"{token}\u2603",
        of_another_kind,
    ):
        with pytest.raises(TokenInvalid):
            read_appeal_link(setting.house, guess)
        with pytest.raises(TokenInvalid):
            appeal_by_link(setting.house, guess, WHY)
    signed_for_other = sign(
        setting.house,
        "appeal",
        {"site": setting.site.id, "author": other.id, "ruling": _ruling(setting, token)},
        lifetime=timedelta(days=1),
    )
    with pytest.raises(NotFound):
        appeal_by_link(setting.house, signed_for_other, WHY)
    setting.clock.pass_by(days=181)
    assert not read_appeal_link(setting.house, token).appeal.permitted
    setting.clock.pass_by(days=30)
    with pytest.raises(TokenInvalid, match="expired"):
        read_appeal_link(setting.house, token)


def _ruling(setting: Setting, token: str) -> str:
    outcome = read_appeal_link(setting.house, token).outcome
    assert outcome is not None
    assert outcome.comment is not None
    assert outcome.comment.ruling_id is not None
    return outcome.comment.ruling_id


def test_what_readers_reported_is_told_without_a_reproach(setting: Setting) -> None:
    author = setting.an_author()
    comment = a_comment(setting, author)
    for _ in range(3):
        report_comment(
            setting.house, setting.site, setting.an_author(), comment_id=comment.id, rule="harassment"
        )

    letter = the_letter(setting, author)

    assert letter.subject == "Your comment at The Lantern is off the page for now"
    assert "That is no accusation" in letter.body
    assert "/appeal/" not in letter.body


def test_what_the_engine_alone_rejects_is_told_where_it_was_sent_and_by_no_letter(setting: Setting) -> None:
    author = setting.an_author()

    assert setting.submit(author, SWEARING).word == "rejected"

    assert letters(setting, author) == []


@pytest.mark.parametrize("kind", SanctionKind)
def test_every_sanction_is_told_with_a_link_of_its_own(setting: Setting, kind: SanctionKind) -> None:
    author = setting.an_author()
    lasting = timedelta(hours=30) if kind is SanctionKind.SUSPENSION else None

    sanction = sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=kind,
        reason="Ten a minute.",
        by="operator",
        lasting=lasting,
    )

    letter = the_letter(setting, author)
    heard = read_appeal_link(setting.house, token_in(letter))
    assert heard.sanction == sanction
    assert heard.appeal.permitted
    assert "Ten a minute." in letter.body
    assert ("30 hours" in letter.body) == (kind is SanctionKind.SUSPENSION)
    assert ("you have read this" in letter.body) == (kind is SanctionKind.WARNING)


def test_news_can_be_ended_with_the_link_and_statements_come_all_the_same(setting: Setting) -> None:
    author = setting.an_author()
    first, second = a_comment(setting, author), a_comment(setting, author)
    for comment in (first, second):
        decide(setting, comment, Verdict.HOLD)
    decide(setting, first, Verdict.PUBLISH)
    news = letters(setting, author)[-1]
    assert news.subject == "Your comment at The Lantern is published"
    assert news.unsubscribe.rpartition("/")[2] == token_in(news, "letters")

    token = token_in(news, "letters")
    assert not read_letters_link(setting.house, token).ended
    assert set_letters(setting.house, token, ended=True).ended
    assert set_letters(setting.house, token, ended=True).ended
    before = len(letters(setting, author))
    decide(setting, second, Verdict.PUBLISH)
    assert len(letters(setting, author)) == before
    decide(setting, second, Verdict.REJECT, "inappropriate")
    assert len(letters(setting, author)) == before + 1
    assert not set_letters(setting.house, token, ended=False).ended
    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id)
    assert sum(entry.event is Event.AUTHOR_LETTERS for entry in entries) == 2


def test_a_link_that_ends_letters_opens_no_appeal_and_the_other_way_round(setting: Setting) -> None:
    author = setting.an_author()
    decide(setting, a_comment(setting, author), Verdict.REJECT, "personal-attack")
    appeal = token_in(the_letter(setting, author))
    end = letters_link(setting.house, setting.site.id, author.id).rpartition("/")[2]

    with pytest.raises(TokenInvalid):
        read_appeal_link(setting.house, end)
    with pytest.raises(TokenInvalid):
        set_letters(setting.house, appeal, ended=True)
