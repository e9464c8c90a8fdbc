"""Submitting: judged once, recorded whole, never lost, never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import AuthorKind, ThreadState
from civiltongue.errors import (
    AuthorSuspended,
    Conflict,
    ConsentMissing,
    IdempotencyReused,
    NotFound,
    TextEmpty,
    TextTooLarge,
    ThreadClosed,
    TokenInvalid,
    TooManyRequests,
    UnreadableText,
    WarningUnread,
)
from civiltongue.operations.acknowledge_warning import acknowledge_warning
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.sanction_author import lift_sanction, sanction_author
from civiltongue.operations.set_story import set_thread_state
from civiltongue.operations.submit_comment import submit_comment
from civiltongue.storage import audit, comments, pages, queue, rulings, threads
from tests.houses import CIVIL, SWEARING, Setting, a_story

OWN_NUMBER = "I collect rides for the late shift. My number is 01632 960144, call me any time."


def shown(setting: Setting) -> list[str]:
    """Return the ids that readers see."""
    with setting.house.database.read() as connection:
        thread = threads.keyed(connection, setting.site.id, "harbour-lamps")
        assert thread is not None
        found = pages.page(connection, setting.site.id, thread.id, order="oldest", number=1)
    return [comment.id for comment in found if comment.published]


def test_a_civil_comment_is_published_at_once(setting: Setting) -> None:
    outcome = setting.submit()
    assert outcome.word == "published"
    assert outcome.comment is not None
    assert shown(setting) == [outcome.comment.id]


def test_a_rejected_comment_is_recorded_with_every_reason_and_shown_to_nobody(setting: Setting) -> None:
    outcome = setting.submit(text=SWEARING)
    assert outcome.word == "rejected"
    assert outcome.comment is not None
    assert outcome.comment.ruling_id is not None
    with setting.house.database.read() as connection:
        record = rulings.get(connection, setting.site.id, outcome.comment.ruling_id)
    assert record is not None
    assert record.ruling.rules == outcome.ruling.rules
    assert "profanity" in record.ruling.rules
    assert {signal.kind for signal in record.ruling.signals} >= {"profanity", "words"}
    assert shown(setting) == []


def test_the_record_keeps_offsets_and_never_the_matched_words(setting: Setting) -> None:
    outcome = setting.submit(text=SWEARING)
    assert outcome.comment is not None
    with setting.house.database.read() as connection:
        log = audit.entries(connection, setting.site.id, subject=outcome.comment.id)
    assert [entry.event for entry in log] == [Event.COMMENT_SUBMIT]
    assert "bullshit" not in str(log)
    assert "bullshit" not in str(outcome.ruling)


def test_a_nudge_asks_first_and_records_nothing(setting: Setting) -> None:
    author = setting.an_author()
    outcome = setting.submit(author, OWN_NUMBER)
    assert outcome.word == "nudged"
    assert outcome.insist
    with setting.house.database.read() as connection:
        assert threads.keyed(connection, setting.site.id, "harbour-lamps") is None


def test_an_author_who_insists_is_heard_once(setting: Setting) -> None:
    attempt = setting.an_attempt(text=OWN_NUMBER)
    token = submit_comment(setting.house, setting.site, attempt).insist
    insisted = submit_comment(setting.house, setting.site, replace(attempt, insist=token))
    assert insisted.word == "published"
    other = replace(attempt, draft="another-draft", insist=token)
    with pytest.raises(TokenInvalid):
        submit_comment(setting.house, setting.site, other)


@pytest.mark.parametrize("change", [{"source": OWN_NUMBER + " Really."}, {"draft": "another-draft"}])
def test_insisting_holds_for_the_words_and_the_draft_that_were_asked_about(
    setting: Setting, change: dict[str, str]
) -> None:
    attempt = setting.an_attempt(text=OWN_NUMBER)
    token = submit_comment(setting.house, setting.site, attempt).insist
    with pytest.raises(TokenInvalid):
        submit_comment(setting.house, setting.site, replace(attempt, insist=token, **change))


def test_a_token_is_of_no_use_to_somebody_else(setting: Setting) -> None:
    attempt = setting.an_attempt(text=OWN_NUMBER)
    token = submit_comment(setting.house, setting.site, attempt).insist
    stolen = replace(attempt, author=setting.an_author(), insist=token)
    with pytest.raises(TokenInvalid):
        submit_comment(setting.house, setting.site, stolen)


def test_insisting_comes_too_late_after_an_hour(setting: Setting) -> None:
    attempt = setting.an_attempt(text=OWN_NUMBER)
    token = submit_comment(setting.house, setting.site, attempt).insist
    setting.clock.pass_by(hours=1)
    with pytest.raises(TokenInvalid):
        submit_comment(setting.house, setting.site, replace(attempt, insist=token))


def test_another_attempt_at_a_rejected_draft_is_the_same_case(setting: Setting) -> None:
    attempt = setting.an_attempt(text=SWEARING)
    first = submit_comment(setting.house, setting.site, attempt)
    second = submit_comment(setting.house, setting.site, replace(attempt, source=CIVIL))
    assert first.comment is not None
    assert second.comment is not None
    assert second.comment.id == first.comment.id
    assert second.word == "published"
    with setting.house.database.read() as connection:
        record = rulings.of_comment(connection, setting.site.id, first.comment.id)
    assert [item.supersedes for item in record] == [None, record[0].id]


def test_another_attempt_may_be_nudged_and_insisted_on(setting: Setting) -> None:
    attempt = setting.an_attempt(text=SWEARING)
    submit_comment(setting.house, setting.site, attempt)
    second = replace(attempt, source=OWN_NUMBER)
    token = submit_comment(setting.house, setting.site, second).insist
    assert submit_comment(setting.house, setting.site, replace(second, insist=token)).word == "published"


def test_the_same_form_sent_twice_gives_one_comment(setting: Setting) -> None:
    attempt = setting.an_attempt()
    first = submit_comment(setting.house, setting.site, attempt)
    again = submit_comment(setting.house, setting.site, attempt)
    assert first.comment is not None
    assert again.comment is not None
    assert again.comment.id == first.comment.id
    assert shown(setting) == [first.comment.id]


def test_a_published_draft_with_other_words_is_refused(setting: Setting) -> None:
    attempt = setting.an_attempt()
    submit_comment(setting.house, setting.site, attempt)
    with pytest.raises(Conflict):
        submit_comment(setting.house, setting.site, replace(attempt, source="Other words altogether."))


def test_an_idempotency_key_gives_the_same_answer_and_refuses_another_request(setting: Setting) -> None:
    attempt = setting.an_attempt(key="one-key")
    first = submit_comment(setting.house, setting.site, attempt)
    again = submit_comment(setting.house, setting.site, attempt)
    assert first.comment is not None
    assert again.comment is not None
    assert again.comment.id == first.comment.id
    other = replace(attempt, source="Other words altogether.", draft="another-draft")
    with pytest.raises(IdempotencyReused):
        submit_comment(setting.house, setting.site, other)


def test_consent_must_be_to_the_version_in_force(setting: Setting) -> None:
    with pytest.raises(ConsentMissing):
        setting.submit(consent="an-older-one")


def test_consent_is_recorded_with_the_comment(setting: Setting) -> None:
    outcome = setting.submit()
    assert outcome.revision is not None
    with setting.house.database.read() as connection:
        stored = comments.revision(connection, setting.site.id, outcome.revision.id)
    assert stored is not None
    assert stored.consent_version == setting.version


def test_a_closed_discussion_takes_no_comment(setting: Setting) -> None:
    outcome = setting.submit()
    assert outcome.comment is not None
    set_thread_state(
        setting.house, setting.site, outcome.comment.thread_id, ThreadState.CLOSED, by="operator"
    )
    with pytest.raises(ThreadClosed):
        setting.submit()


def test_a_suspended_author_is_refused_with_the_reason_until_it_ends(setting: Setting) -> None:
    author = setting.an_author()
    sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.SUSPENSION,
        reason="Three comments in a row called others names.",
        by="operator",
        lasting=timedelta(hours=2),
    )
    with pytest.raises(AuthorSuspended, match="called others names"):
        setting.submit(author)
    setting.clock.pass_by(hours=2)
    assert setting.submit(author).word == "published"


def test_a_warning_is_acknowledged_before_the_next_comment(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    warning = sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.WARNING,
        reason="Mind rule 3.",
        by="operator",
    )
    attempt = setting.an_attempt(author)

    with pytest.raises(WarningUnread) as refused:
        submit_comment(setting.house, setting.site, attempt)
    with pytest.raises(NotFound):
        acknowledge_warning(setting.house, setting.site, other, warning.id)
    acknowledge_warning(setting.house, setting.site, author, warning.id)
    acknowledge_warning(setting.house, setting.site, author, warning.id)

    assert refused.value.hint == f"https://comments.example/sites/{setting.site.name}/standing"
    assert submit_comment(setting.house, setting.site, attempt).word == "published"
    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id)
    assert [entry.actor for entry in entries if entry.event is Event.WARNING_ACKNOWLEDGE] == [
        f"author:{author.id}"
    ]


def test_a_lifted_warning_and_a_suspension_are_not_to_be_acknowledged(setting: Setting) -> None:
    author = setting.an_author()
    warning = sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.WARNING,
        reason="Mind rule 3.",
        by="operator",
    )
    lift_sanction(setting.house, setting.site, warning.id, by="operator")
    assert setting.submit(author).word == "published"
    ban = sanction_author(
        setting.house, setting.site, author.id, kind=SanctionKind.BAN, reason="Enough.", by="operator"
    )
    with pytest.raises(NotFound):
        acknowledge_warning(setting.house, setting.site, author, ban.id)


def test_an_edit_waits_for_the_warning_to_be_read_as_well(setting: Setting) -> None:
    author = setting.an_author()
    comment = setting.submit(author).comment
    assert comment is not None
    sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.WARNING,
        reason="Mind rule 3.",
        by="operator",
    )
    edit = Edit(
        author, comment.id, "The survey of the pier was good.", setting.version, address="a", draft="e"
    )

    with pytest.raises(WarningUnread):
        edit_comment(setting.house, setting.site, edit)


@pytest.mark.parametrize("source", ["a\ud800b", "a\x00b"])
def test_what_is_no_text_is_refused(setting: Setting, source: str) -> None:
    with pytest.raises(UnreadableText):
        setting.submit(text=source)


def test_a_megabyte_is_refused(setting: Setting) -> None:
    with pytest.raises(TextTooLarge):
        setting.submit(text="word " * 200_000)


@pytest.mark.parametrize("source", ["", "   \n\t ", "\u200b\u200b", "> \n>", "\u202e\u0301"])
def test_a_comment_in_which_nothing_is_seen_is_refused(setting: Setting, source: str) -> None:
    with pytest.raises(TextEmpty):
        setting.submit(text=source)


def test_ten_thousand_combining_marks_are_judged_like_any_text(setting: Setting) -> None:
    outcome = setting.submit(text="Zalgo" + "\u0301" * 10_000 + " speaks.")
    assert outcome.word in {"published", "held", "rejected"}


def test_a_reply_to_nothing_is_refused(setting: Setting) -> None:
    with pytest.raises(NotFound):
        setting.submit(parent_id="0" * 26)


def test_a_reply_to_another_storys_comment_is_refused(setting: Setting) -> None:
    elsewhere = setting.submit(story=a_story("seed-library"))
    assert elsewhere.comment is not None
    with pytest.raises(NotFound):
        setting.submit(parent_id=elsewhere.comment.id)


def test_a_reply_to_a_comment_that_readers_do_not_see_is_refused(setting: Setting) -> None:
    rejected = setting.submit(text=SWEARING)
    assert rejected.comment is not None
    with pytest.raises(NotFound):
        setting.submit(parent_id=rejected.comment.id)


def test_replies_stand_below_their_comment_in_reading_order(setting: Setting) -> None:
    first = setting.submit()
    second = setting.submit(text="The ferry ramp stays lit, so the crossing is safe.")
    assert first.comment is not None
    assert second.comment is not None
    reply = setting.submit(text="Which months does the survey cover?", parent_id=first.comment.id)
    assert reply.comment is not None
    assert shown(setting) == [first.comment.id, reply.comment.id, second.comment.id]


def test_very_deep_replies_stay_within_bounds(setting: Setting) -> None:
    author, parent = setting.an_author(), None
    for number in range(24):
        if number % 8 == 7:
            setting.clock.pass_by(hours=3)
        text = f"Answer {number}: the {['bus', 'quay', 'bean', 'lamp'][number % 4]} in year {1900 + number} was early."
        outcome = setting.submit(author, text, parent_id=parent)
        assert outcome.comment is not None
        assert outcome.word == "published"
        parent = outcome.comment.id
        assert outcome.comment.depth <= 20
    assert len(shown(setting)) == 24


def test_after_five_rejected_attempts_the_next_is_held_and_no_words_are_shown(setting: Setting) -> None:
    author = setting.an_author()
    for _ in range(5):
        assert setting.submit(author, SWEARING).word == "rejected"
    sixth = setting.submit(author, SWEARING)
    assert sixth.word == "held"
    assert not sixth.statement.words_shown
    assert all(not reason.spans for reason in sixth.statement.reasons)


def test_attempts_are_forgotten_after_ten_minutes(setting: Setting) -> None:
    author = setting.an_author()
    for _ in range(5):
        setting.submit(author, SWEARING)
    setting.clock.pass_by(minutes=11)
    assert setting.submit(author, SWEARING).word == "rejected"


def test_too_many_comments_in_a_short_time_are_put_off(setting: Setting) -> None:
    author = setting.an_author()
    for number in range(10):
        setting.submit(author, f"Remark number {number} about the {number}th lamp on the quay.")
    with pytest.raises(TooManyRequests) as refusal:
        setting.submit(author)
    assert refusal.value.retry_after > 0
    setting.clock.pass_by(seconds=refusal.value.retry_after)
    assert setting.submit(author).word in {"published", "held"}


def test_held_comments_wait_in_the_queue(setting: Setting) -> None:
    outcome = setting.submit(text="Councillor Thistlewood took bribes from the taxi firm.")
    assert outcome.word == "held"
    assert outcome.comment is not None
    with setting.house.database.read() as connection:
        waiting = queue.waiting(connection, setting.site.id)
    assert [item.comment_id for item in waiting] == [outcome.comment.id]


def test_a_guest_without_a_name_is_unsigned(setting: Setting) -> None:
    guest = setting.an_author("", kind=AuthorKind.GUEST)
    outcome = setting.submit(guest)
    assert outcome.word == "rejected"
    assert "unsigned" in outcome.ruling.rules
