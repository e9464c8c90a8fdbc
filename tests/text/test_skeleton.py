"""Names that a reader would take for each other share a key; other names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.skeleton import name_key, name_keys

LOOK_ALIKES = [
    ("0skar", "Oskar"),
    ("LindqvIst", "Lindqvist"),
    ("rnaren", "maren"),
    ("S1grid", "Sigrid"),
    ("S!grid", "Sigrid"),
    ("SlGRlD", "Sigrid"),
    ("AIice", "Alice"),
    ("A1ice", "Alice"),
    ("lan", "Ian"),
    ("claniel", "Daniel"),
    ("vvilliam", "William"),
    ("M@ria", "Maria"),
    ("J0HN", "john"),
    ("Jаne Rоe", "Jane Roe"),
    ("Ηelen", "Helen"),
    ("ΝΙΝΑ", "Nina"),
    ("𝓙𝓪𝓷𝓮", "Jane"),
    ("Ｊａｎｅ", "Jane"),
    ("J\u200ba\u2060n\u00ade", "Jane"),
    ("\u202eJane\u202c", "Jane"),
    ("Ja\x00ne", "Jane"),
    ("J.A.N.E", "Jane"),
    ("Jane_Roe", "JaneRoe"),
    ("Müller", "MULLER"),
    ("J\u0336a\u0336n\u0336e\u0336", "Jane"),
    ("Straße", "STRASSE"),
    ("АХМЕД", "Ахмед"),
    ("★ Jane ★", "jane"),
]
OTHER_NAMES = [
    ("Oskar", "Oscar"),
    ("Neil", "Nell"),
    ("Clara", "Dara"),
    ("Jane", "Jan"),
    ("राम", "रम"),
    ("李娜", "李那"),
]
PLACEHOLDERS = [
    "",
    "   ",
    ".",
    "---",
    "n/a",
    "N.A.",
    "J",
    "xx",
    "aaaa",
    "12345",
    "🌻",
    "\u200b\u202e",
    "\ud800",
    "guest",
    "GUEST 42",
    "Gu3st",
    "Guеst",
    "An0nymous_7",
    "no name",
    "asdf",
    "asdfasdf",
    "fdsa",
    "Qwertz",
    "Gast",
    "anonyme",
    "anónimo",
    "анoним",
    "Гость",
    "匿名",
    "ゲスト",
    "익명",
    "ضيف",
    "אורח",
    "अतिथि",
    "ผู้ใช้",
    "επισκέπτης",
    "gæst",
    "gość",
    "misafir",
    "vendég",
    "nezināms",
]
REAL_NAMES = [
    "Na",
    "Bo",
    "Jo",
    "李",
    "Anna",
    "Guestrin",
    "Val Guest",
    "pigeonfan42",
    "Nonam Kim",
    "Ann O'Nym",
    "Gastón",
    "นก",
]


@pytest.mark.parametrize(("drawn", "meant"), LOOK_ALIKES)
def test_names_that_read_alike_share_a_key(drawn: str, meant: str) -> None:
    assert name_keys(drawn) & name_keys(meant)
    assert name_key(drawn) == name_key(meant) != ""


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_names_that_read_differently_share_no_look_alike_key(one: str, other: str) -> None:
    assert not name_keys(one) & name_keys(other)


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_name_that_stands_for_none_has_no_key(name: str) -> None:
    assert name_key(name) == ""
    assert name_keys(name) == frozenset()


@pytest.mark.parametrize("name", REAL_NAMES)
def test_a_name_that_only_resembles_a_placeholder_keeps_its_key(name: str) -> None:
    assert name_key(name)


@given(st.text(st.characters(codec="utf-8"), max_size=40) | st.text(max_size=40))
def test_any_text_has_keys_without_spaces_or_capitals(name: str) -> None:
    for key in {name_key(name), *name_keys(name)} - {""}:
        assert not any(char.isspace() for char in key)
        assert key.isprintable()


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -", min_size=1, max_size=30))
def test_case_and_spaces_never_make_another_name(name: str) -> None:
    assert name_key(name.upper()) == name_key(name.lower()) == name_key(name.replace(" ", ""))


def test_a_very_long_name_is_cut_and_not_refused() -> None:
    assert name_key("ab\u0301" * 100_000) == name_key("ab\u0301" * 200_000)


@pytest.mark.parametrize("name", ["DamIan WoIff", "Wil11am Mar1owe", "CIara WInsIow", "cIL1IAN d0YLE"])
def test_strokes_that_stand_for_both_i_and_l_in_one_name_are_read(name: str) -> None:
    protected = ("Damian Wolff", "William Marlowe", "Clara Winslow", "Cillian Doyle")

    assert any(name_keys(name) & name_keys(other) for other in protected)
