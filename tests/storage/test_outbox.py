"""Mail that waits to be sent, on both databases."""

from civiltongue.storage import outbox
from civiltongue.storage.outbox import Letter
from tests.storage.children import begin, child
from tests.storage.making import MINUTE, NOW, an_id, ask, tell
from tests.storage.racing import race


def test_letters_that_are_due_come_oldest_first(database, site, other_site) -> None:
    late, early = _letter(site, not_before=NOW - MINUTE), _letter(other_site, not_before=NOW - 2 * MINUTE)
    for letter in (late, early, _letter(site, not_before=NOW + MINUTE)):
        tell(database, outbox.put, letter)

    assert ask(database, outbox.due, NOW) == [early, late]
    assert ask(database, outbox.due, NOW, most=1) == [early]


def test_of_two_who_claim_a_letter_at_once_one_has_it(database, site) -> None:
    letter = _letter(site)
    tell(database, outbox.put, letter)

    outcomes = race(*[lambda: tell(database, outbox.claim, letter, until=NOW + MINUTE)] * 3)

    assert sorted(outcomes) == [False, False, True]
    assert ask(database, outbox.due, NOW) == []


def test_two_processes_never_claim_one_letter_both(database, site) -> None:
    letters = [_letter(site) for _ in range(40)]

    def fill(connection):
        for letter in letters:
            outbox.put(connection, letter)

    database.write(fill)
    with child("claim", database.url) as first, child("claim", database.url) as second:
        for process in (first, second):
            begin(process)
        claimed = [process.communicate()[0].split() for process in (first, second)]

    assert sorted(claimed[0] + claimed[1]) == sorted(letter.id for letter in letters)
    assert ask(database, outbox.due, NOW) == []


def test_a_claim_that_was_never_finished_ends_in_time(database, site) -> None:
    tell(database, outbox.put, _letter(site))
    (letter,) = ask(database, outbox.due, NOW)
    tell(database, outbox.claim, letter, until=NOW + MINUTE)

    (again,) = ask(database, outbox.due, NOW + MINUTE)

    assert (again.id, again.attempts) == (letter.id, 1)
    assert tell(database, outbox.claim, again, until=NOW + 2 * MINUTE)
    assert not tell(database, outbox.claim, letter, until=NOW + 2 * MINUTE)


def test_what_was_sent_is_due_no_more(database, site) -> None:
    letter = _letter(site)
    tell(database, outbox.put, letter)

    tell(database, outbox.sent, letter, NOW)

    assert ask(database, outbox.due, NOW + MINUTE) == []
    assert not tell(database, outbox.claim, letter, until=NOW + MINUTE)


def test_what_could_not_be_sent_is_due_later(database, site) -> None:
    letter = _letter(site)
    tell(database, outbox.put, letter)
    tell(database, outbox.claim, letter, until=NOW + MINUTE)

    tell(database, outbox.put_off, letter, until=NOW + 5 * MINUTE, fault="SMTPServerBusy")

    assert ask(database, outbox.due, NOW + 4 * MINUTE) == []
    (again,) = ask(database, outbox.due, NOW + 5 * MINUTE)
    assert (again.id, again.attempts, again.body) == (letter.id, 1, letter.body)


def _letter(site, *, not_before=NOW) -> Letter:
    return Letter(
        id=an_id(),
        site_id=site.id,
        recipient="ada@lantern.example",
        subject="Your link",
        body="Follow the link.",
        attempts=0,
        created_at=NOW,
        not_before=not_before,
    )
