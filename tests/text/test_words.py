"""Words are counted the same way for every script, in linear time."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.length import Length
from civiltongue.domain.evidence import Submission
from civiltongue.text.words import _SHAPES, _words_by_icu, _words_of_ascii, count_words, span_from, word_spans

CASES = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
"""Texts with how many words they have; the browser's counting is held to the same."""


@pytest.mark.parametrize(("text", "count"), [(case["text"], case["count"]) for case in CASES])
def test_a_word_is_a_segment_with_a_letter_or_a_digit(text, count):
    assert count_words(text) == count


def test_spans_count_code_points_not_utf_16_units():
    text = "😀😀 word 𝒳"

    assert [text[span.start : span.end] for span in word_spans(text)] == ["word", "𝒳"]


ASCII = st.text(alphabet=st.characters(max_codepoint=127))


@given(st.one_of(ASCII, st.text(alphabet="aZ09_.:,;'\"@- \r\n", max_size=30)))
def test_the_short_way_for_ascii_says_the_same_as_icu(text):
    assert list(_words_of_ascii(text)) == list(_words_by_icu(text))


AWKWARD = st.sampled_from(
    [
        "\u202f",
        "\u00a0",
        "\u3000",
        "\u0301",
        "\u200d",
        "\x85",
        "\x1c",
        "\r\n",
        "🇬🇧",
        "漢字",
        "ไทย",
        "é",
        "a.b",
        "1,2",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(AWKWARD, st.sampled_from(" \n_'.a1"))).map("".join)))
def test_counting_word_by_word_says_the_same_as_counting_the_whole(text):
    assert count_words(text) == sum(1 for _ in _words_by_icu(text))


SHAPED = st.sampled_from([chr(point) for point in sorted(_SHAPES)])


@given(
    st.lists(st.one_of(SHAPED, st.sampled_from("a1 .:,;'\"_-é漢ア\u0301😀\u200d")), max_size=12).map("".join)
)
def test_signs_that_are_told_by_their_shape_part_and_join_words_as_icu_says(text):
    assert count_words(text) == sum(1 for _ in _words_by_icu(text))


@pytest.mark.parametrize("context", ["a{}b", "1{}2", "a'{}", "{}.1", "{0}{0}", "_{}_", "({})"])
def test_every_sign_that_is_told_by_its_shape_is_what_icu_takes_it_for(context):
    texts = {point: context.format(chr(point)) for point in _SHAPES}

    assert [
        point for point, text in texts.items() if count_words(text) != sum(1 for _ in _words_by_icu(text))
    ] == []


@given(st.lists(st.one_of(st.text(), AWKWARD, st.sampled_from(" \n_'.a1"))).map("".join), st.data())
def test_the_span_from_a_word_on_ends_with_the_last_word(text, data):
    words = word_spans(text)
    if words:
        number = data.draw(st.integers(0, len(words) - 1))
        span = span_from(text, number)

        assert (span.start, span.end) == (words[number].start, words[-1].end)


@pytest.mark.parametrize("word", ["word", "слово", "λέξη", "كلمة", "שלום", "단어", "word.", "1,000", "naïve"])
def test_four_hundred_words_are_told_from_four_hundred_and_one(word):
    limited = Length(400)

    assert [not signal.spans for signal in limited(Submission(" ".join([word] * 400)))] == [True]
    assert [not signal.spans for signal in limited(Submission(" ".join([word] * 401)))] == [False]


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
