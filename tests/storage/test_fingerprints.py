"""Texts that may say nearly the same as another, on both databases."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiltongue.domain.thread import Status
from civiltongue.storage import comments, fingerprints
from civiltongue.text.fingerprint import distance
from tests.storage.making import MINUTE, NOW, an_author, an_id, ask, new_comment, new_revision, tell

MARK = 0x8123_4567_89AB_CDEF
SOMEBODY = fingerprints.Mine(an_id())
NUMBERS = st.integers(0, (1 << 64) - 1)


def posted(
    database, thread, author, mark: int, *, minutes: int = 0, status: Status = Status.PUBLISHED
) -> str:
    comment = new_comment(thread, author, created_at=NOW + minutes * MINUTE, status=status)
    tell(database, comments.add, comment)
    tell(database, comments.add_revision, new_revision(comment), fingerprint=mark)
    return comment.id


def test_numbers_of_64_bits_are_found_by_any_quarter_of_them(database, site, thread, author) -> None:
    quarters = [MARK & 0xFFFF << shift for shift in (0, 16, 32, 48)]
    for mark in (*quarters, 0, MARK ^ 0x0001_0001_0001_0001):
        posted(database, thread, author, mark)

    found = ask(database, fingerprints.alike, site.id, MARK, since=NOW, mine=SOMEBODY)

    assert sorted(found) == sorted(quarters)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mark=NUMBERS, bits=st.lists(st.integers(0, 63), max_size=3), others=st.lists(NUMBERS, max_size=3))
def test_what_differs_in_three_bits_at_most_is_always_found(
    database, site, thread, author, mark, bits, others
) -> None:
    near = mark
    for bit in bits:
        near ^= 1 << bit
    for number in (near, *others):
        posted(database, thread, author, number)

    found = ask(database, fingerprints.alike, site.id, mark, since=NOW, mine=SOMEBODY)

    assert near in found
    assert distance(near, mark) <= 3


def test_only_newer_texts_of_the_site_other_than_one_comment_s_are_looked_at(
    database, site, thread, author, other_site
) -> None:
    posted(database, thread, author, MARK)
    own = posted(database, thread, author, MARK ^ 1, minutes=5)
    posted(database, thread, an_author(database, site), MARK ^ 2, minutes=6)

    since = NOW + 5 * MINUTE
    assert ask(
        database, fingerprints.alike, site.id, MARK, since=since, mine=fingerprints.Mine(an_id(), own)
    ) == (MARK ^ 2,)
    assert ask(database, fingerprints.alike, other_site.id, MARK, since=NOW, mine=SOMEBODY) == ()


def test_only_the_newest_are_looked_at(database, site, thread, author) -> None:
    comment = new_comment(thread, author)

    def work(connection) -> None:
        comments.add(connection, comment)
        for number in range(fingerprints.LOOKED_AT + 1):
            revision = new_revision(comment, number=number + 1)
            comments.add_revision(connection, revision, fingerprint=MARK if number == 0 else 0)

    database.write(work)

    assert ask(database, fingerprints.alike, site.id, MARK, since=NOW, mine=SOMEBODY) == ()


def test_to_try_again_after_a_refusal_is_no_repetition(database, site, thread, author) -> None:
    posted(database, thread, author, MARK, status=Status.REJECTED)
    posted(database, thread, author, MARK ^ 1, status=Status.WITHDRAWN)
    posted(database, thread, author, MARK ^ 2, status=Status.HELD)
    posted(database, thread, an_author(database, site), MARK ^ 3, status=Status.REJECTED)

    found = ask(database, fingerprints.alike, site.id, MARK, since=NOW, mine=fingerprints.Mine(author.id))

    assert sorted(found) == sorted([MARK ^ 2, MARK ^ 3])
