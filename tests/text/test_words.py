"""Words are counted the same way for every script, in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.words import _words_by_icu, _words_of_ascii, count_words, word_spans


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n\t", 0),
        ("… — !?", 0),
        ("___", 0),
        ("One two three.", 3),
        ("It isn't well-known.", 4),
        ("It isn’t l’été.", 3),
        ("3.14 and 1,000", 3),
        ("10:30", 2),
        ("www.council.example", 3),
        ("see:this", 2),
        ("§ 5 ½ №", 1),
        ("snake_case", 1),
        ("😀 hi 𝒳𝒴", 2),
        ("ภาษาไทย", 2),
        ("我们今天去公园", 4),
        ("Привет, мир", 2),
        ("مرحبا بالعالم", 2),
        ("٣ ٤", 2),
        ("a\u0301.b", 2),
    ],
)
def test_a_word_is_a_segment_with_a_letter_or_a_digit(text, count):
    assert count_words(text) == count


def test_spans_count_code_points_not_utf_16_units():
    text = "😀😀 word 𝒳"

    assert [text[span.start : span.end] for span in word_spans(text)] == ["word", "𝒳"]


ASCII = st.text(alphabet=st.characters(max_codepoint=127))


@given(st.one_of(ASCII, st.text(alphabet="aZ09_.:,;'\"@- \r\n", max_size=30)))
def test_the_short_way_for_ascii_says_the_same_as_icu(text):
    assert list(_words_of_ascii(text)) == list(_words_by_icu(text))


@given(st.text())
def test_every_word_lies_inside_the_text_and_after_the_one_before(text):
    end = 0
    for span in word_spans(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
    assert count_words(text) == len(word_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "é" * 1_000_000,
        "a" + "\u0301" * 1_000_000,
        "a." * 500_000,
        "我们今天去公园" * 100_000,
    ],
    ids=["ascii", "one word", "marks", "stops", "chinese"],
)
def test_a_megabyte_is_counted_in_seconds(text):
    began = time.process_time()

    count_words(text)

    assert time.process_time() - began < 5
