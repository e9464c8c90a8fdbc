"""Words that point at one person are told from words for anybody."""

import pytest

from civiltongue.text.people import is_body, is_somebody, owner_before, person_before


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("Yesterday Jane Roe", "Yesterday Jane Roe"),
        ("I heard that she", "she"),
        ("So my neighbour Doreen Pask, the one with the dog,", "my neighbour Doreen Pask"),
        ("Then the new librarian", "the new librarian"),
        ("We know that @river_rat actually", "@river_rat"),
        ("Ada Brandt's son", "Ada Brandt's son"),
    ],
)
def test_the_person_before_an_offset_is_found(before: str, who: str) -> None:
    person = person_before(before + " has gone.", len(before))

    assert person is not None
    assert (person.words, before[person.start :].startswith(who)) == (who, True)


@pytest.mark.parametrize(("before", "who"), [("and his", "he"), ("Her", "she"), ("the mayor's", "the mayor")])
def test_the_owner_of_a_thing_is_found(before: str, who: str) -> None:
    owner = owner_before(before + " doctor", len(before))

    assert owner is not None
    assert owner.words == who


def test_nobody_stands_before_a_lower_case_noun() -> None:
    assert person_before("so the weather has", 14) is None
    assert owner_before("a good doctor", 6) is None


@pytest.mark.parametrize("who", ["She", "Jane Roe", "the mayor", "my neighbour", "my sister Anna", "@x"])
def test_somebody_can_be_told_by_readers(who: str) -> None:
    assert is_somebody(who, 0, who)


@pytest.mark.parametrize("who", ["People", "Everyone", "my sister", "The", "Muslims", "They", ""])
def test_anybody_and_the_authors_unnamed_family_cannot(who: str) -> None:
    assert not is_somebody(who, 0, who)


def test_a_pronoun_for_the_authors_family_points_at_nobody_known() -> None:
    text = "My mother is eighty. She"

    assert not is_somebody(text, 21, "She")


def test_a_firm_is_a_body_and_no_person() -> None:
    assert is_body("Acme Paints")
    assert not is_body("Jane Roe")
