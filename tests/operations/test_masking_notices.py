"""What is left of a notice's words when its giver and all contacts are taken out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.notice import Ground, Notice
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.mask_notice import masked_words
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy

JUDGE = Judge(load_policy(default()), model=False)
NAME, EMAIL = "Ottilie de Gallimaufry", "quincunx77@lighthouse.example"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It says that I stole.", "It says that I stole."),
        ("OTTILIE here; Ottilie's boat is hers.", "[…] here; […]'s boat is hers."),
        ("Ottilie  de\nGallimaufry says no.", "[…] says no."),
        ("As gallimaufry_77, on the Gallimaufrys.", "As […], on the […]."),
        ("Lire de tout, said Gallimaufry.", "Lire de tout, said […]."),
        ("Ask quincunx77 or @otti or me@quay.example!", "Ask […] or […] or […]"),
        ("See https://quay.example/me and www.quay.example, or quay.example/me.", "See […] and […] or […]"),
        ("Ring +44 (0)1632 960-123 or 0 16 32 96.", "Ring […] or […]."),
        ("It says so since 2019, in No. 12, e.g. twice.", "It says so since 2019, in No. 12, e.g. twice."),
        ("My account is DE89 3704 0044 0532 0130 00.", "My account is […]."),
    ],
)
def test_names_and_contacts_are_masked_and_the_rest_stays(text: str, shown: str) -> None:
    assert masked_words(a_notice(text), JUDGE) == shown


def test_a_name_in_a_script_without_spaces_is_masked() -> None:
    assert masked_words(a_notice("私は山田太郎です。", name="山田太郎"), JUDGE) == "私は[…]です。"


def test_a_short_name_is_masked_where_it_stands_alone() -> None:
    shown = masked_words(a_notice("Ann planned it; ANN says so.", name="Ann Poe"), JUDGE)

    assert shown == "[…] planned it; […] says so."


def test_without_a_name_and_address_contacts_are_masked_all_the_same() -> None:
    nameless = a_notice("Write to me@quay.example.", name="", email="")

    assert masked_words(nameless, JUDGE) == "Write to […]"


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_no_words_around_them_bring_the_name_or_the_address_back(before: str, after: str) -> None:
    shown = masked_words(a_notice(f"{before} Ottilie Gallimaufry, {EMAIL} {after}"), JUDGE)

    assert "Gallimaufry" not in shown
    assert EMAIL not in shown


def test_a_text_that_is_made_to_be_slow_is_masked_in_time() -> None:
    for piece in ("a.", "1 ", "a@", "www", "Ottilie"):
        masked_words(a_notice((piece * 4_000)[:4_000]), JUDGE)


def a_notice(text: str, *, name: str = NAME, email: str = EMAIL) -> Notice:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return Notice("n", "s", "c", Ground.PRIVACY, True, text, name, email, now)
