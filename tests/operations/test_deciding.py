"""Editing, withdrawing, reporting and reviewing: each a ruling that supersedes the last."""

from dataclasses import replace

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Author, Comment
from civiltongue.errors import BadInput, Conflict, EditWindowOver, NotFound
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_mine import read_mine
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.submit_comment import submit_comment
from civiltongue.operations.withdraw_comment import withdraw_comment
from civiltongue.storage import audit, authors, comments, pages, queue, rulings, threads
from tests.houses import CIVIL, SWEARING, Setting

BRIBES = "Councillor Thistlewood took bribes from the taxi firm."


def posted(outcome: Outcome) -> Comment:
    """Return the comment of an outcome that has one."""
    assert outcome.comment is not None
    return outcome.comment


def an_edit(setting: Setting, author: Author, comment: Comment, text: str, **values: str) -> Edit:
    """Return an edit under the rules in force."""
    edit = Edit(author, comment.id, text, setting.version, address="address", draft="edit-0001")
    return replace(edit, **values)


def seen(setting: Setting, comment: Comment) -> list[tuple[bool, str]]:
    """Return what readers see in the comment's thread: published or tombstone, and the text."""
    with setting.house.database.read() as connection:
        found = pages.page(connection, setting.site.id, comment.thread_id, order="oldest", number=1)
    return [(item.published, item.visible) for item in found]


def reject(setting: Setting, comment: Comment, rule: str = "personal-attack") -> Outcome:
    """Let a moderator reject a comment."""
    review = Review(comment.id, Verdict.REJECT, "operator", rule=rule)
    return review_comment(setting.house, setting.site, review)


