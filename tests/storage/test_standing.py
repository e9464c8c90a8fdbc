"""What is on record of an author, read in one question, on both databases."""

from datetime import timedelta

from civiltongue.domain.ruling import Ruling, RulingKind, Verdict
from civiltongue.domain.standing import Sanction, SanctionKind, Standing
from civiltongue.domain.thread import Status
from civiltongue.storage import authors, sites, standing
from civiltongue.storage.sites import Versions
from tests.storage.making import MINUTE, NOW, a_comment, a_record, an_author, an_id, ask, tell
from tests.storage.racing import race


def test_a_new_author_has_no_record(database, site, author) -> None:
    found = ask(database, standing.read, site.id, author.id, since=NOW)

    assert (found.author, found.standing, found.versions.rules) == (author, Standing(), None)


def test_an_unknown_author_has_none_at_all(database, site, author, other_site) -> None:
    assert ask(database, standing.read, site.id, an_id(), since=NOW) is None
    assert ask(database, standing.read, other_site.id, author.id, since=NOW) is None
    assert tell(database, standing.read_again, other_site.id, author.id) is None


def test_comments_sanctions_and_the_rules_in_force_are_told_at_once(database, site, thread, author) -> None:
    sanctions = tuple(
        Sanction(an_id(), kind, f"reason {number}", NOW + number * MINUTE, until)
        for number, (kind, until) in enumerate(
            [
                (SanctionKind.WARNING, None),
                (SanctionKind.SUSPENSION, NOW + 60 * MINUTE),
                (SanctionKind.BAN, None),
            ]
        )
    )
    for sanction in reversed(sanctions):
        tell(database, authors.impose, site.id, author.id, sanction, by="operator")
    a_comment(database, thread, author)
    a_comment(database, thread, author, status=Status.HELD)
    tell(database, sites.put_in_force, site.id, "2026-1")

    found = ask(database, standing.read, site.id, author.id, since=NOW)
    again = tell(database, standing.read_again, site.id, author.id)

    assert (
        found
        == again
        == standing.OnRecord(author, Standing(1, 0, sanctions), Versions(site.name, "2026-1", None, None))
    )
    assert found.standing.sanctions == ask(database, authors.sanctions, site.id, author.id)


def test_who_waits_for_an_author_sees_the_sanction_that_was_imposed_meanwhile(database, site, author) -> None:
    sanction = Sanction(an_id(), SanctionKind.BAN, "reason", NOW, None)
    imposed = []

    def impose(connection) -> None:
        authors.lock(connection, site.id, author.id)
        authors.impose(connection, site.id, author.id, sanction, by="operator")
        imposed.append(sanction)

    def look(connection) -> tuple[bool, tuple[Sanction, ...]]:
        found = standing.read_again(connection, site.id, author.id)
        return bool(imposed), found.standing.sanctions

    (_, (was_imposed, seen)) = race(lambda: database.write(impose), lambda: database.write(look))

    assert seen in ((), (sanction,))
    assert was_imposed or not seen


def test_only_the_engine_s_rejections_of_this_author_since_then_count(
    database, site, thread, author, other_site
) -> None:
    draft = a_comment(database, thread, author, status=Status.REJECTED)
    published = Ruling(Verdict.PUBLISH, (), 1, "1")
    for minutes in (0, 4, 5, 9):
        a_record(database, draft, created_at=NOW + minutes * MINUTE)
    a_record(database, draft, published, created_at=NOW + 9 * MINUTE)
    a_record(database, draft, kind=RulingKind.MODERATOR, created_at=NOW + 9 * MINUTE)
    stranger = a_comment(database, thread, an_author(database, site), status=Status.REJECTED)
    a_record(database, stranger, created_at=NOW + 9 * MINUTE)

    since = NOW + 4 * MINUTE
    assert ask(database, standing.read, site.id, author.id, since=since).standing.recent_rejections == 3
    assert ask(database, standing.read, other_site.id, author.id, since=since) is None


def test_rejected_attempts_at_a_draft_begun_long_ago_count(database, site, thread, author) -> None:
    draft = a_comment(database, thread, author, status=Status.REJECTED, created_at=NOW - timedelta(days=40))
    for _ in range(5):
        a_record(database, draft)

    found = ask(database, standing.read, site.id, author.id, since=NOW - 10 * MINUTE)
    assert found.standing.recent_rejections == 5
