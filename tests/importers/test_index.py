"""Ids are numbered in little memory."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.importers.archive import SkipReason
from civiltongue.importers.index import NO_KEY, Ids, Rereading, Rows, key_of


@given(st.lists(st.integers(1, 1 << 12).map(lambda number: number << 11), max_size=3000))
def test_keys_are_numbered_like_a_dictionary_would(keys: list[int]) -> None:
    ids, expected = Ids(), dict[int, int]()

    for key in keys:
        assert (ids.add(key) is None) == (key in expected)
        expected.setdefault(key, len(expected))

    assert len(ids) == len(expected)
    assert all(ids.find(key) == row for key, row in expected.items())
    assert ids.find(1) is None


def test_many_keys_are_found_again() -> None:
    ids = Ids()

    for number in range(5000):
        ids.add(key_of(str(number)))

    assert [ids.find(key_of(str(number))) for number in (0, 1234, 4999)] == [0, 1234, 4999]
    assert ids.find(key_of("5000")) is None


def test_only_an_empty_id_has_no_key() -> None:
    assert key_of("") == NO_KEY
    assert key_of("0") != NO_KEY


def test_the_first_reason_to_skip_stays() -> None:
    rows = Rows()
    rows.add("a", None)

    rows.skip(0, SkipReason.NO_TEXT)
    rows.skip(0, SkipReason.UNKNOWN_THREAD)

    assert rows.fault(0) is SkipReason.NO_TEXT


def test_rereading_tells_the_first_of_an_id_from_the_next() -> None:
    rows = Rows()
    for source_id in ("a", "b", "a", ""):
        rows.add(source_id, SkipReason.NO_TEXT if source_id == "b" else None)

    again = Rereading(rows)

    assert [again.take(source_id) for source_id in ("a", "b", "a", "")] == [
        0,
        SkipReason.NO_TEXT,
        SkipReason.DUPLICATE,
        SkipReason.NO_ID,
    ]
    assert rows.count == 4