def test_an_edit_is_a_new_revision_and_the_old_one_stays_on_record(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    outcome = edit_comment(setting.house, setting.site, an_edit(setting, author, comment, "Shorter."))
    assert outcome.word == "published"
    assert seen(setting, comment) == [(True, "Shorter.")]
    with setting.house.database.read() as connection:
        record = rulings.of_comment(connection, setting.site.id, comment.id)
        first = comments.revision(connection, setting.site.id, record[0].revision_id)
    assert first is not None
    assert first.visible == CIVIL


def test_an_edit_is_judged_like_a_comment(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    outcome = edit_comment(setting.house, setting.site, an_edit(setting, author, comment, SWEARING))
    assert outcome.word == "rejected"
    assert seen(setting, comment) == []


def test_a_rejected_edit_can_be_worded_anew(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    edit_comment(setting.house, setting.site, an_edit(setting, author, comment, SWEARING))
    outcome = edit_comment(setting.house, setting.site, an_edit(setting, author, comment, "Shorter."))
    assert outcome.word == "published"
    assert seen(setting, comment) == [(True, "Shorter.")]


def test_what_people_took_off_the_page_is_not_edited_back_onto_it(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    reject(setting, comment)
    with pytest.raises(Conflict):
        edit_comment(setting.house, setting.site, an_edit(setting, author, comment, "Shorter."))
    mine = read_mine(setting.house, setting.site, author, comment.thread_id)
    assert [item.permitted for item in mine.comments] == [()]


def test_an_edit_comes_too_late_after_the_policys_time(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    setting.clock.pass_by(minutes=15)
    with pytest.raises(EditWindowOver):
        edit_comment(setting.house, setting.site, an_edit(setting, author, comment, "Shorter."))


def test_nobody_edits_or_withdraws_the_comment_of_another(setting: Setting) -> None:
    comment = posted(setting.submit())
    other = setting.an_author()
    with pytest.raises(NotFound):
        edit_comment(setting.house, setting.site, an_edit(setting, other, comment, "Mine now."))
    with pytest.raises(NotFound):
        withdraw_comment(setting.house, setting.site, other, comment.id)


def test_a_withdrawn_comment_is_gone_and_its_replies_stay_below_a_tombstone(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    setting.submit(text="Which months does the survey cover?", parent_id=comment.id)
    assert withdraw_comment(setting.house, setting.site, author, comment.id).word == "withdrawn"
    assert seen(setting, comment) == [(False, ""), (True, "Which months does the survey cover?")]


def test_withdrawing_twice_changes_nothing(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    withdraw_comment(setting.house, setting.site, author, comment.id)
    withdraw_comment(setting.house, setting.site, author, comment.id)
    with setting.house.database.read() as connection:
        record = rulings.of_comment(connection, setting.site.id, comment.id)
        assert authors.published(connection, setting.site.id, author.id) == 0
    assert [item.kind for item in record] == [RulingKind.ENGINE, RulingKind.AUTHOR]


def test_a_withdrawn_comment_cannot_be_brought_back_by_a_moderator(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author))
    withdraw_comment(setting.house, setting.site, author, comment.id)
    with pytest.raises(Conflict):
        review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "operator"))


def test_a_moderators_decision_supersedes_the_engines_and_empties_the_queue(setting: Setting) -> None:
    comment = posted(setting.submit(text=BRIBES))
    assert seen(setting, comment) == []
    review_comment(
        setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "operator", note="Sourced.")
    )
    assert seen(setting, comment) == [(True, BRIBES)]
    with setting.house.database.read() as connection:
        assert queue.waiting(connection, setting.site.id) == []
        record = rulings.of_comment(connection, setting.site.id, comment.id)
        log = audit.entries(connection, setting.site.id, subject=comment.id)
    assert [item.kind for item in record] == [RulingKind.ENGINE, RulingKind.MODERATOR]
    assert record[1].supersedes == record[0].id
    assert log[0].event is Event.COMMENT_REVIEW
    assert "Sourced" not in str(log)


def test_a_rejection_names_a_rule_of_the_policy(setting: Setting) -> None:
    comment = posted(setting.submit())
    with pytest.raises(BadInput, match="rule"):
        reject(setting, comment, rule="")
    with pytest.raises(BadInput, match="rule"):
        reject(setting, comment, rule="no-such-rule")


def test_a_removed_comment_tells_its_author_the_rule_and_keeps_the_words_marked(setting: Setting) -> None:
    author = setting.an_author()
    comment = posted(setting.submit(author, BRIBES))
    reject(setting, comment, rule="defamation")
    mine = read_mine(setting.house, setting.site, author, comment.thread_id).comments[0]
    (reason,) = mine.outcome.statement.reasons
    assert reason.rule == "defamation"
    assert reason.spans


def test_what_a_moderator_rejected_is_not_replaced_by_another_attempt(setting: Setting) -> None:
    attempt = setting.an_attempt()
    comment = posted(submit_comment(setting.house, setting.site, attempt))
    reject(setting, comment)
    with pytest.raises(Conflict):
        submit_comment(setting.house, setting.site, replace(attempt, source="Other words altogether."))
    assert seen(setting, comment) == []


def test_a_decision_about_an_older_ruling_is_refused(setting: Setting) -> None:
    comment = posted(setting.submit())
    assert comment.ruling_id is not None
    reject(setting, comment)
    late = Review(comment.id, Verdict.HOLD, "operator", seen=comment.ruling_id)
    with pytest.raises(Conflict):
        review_comment(setting.house, setting.site, late)


def test_a_moderator_does_not_nudge(setting: Setting) -> None:
    comment = posted(setting.submit())
    with pytest.raises(BadInput):
        review_comment(setting.house, setting.site, Review(comment.id, Verdict.NUDGE, "operator"))


def test_reports_hold_a_comment_at_the_policys_number(setting: Setting) -> None:
    comment = posted(setting.submit())
    readers = [setting.an_author() for _ in range(3)]
    for reader in readers[:2]:
        report_comment(setting.house, setting.site, reader, comment_id=comment.id, rule="personal-attack")
    assert seen(setting, comment) == [(True, CIVIL)]
    report_comment(setting.house, setting.site, readers[2], comment_id=comment.id, rule="racism")
    assert seen(setting, comment) == []
    with setting.house.database.read() as connection:
        (waiting,) = queue.waiting(connection, setting.site.id)
    assert (waiting.cause, waiting.reports) == ("held", 3)


def test_one_reader_counts_once(setting: Setting) -> None:
    comment = posted(setting.submit())
    reader = setting.an_author()
    for _ in range(3):
        report_comment(setting.house, setting.site, reader, comment_id=comment.id, rule="personal-attack")
    assert seen(setting, comment) == [(True, CIVIL)]
    with setting.house.database.read() as connection:
        assert queue.reports_of(connection, setting.site.id, comment.id) == 1


def test_a_comment_that_a_moderator_kept_is_not_held_again_by_the_same_reports(setting: Setting) -> None:
    comment = posted(setting.submit())
    for _ in range(3):
        report_comment(
            setting.house, setting.site, setting.an_author(), comment_id=comment.id, rule="personal-attack"
        )
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "operator"))
    report_comment(
        setting.house, setting.site, setting.an_author(), comment_id=comment.id, rule="personal-attack"
    )
    assert seen(setting, comment) == [(True, CIVIL)]


def test_nobody_reports_their_own_comment_or_one_that_is_not_shown(setting: Setting) -> None:
    author = setting.an_author()
    own = posted(setting.submit(author))
    rejected = posted(setting.submit(text=SWEARING))
    for comment, reader in ((own, author), (rejected, setting.an_author())):
        with pytest.raises(NotFound):
            report_comment(setting.house, setting.site, reader, comment_id=comment.id, rule="spam")


def test_a_report_names_a_rule_of_the_policy(setting: Setting) -> None:
    comment = posted(setting.submit())
    with pytest.raises(BadInput):
        report_comment(
            setting.house, setting.site, setting.an_author(), comment_id=comment.id, rule="no-such-rule"
        )


def test_every_write_raises_the_threads_version(setting: Setting) -> None:
    author = setting.an_author()
    versions = []

    def look() -> None:
        with setting.house.database.read() as connection:
            versions.append(threads.version(connection, setting.site.id, comment.thread_id))

    comment = posted(setting.submit(author))
    look()
    edit_comment(setting.house, setting.site, an_edit(setting, author, comment, "Shorter."))
    look()
    reject(setting, comment)
    look()
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "operator"))
    look()
    withdraw_comment(setting.house, setting.site, author, comment.id)
    look()
    assert versions == sorted(set(versions))
    assert len(versions) == 5
