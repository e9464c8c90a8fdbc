"""A look in passing never overlooks what the exact search would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.fold import fold
from civiltongue.text.suspects import BROKEN, LEET, MASKED, SPACED, suspects

EXACT = {
    SPACED: re.compile(
        r"(?<![a-z0-9'])[a-z0-9$@!]([^a-z0-9'()\[\]$@!\n]{1,3})[a-z0-9$@!](?:\1[a-z0-9$@!])+(?![a-z0-9$@])"
    ),
    LEET: re.compile(r"[a-z][!|]*[0-9$@+¡]|[0-9$@!|+¡]+[a-z]"),
    MASKED: re.compile(r"[a-z][*#%&@$!?+^~=\-_]*(?:[*#%&@$]|[*#%&@$!?+^~=\-_][a-z])"),
    BROKEN: re.compile(r"[^\W_](?:[^\w\s'’]|_){1,3}[^\W_]"),
    "w": re.compile(r"www(?!\.)"),
    **{letter: re.compile(letter * 3) for letter in "abcdefghijklmnopqrstuvxyz"},
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met at the bridge; it was 20 past 7, wasn't it? Yes! (So they say.)", set()),
        ("d a m n", {SPACED}),
        ("d4mn", {LEET}),
        ("d*mn", {MASKED, BROKEN}),
        ("left-hand", {MASKED, BROKEN}),
        ("at 10:30", {BROKEN}),
        ("daaamn", {"a"}),
        ("www.council.example", {BROKEN}),
        ("wwwhat", {"w"}),
    ],
)
def test_what_may_be_a_disguise_is_named(text, found):
    assert suspects(text) == found


@given(st.one_of(st.text(), st.text(alphabet="aw1$!@ .-_*'\n|(é\u0301🔥а")))
def test_nothing_that_the_exact_search_finds_is_overlooked(text):
    read = fold(text).text

    assert {name for name, pattern in EXACT.items() if pattern.search(read)} <= suspects(read)
