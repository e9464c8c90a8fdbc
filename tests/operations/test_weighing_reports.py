"""Readers' reports hold a comment by what they weigh, and a person's decision begins anew."""

import re
from itertools import count

import pytest

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Author, Comment, Status
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.confirm_abuse import confirm_abuse
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.enter_violation import void_violation
from civiltongue.operations.read_appeals import read_my_standing
from civiltongue.operations.read_queue import read_queue
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.policyfile import default
from civiltongue.storage import comments, reporters, violations
from tests.houses import Setting, setting
from tests.operations.test_notices import letters

__all__ = ["setting"]
TEXTS = (
    "The council should publish its survey of the pier before it votes.",
    "My neighbour rows to the island every Sunday, whatever the weather is.",
    "Why does the night bus no longer stop at the library?",
    "The seed library lent me beans that my grandmother used to grow.",
    "I would rather pay for lamps than for another study about lamps.",
    "Nobody has counted the bicycles on the bridge since the spring.",
    "The bakery on the quay opens an hour earlier in the winter.",
    "A second ferry would help those who work at the hospital.",
)
_numbers = count()


def test_readers_who_were_mostly_wrong_need_company(setting: Setting) -> None:
    wrong = [setting.an_author() for _ in range(3)]
    for _ in range(2):
        comment = _comment(setting)
        _report(setting, comment, *wrong[:2])
        _review(setting, comment, Verdict.PUBLISH)
    comment = _comment(setting)

    _report(setting, comment, *wrong)
    assert _status(setting, comment) is Status.PUBLISHED
    _report(setting, comment, setting.an_author())

    assert _status(setting, comment) is Status.HELD


def test_readers_who_were_right_weigh_more(setting: Setting) -> None:
    right = [setting.an_author() for _ in range(2)]
    for _ in range(2):
        comment = _comment(setting)
        _report(setting, comment, *right)
        _review(setting, comment, Verdict.REJECT)
    comment = _comment(setting)

    _report(setting, comment, *right)

    assert _status(setting, comment) is Status.HELD


def test_a_persons_decision_begins_anew(setting: Setting) -> None:
    comment = _comment(setting)
    _report(setting, comment, *(setting.an_author() for _ in range(3)))
    assert _status(setting, comment) is Status.HELD
    _review(setting, comment, Verdict.PUBLISH)

    _report(setting, comment, *(setting.an_author() for _ in range(2)))
    assert _status(setting, comment) is Status.PUBLISHED
    _report(setting, comment, setting.an_author())

    assert _status(setting, comment) is Status.HELD


def test_a_decision_that_an_appeal_undoes_counts_as_undone(setting: Setting) -> None:
    author, reader = setting.an_author(), setting.an_author()
    comment = _comment(setting, author)
    _report(setting, comment, reader)
    _review(setting, comment, Verdict.REJECT)
    assert _record(setting, reader) == (1, 0)

    appeal = appeal_ruling(setting.house, setting.site, author, comment_id=comment.id, text="It was not.")
    decision = AppealDecision(appeal.id, AppealState.OVERTURNED, "Right.", "moderator:b")
    decide_appeal(setting.house, setting.site, decision)

    assert _record(setting, reader) == (0, 1)


def test_what_was_decided_before_a_report_says_nothing_about_it(setting: Setting) -> None:
    reader, comment = setting.an_author(), _comment(setting)
    _review(setting, comment, Verdict.PUBLISH)

    _report(setting, comment, reader)

    assert _record(setting, reader) == (0, 0)


def test_whose_reports_were_mostly_wrong_is_not_counted_told_so_and_struck_once_if_a_moderator_confirms(
    setting: Setting,
) -> None:
    _adopt(setting, "reports: {hold_at: 1, wrong_from: 2, ground: inappropriate}")
    reader = setting.an_author()
    for _ in range(2):
        comment = _comment(setting)
        _report(setting, comment, reader)
        assert _status(setting, comment) is not Status.WITHDRAWN
        _review(setting, comment, Verdict.PUBLISH)
    comment = _comment(setting)

    _report(setting, comment, reader)

    assert _status(setting, comment) is Status.PUBLISHED
    (item,) = read_queue(setting.house, setting.site)
    assert [(each.report.reader_id, each.weight) for each in item.reports] == [(reader.id, 0.0)]
    assert not read_my_standing(setting.house, setting.site, reader).reporter.heard
    violation, _ = confirm_abuse(setting.house, setting.site, reader.id, by="moderator:a")
    with pytest.raises(Conflict):
        confirm_abuse(setting.house, setting.site, reader.id, by="moderator:b")
    assert _strikes(setting, reader) == [("inappropriate",)]
    (letter,) = letters(setting, f"{reader.id}@example.com")
    assert "nothing wrong with 2 of the 2" in letter
    void_violation(setting.house, setting.site, violation, by="moderator:b")
    confirm_abuse(setting.house, setting.site, reader.id, by="moderator:b")


def test_abuse_is_confirmed_only_where_there_is_some_and_the_policy_names_a_ground(setting: Setting) -> None:
    reader = setting.an_author()
    with pytest.raises(Conflict, match="no ground"):
        confirm_abuse(setting.house, setting.site, reader.id, by="moderator:a")
    _adopt(setting, "reports: {hold_at: 3, ground: terms-of-use}")
    with pytest.raises(Conflict, match="too few"):
        confirm_abuse(setting.house, setting.site, reader.id, by="moderator:a")
    with pytest.raises(NotFound):
        confirm_abuse(setting.house, setting.site, "nobody", by="moderator:a")


def _adopt(setting: Setting, line: str) -> None:
    source = re.sub(r"(?m)^reports: .*$", line, default()).replace('version: "1"', 'version: "2"')
    adopt_policy(setting.house, setting.site, source, by="operator")


def _strikes(setting: Setting, reader: Author) -> list[tuple[str, ...]]:
    with setting.house.database.read() as connection:
        found = violations.of_author(connection, setting.site.id, reader.id)
    return [violation.grounds for violation in found if not violation.overturned]


def _comment(setting: Setting, author: Author | None = None) -> Comment:
    comment = setting.submit(author, TEXTS[next(_numbers) % len(TEXTS)]).comment
    assert comment is not None
    assert comment.status is Status.PUBLISHED
    return comment


def _report(setting: Setting, comment: Comment, *readers: Author) -> None:
    for reader in readers:
        report_comment(setting.house, setting.site, reader, comment_id=comment.id, rule="personal-attack")


def _review(setting: Setting, comment: Comment, verdict: Verdict) -> None:
    rule = "personal-attack" if verdict is Verdict.REJECT else ""
    review_comment(setting.house, setting.site, Review(comment.id, verdict, "moderator:a", rule=rule))


def _status(setting: Setting, comment: Comment) -> Status:
    with setting.house.database.read() as connection:
        found = comments.get(connection, setting.site.id, comment.id)
    assert found is not None
    return found.status


def _record(setting: Setting, reader: Author) -> tuple[int, int]:
    with setting.house.database.read() as connection:
        return reporters.records(connection, setting.site.id, [reader.id])[reader.id]
