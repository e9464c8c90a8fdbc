"""Patterns give offsets in code points, on text of the same length as before."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.patterns import Pattern, any_of, searchable


def test_offsets_are_code_points_and_groups_have_names() -> None:
    found = Pattern(r"(?P<animal>cat|dog)(?P<rest>s)?").find("😀 ein DOG")

    assert found is not None
    assert (found.start(), found.end("animal"), found.words("animal"), found.start("rest")) == (
        6,
        9,
        "DOG",
        -1,
    )
    assert found.words("rest") == found.words("no such group") == ""


def test_the_longest_of_the_alternatives_is_taken_where_the_pattern_says_so() -> None:
    source = r"(?P<short>account)|(?P<long>account number)"

    first, longest = Pattern(source), Pattern(source, longest=True)

    assert [match.group for match in first.find_all("account number")] == ["short"]
    assert [match.group for match in longest.find_all("account number")] == ["long"]


def test_case_counts_where_the_pattern_says_so() -> None:
    assert Pattern("dog", any_case=False).find("DOG") is None


def test_a_group_matches_any_of_its_words() -> None:
    pattern = Pattern(any_of(("one", "tw[oi]")))

    assert pattern.is_whole("twi")
    assert not pattern.is_whole("onetwo")


@given(st.text(st.characters()))
def test_searchable_text_has_the_same_length_and_can_be_encoded(text: str) -> None:
    prepared = searchable(text)

    assert len(prepared) == len(text)
    assert prepared.encode("utf-8").decode("utf-8") == prepared


def test_curly_quotes_and_wide_letters_are_plain() -> None:
    assert searchable("“ｄｏｎ’ｔ”\u00a0\ud800") == '"don\'t" ?'
