"""What a rule decided in a time is taken back as if it had said nothing; what other rules say stands."""

from datetime import timedelta

import pytest

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Status
from civiltongue.errors import BadInput
from civiltongue.operations import revert_rule as reverting
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.revert_rule import Hearing, Reversal, Reverted, count_revertible, revert_rule
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import appeals, audit, authors, comments, outbox, rulings, violations
from tests.houses import CIVIL, NOON, SWEARING, Setting

ALL = Reversal(
    "profanity", NOON - timedelta(days=1), NOON + timedelta(days=1), "moderator:m", note="Too keen."
)


def status_of(setting: Setting, outcome: Outcome) -> Status:
    assert outcome.comment is not None
    with setting.house.database.read() as connection:
        found = comments.get(connection, setting.site.id, outcome.comment.id)
    assert found is not None
    return found.status


def reverted(setting: Setting, reversal: Reversal = ALL) -> Reverted:
    return revert_rule(setting.house, setting.site, reversal)


def test_comments_that_only_this_rule_stopped_are_published_again(setting: Setting) -> None:
    stopped = [setting.submit(text=f"{SWEARING} {number}") for number in range(3)]
    other = setting.submit(text="You are an idiot if you believe a word of that.")

    assert count_revertible(setting.house, setting.site, ALL) == 3
    assert reverted(setting) == Reverted(published=3, held=0, stay=0, gone=0)

    assert {status_of(setting, each) for each in stopped} == {Status.PUBLISHED}
    assert status_of(setting, other) is Status.REJECTED
    comment = stopped[0].comment
    assert comment is not None
    with setting.house.database.read() as connection:
        history = rulings.of_comment(connection, setting.site.id, comment.id)
        assert [each.kind for each in history] == [RulingKind.ENGINE, RulingKind.REVERSAL]
        assert (history[-1].supersedes, history[-1].note) == (history[0].id, "Too keen.")
        told = [entry.event for entry in audit.entries(connection, setting.site.id)]
        letters = outbox.due(connection, NOON + timedelta(days=2))
    assert told.count(Event.COMMENT_REVERT) == 3
    assert told.count(Event.RULE_REVERT) == 1
    assert len(letters) == 3


def test_a_second_time_finds_nothing_to_do(setting: Setting) -> None:
    setting.submit(text=SWEARING)

    assert reverted(setting).published == 1
    assert reverted(setting) == Reverted(0, 0, 0, 0)
    with setting.house.database.read() as connection:
        told = [entry.event for entry in audit.entries(connection, setting.site.id)]
    assert told.count(Event.RULE_REVERT) == 1


def test_what_other_rules_say_stands(setting: Setting) -> None:
    both = setting.submit(text=f"You are an idiot. {SWEARING}")

    assert reverted(setting) == Reverted(published=0, held=0, stay=1, gone=0)
    assert status_of(setting, both) is Status.REJECTED


def test_rulings_outside_of_the_time_and_of_others_stand(setting: Setting) -> None:
    setting.submit(text=SWEARING)
    late = Reversal("profanity", NOON + timedelta(hours=1), NOON + timedelta(hours=2), "operator")
    by_people = Reversal(
        "profanity", NOON - timedelta(hours=1), NOON + timedelta(hours=2), "operator", by_engine=False
    )

    assert reverted(setting, late) == reverted(setting, by_people) == Reverted(0, 0, 0, 0)


def test_strikes_of_moderators_are_void_and_what_followed_from_them_is_lifted(setting: Setting) -> None:
    author = setting.an_author()
    for outcome in [setting.submit(author, text=f"{CIVIL} {number}") for number in range(2)]:
        assert outcome.comment is not None
        review_comment(
            setting.house, setting.site, Review(outcome.comment.id, Verdict.REJECT, "operator", "harassment")
        )
    with setting.house.database.read() as connection:
        assert len(violations.of_author(connection, setting.site.id, author.id)) == 2
        assert authors.sanctions(connection, setting.site.id, author.id)

    reverted(setting, Reversal("harassment", ALL.since, ALL.until, "moderator:m"))

    with setting.house.database.read() as connection:
        assert violations.of_author(connection, setting.site.id, author.id) == ()
        assert all(each.lifted_at for each in authors.sanctions(connection, setting.site.id, author.id))


def test_an_open_appeal_about_it_is_overturned(setting: Setting) -> None:
    author = setting.an_author()
    outcome = setting.submit(author, text=SWEARING)
    assert outcome.comment is not None
    appeal = appeal_ruling(
        setting.house, setting.site, author, comment_id=outcome.comment.id, text="It was a quotation."
    )

    reverted(setting)

    with setting.house.database.read() as connection:
        decided = appeals.get(connection, setting.site.id, appeal.id)
    assert decided is not None
    assert (decided.state, decided.decided_by) == (AppealState.OVERTURNED, "moderator:m")


def test_it_goes_in_batches(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reverting, "BATCH", 2)
    for number in range(5):
        setting.submit(text=f"{SWEARING} {number}")
    told: list[tuple[int, int]] = []

    hearing = Hearing(lambda _, done, changed: told.append((done.comments, len(changed))))
    revert_rule(setting.house, setting.site, ALL, hearing=hearing)

    assert told == [(2, 2), (4, 2), (5, 1)]


def test_a_time_that_ends_before_it_begins_is_refused(setting: Setting) -> None:
    with pytest.raises(BadInput):
        reverted(setting, Reversal("profanity", NOON, NOON, "operator"))
