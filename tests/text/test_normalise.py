"""Disguises are read through, and every letter keeps its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.evidence import Span
from civiltongue.text.fold import fold
from civiltongue.text.normalise import readings


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("DAMN", "damn"),
        ("d\u200bam\u00adn", "damn"),
        ("dаmn", "damn"),
        ("ｄａｍｎ", "damn"),
        ("𝓭𝓪𝓶𝓷", "damn"),
        ("ⓓⓐⓜⓝ", "damn"),
        ("d̶á̈mn", "damn"),
        ("dåmñ", "damn"),
        ("ᴅᴀᴍɴ", "damn"),
        ("straße", "strasse"),
        ("ﬁne", "fine"),
        ("it’s “so”", 'it\'s "so"'),
    ],
)
def test_letters_in_disguise_become_plain(disguised, plain):
    assert fold(disguised).text == plain


@pytest.mark.parametrize("text", ["привет", "שלום", "ありがとう", "สวัสดี", "नमस्ते", "مرحبا"])
def test_other_scripts_stay_what_they_are(text):
    assert fold(text).text == text


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("d4mn", "damn"),
        ("$tupid", "stupid"),
        ("st!nk!", "stink!"),
        ("1d10t", "idiot"),
        ("foo1", "fool"),
        ("d a m n", "damn"),
        ("d.a.m.n it", "damn it"),
        ("d-a-m-n", "damn"),
        ("d 4 m n", "damn"),
        ("daaaaamn", "damn"),
        ("fooool", "fool"),
    ],
)
def test_one_of_the_readings_sees_through_leet_spacing_and_stretching(disguised, plain):
    assert plain in [reading.text for reading in readings(disguised)]


def test_numbers_and_ordinary_words_have_one_reading_only():
    assert len(readings("In 1887 the fare was 2.40, not 3.10. Well!")) == 1


def test_a_span_covers_all_that_was_folded_away():
    text = "so d\u0301 a\u200b m n."
    reading = readings(text)[1]
    at = reading.text.index("damn")

    assert reading.span(at, at + 4) == Span(3, len(text) - 1)


@given(st.one_of(st.text(), st.text(alphabet="sh1t$!@ .-a\u0301é\u200bеß")))
def test_every_letter_of_a_reading_has_its_place_in_the_text(text):
    for reading in readings(text):
        assert len(reading.offsets) == len(reading.text) + 1
        assert reading.offsets[-1] == len(text)
        assert list(reading.offsets) == sorted(reading.offsets)
        for at in range(len(reading.text)):
            span = reading.span(at, at + 1)
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a " * 500_000,
        "é" * 1_000_000,
        "a1" * 500_000,
        "a" + "\u0301" * 1_000_000,
        "!" * 1_000_000,
    ],
    ids=["stretched", "single", "accents", "leet", "marks", "signs"],
)
def test_a_megabyte_is_read_in_seconds(text):
    began = time.process_time()

    readings(text)

    assert time.process_time() - began < 10
