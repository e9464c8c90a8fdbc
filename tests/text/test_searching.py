"""Words are searched for in one form."""

import pytest

from civiltongue.text.searching import MOST_TERMS, Term, search_terms, searched_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Café's bill: 3.14, twice!", "the cafe s bill 3 14 twice"),
        ("Straße STRASSE", "strasse strasse"),
        ("snake_case www.council.example", "snake case www council example"),
        ("Привет, МИР", "привет мир"),
        ("हिन्दी में", "हिनदी में"),
        ("한국어 말", "한국어 말"),
        ("…!?", ""),
    ],
)
def test_words_are_in_lower_case_and_without_accents(text, words):
    assert searched_words(text) == words


def test_scripts_without_spaces_have_words_too():
    assert len(searched_words("我们支持新的图书馆").split()) > 2


def test_a_search_has_words_phrases_and_beginnings():
    assert search_terms('Harbour "new lamps" bicy* don\'t') == (
        Term(("harbour",)),
        Term(("new", "lamps")),
        Term(("bicy",), begins=True),
        Term(("don", "t")),
    )
    assert search_terms(' * "" "') == ()
    assert len(search_terms("a " * 50)) == MOST_TERMS
