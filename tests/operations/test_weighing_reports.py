"""Readers' reports hold a comment by what they weigh, and a person's decision begins anew."""

from itertools import count

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Author, Comment, Status
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import comments, reporters
from tests.houses import Setting, setting

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
