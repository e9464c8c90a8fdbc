"""What rules learnt is kept for each version of the policy, and decided texts are found for them."""

from dataclasses import replace

from civiltongue.domain.ruling import Reason, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Comment, Status
from civiltongue.storage import decisions, lessons, retention
from civiltongue.storage.lessons import StoredLesson
from tests.storage.making import (
    MINUTE,
    NOW,
    a_comment,
    a_record,
    a_site,
    a_thread,
    an_author,
    an_id,
    ask,
    tell,
)


def a_lesson(site_id: str, **differing) -> StoredLesson:
    values = {
        "id": an_id(),
        "site_id": site_id,
        "policy_version": "1",
        "rule": "no-spoilers",
        "model": "m1",
        "broke": 12,
        "kept": 40,
        "weights": b"\x00\x01\xff",
        "held_out": {"r1": (0.75, True), "r2": (0.125, False)},
        "created_at": NOW,
    }
    return StoredLesson(**{**values, **differing})


def test_a_lesson_is_read_as_it_was_stored(database) -> None:
    site = a_site(database)
    lesson = a_lesson(site.id)

    tell(database, lessons.put, lesson)

    assert ask(database, lessons.of_version, site.id, "1") == [lesson]
    assert ask(database, lessons.latest, site.id, "1") == lesson.id
    assert ask(database, lessons.latest, site.id, "2") is None
    assert ask(database, lessons.of_version, a_site(database).id, "1") == []


def test_a_newer_lesson_takes_the_place_of_an_older_one(database) -> None:
    site = a_site(database)
    old, other = a_lesson(site.id), a_lesson(site.id, rule="no-ghosts")
    new = replace(old, id=an_id(), kept=90)
    for lesson in (old, other, new):
        tell(database, lessons.put, lesson)

    assert ask(database, lessons.of_version, site.id, "1") == [other, new]
    assert ask(database, lessons.latest, site.id, "1") == new.id


def decide(database, comment: Comment, verdict: Verdict, *rules: str, minutes: int = 0) -> None:
    reasons = tuple(Reason(rule, verdict, 1.0) for rule in rules)
    a_record(
        database,
        comment,
        Ruling(verdict, reasons, words=0, policy_version="1"),
        kind=RulingKind.MODERATOR,
        decided_by="operator",
        created_at=NOW + minutes * MINUTE,
    )


def test_the_last_decision_about_a_comment_counts(database) -> None:
    site = a_site(database)
    thread, author = a_thread(database, site), an_author(database, site)
    broke, kept, other, changed = (a_comment(database, thread, author) for _ in range(4))
    decide(database, broke, Verdict.REJECT, "no-spoilers")
    decide(database, kept, Verdict.PUBLISH)
    decide(database, other, Verdict.REJECT, "insults")
    decide(database, changed, Verdict.REJECT, "no-spoilers")
    decide(database, changed, Verdict.PUBLISH, minutes=5)

    found = ask(database, decisions.decided_texts, site.id, "no-spoilers", most=10)

    assert {(revision, broke) for revision, _, broke in found} == {
        (broke.revision_id, True),
        (kept.revision_id, False),
        (changed.revision_id, False),
    }
    assert ask(database, decisions.count_decided, site.id, "no-spoilers") == (1, 2)
    assert ask(database, decisions.count_decided, a_site(database).id, "no-spoilers") == (0, 0)


def test_the_newest_decisions_each_way_are_learnt_from(database) -> None:
    site = a_site(database)
    thread, author = a_thread(database, site), an_author(database, site)
    made = [a_comment(database, thread, author) for _ in range(4)]
    for minutes, comment in enumerate(made):
        decide(database, comment, Verdict.PUBLISH, minutes=minutes)

    found = ask(database, decisions.decided_texts, site.id, "no-spoilers", most=2)

    assert [revision for revision, _, _ in found] == [comment.revision_id for comment in made[2:]]


def test_a_text_that_is_no_longer_kept_is_not_learnt_from(database) -> None:
    site = a_site(database)
    comment = a_comment(database, a_thread(database, site), an_author(database, site), status=Status.REJECTED)
    decide(database, comment, Verdict.REJECT, "no-spoilers")

    tell(database, retention.blank_texts, site.id, Status.REJECTED, before=NOW + MINUTE, most=5)

    assert ask(database, decisions.decided_texts, site.id, "no-spoilers", most=5) == []


def test_histories_tell_every_ruling_and_report_in_the_order_of_comments(database) -> None:
    site = a_site(database)
    thread, author = a_thread(database, site), an_author(database, site)
    made = [a_comment(database, thread, author) for _ in range(3)]
    judged = a_record(database, made[1])
    decide(database, made[1], Verdict.PUBLISH, minutes=1)

    found = ask(database, decisions.histories, site.id, most=2)
    rest = ask(database, decisions.histories, site.id, after=found[-1].comment.id, most=2)

    assert [one.comment.id for one in [*found, *rest]] == [comment.id for comment in made]
    assert [record.kind for record in found[1].rulings] == [RulingKind.ENGINE, RulingKind.MODERATOR]
    assert found[1].rulings[0] == judged
    assert not found[1].reported
    assert ask(database, decisions.count, site.id) == 3
