"""Advice is kept apart from what is in force, by version of the rules."""

from dataclasses import replace

from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Author, Comment, Site, Status, Thread
from civiltongue.storage import advice, comments, rulings
from civiltongue.storage.database import Connection, Database
from tests.storage.making import (
    a_comment,
    a_record,
    an_id,
    ask,
    new_comment,
    new_record,
    new_revision,
    reword,
    tell,
)


def imported(
    database: Database, thread: Thread, author: Author, status: Status = Status.PUBLISHED
) -> Comment:
    """Store a comment as an import leaves it."""
    comment = new_comment(thread, author)

    def work(connection: Connection) -> Comment:
        comments.add(connection, comment, source=("disqus", an_id()))
        revision = new_revision(comment)
        comments.add_revision(connection, revision, fingerprint=0)
        worded = replace(comment, revision_id=revision.id, imported=True)
        record = new_record(worded, kind=RulingKind.IMPORT, decided_by="import")
        rulings.add(connection, record)
        comments.set_status(connection, comment, status, ruling_id=record.id, revision=revision)
        return worded

    stored: Comment = database.write(work)
    return stored


def advised(
    database: Database, comment: Comment, verdict: Verdict, *, rule: str = "spam", version: str = "1"
) -> RecordedRuling:
    reasons = () if verdict is Verdict.PUBLISH else (Reason(rule, verdict, 0.9),)
    ruling = Ruling(verdict, reasons, words=2, policy_version=version)
    return a_record(database, comment, ruling, kind=RulingKind.ADVISORY)


def test_imported_comments_lack_advice_until_they_got_it(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    first, second, third = (imported(database, thread, author) for _ in range(3))
    a_comment(database, thread, author)

    advised(database, second, Verdict.PUBLISH)

    assert [comment.id for comment in ask(database, advice.unadvised, site.id, "1", most=10)] == [
        first.id,
        third.id,
    ]
    assert ask(database, advice.count_unadvised, site.id, "1") == 2
    assert ask(database, advice.count_unadvised, site.id, "2") == 3


def test_comments_without_advice_come_in_portions(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    first, second, third = (imported(database, thread, author) for _ in range(3))

    portion = ask(database, advice.unadvised, site.id, "1", most=2)
    rest = ask(database, advice.unadvised, site.id, "1", after=portion[-1].id, most=2)

    assert [comment.id for comment in (*portion, *rest)] == [first.id, second.id, third.id]


def test_advice_on_an_earlier_wording_does_not_count(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    comment = imported(database, thread, author)
    advised(database, comment, Verdict.PUBLISH)

    tell(database, reword, comment, number=2)

    assert ask(database, advice.count_unadvised, site.id, "1") == 1


def test_advice_is_counted_by_verdict_and_by_rule_for_one_version(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    found = [imported(database, thread, author) for _ in range(4)]
    advised(database, found[0], Verdict.REJECT)
    advised(database, found[1], Verdict.REJECT, rule="length")
    advised(database, found[2], Verdict.HOLD)
    advised(database, found[3], Verdict.PUBLISH)
    advised(database, found[3], Verdict.REJECT, version="2")
    a_record(database, found[3], kind=RulingKind.ENGINE)

    assert ask(database, advice.verdicts, site.id, "1") == {
        Verdict.REJECT: 2,
        Verdict.HOLD: 1,
        Verdict.PUBLISH: 1,
    }
    assert ask(database, advice.reasons, site.id, "1") == {
        ("spam", Verdict.REJECT): 1,
        ("spam", Verdict.HOLD): 1,
        ("length", Verdict.REJECT): 1,
    }


def test_comments_that_are_seen_against_advice_are_found_until_somebody_decides(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    seen, other, hidden, fine, decided = (
        imported(database, thread, author, status)
        for status in (
            Status.PUBLISHED,
            Status.PUBLISHED,
            Status.WITHDRAWN,
            Status.PUBLISHED,
            Status.PUBLISHED,
        )
    )
    records = [advised(database, comment, Verdict.REJECT) for comment in (seen, hidden, decided)]
    of_other = advised(database, other, Verdict.HOLD, rule="length")
    advised(database, fine, Verdict.PUBLISH)
    decision = a_record(database, decided, kind=RulingKind.MODERATOR)
    tell(database, comments.set_status, decided, Status.PUBLISHED, ruling_id=decision.id)

    assert ask(database, advice.against, site.id, "1", most=10) == [
        (seen.id, records[0].id),
        (other.id, of_other.id),
    ]
    assert ask(database, advice.against, site.id, "1", rule="length", most=10) == [(other.id, of_other.id)]
    assert ask(database, advice.against, site.id, "1", most=1) == [(seen.id, records[0].id)]
    assert ask(database, advice.against, site.id, "2", most=10) == []


def test_the_latest_advice_on_a_comment_is_found(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    comment, other = imported(database, thread, author), imported(database, thread, author)
    advised(database, comment, Verdict.PUBLISH)
    second = advised(database, comment, Verdict.REJECT, version="2")

    assert ask(database, advice.latest, site.id, comment.id) == second.id
    assert ask(database, advice.latest, site.id, other.id) is None


def test_advice_of_another_site_is_not_found(
    database: Database, site: Site, other_site: Site, thread: Thread, author: Author
) -> None:
    comment = imported(database, thread, author)
    advised(database, comment, Verdict.REJECT)

    assert ask(database, advice.unadvised, other_site.id, "2", most=10) == []
    assert ask(database, advice.verdicts, other_site.id, "1") == {}
    assert ask(database, advice.reasons, other_site.id, "1") == {}
    assert ask(database, advice.against, other_site.id, "1", most=10) == []
    assert ask(database, advice.latest, other_site.id, comment.id) is None
