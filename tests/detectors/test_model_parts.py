"""The parts of the model that need no weights: readings, pieces of words, hashed features, windows, spans."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.model import evidence_spans, joined
from civiltongue.detectors.model_linear import BUCKETS, FORM, Counted, FastTier, Linear, Look, features, form
from civiltongue.detectors.model_network import Answer, windows
from civiltongue.detectors.model_reading import model_reading, model_readings
from civiltongue.detectors.model_words import Words
from civiltongue.domain.evidence import Span

WORDS = Words(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##kind", "kind", "!", "bridge", "##s"])


def an_answer(places, evidence):
    return Answer(np.zeros(1, np.float32), np.array(evidence, np.float32), places, np.zeros(1, np.float32))


def fast_tier(*, look=0.0, spam_rarity=1.0):
    some = np.random.default_rng(1).normal(size=(BUCKETS, 3)).astype(np.float16)
    rarity = np.ones(BUCKETS, np.float16)
    zeros, ones = np.zeros(FORM, np.float32), np.ones(FORM, np.float32)
    return FastTier(
        Linear(some[:, :2], np.array([-1.0, 2.0], np.float32), rarity),
        Linear(some[:, 2:], np.array([0.5], np.float32), rarity * np.float16(spam_rarity)),
        Look(zeros, ones, look * ones),
        spam=1,
    )


def test_addresses_and_mentions_are_read_as_one_word_each():
    assert model_reading("See https://council.example/a?b=c, @wren!").text == "see url user!"


def test_an_emoji_is_read_by_its_name_and_once_in_a_row():
    assert model_reading("No 🌧🌧").text.split() == ["no", "cloud", "with", "rain"]


def test_a_disguised_word_has_a_reading_that_undoes_it():
    assert [reading.text for reading in model_readings("d4mn bridge")] == ["d4mn bridge", "damn bridge"]


@given(st.text())
def test_every_reading_knows_where_each_letter_is(text):
    for reading in model_readings(text):
        assert len(reading.offsets) == len(reading.text) + 1
        assert all(0 <= offset <= len(text) for offset in reading.offsets)


def test_words_are_cut_into_the_longest_pieces_from_the_left():
    pieces = WORDS.pieces("unkind bridges!")

    assert pieces.ids == (4, 5, 8, 9, 7)
    assert pieces.places == ((0, 2), (2, 6), (7, 13), (13, 14), (14, 15))


def test_a_word_with_a_part_that_the_vocabulary_lacks_is_unknown_as_a_whole():
    assert WORDS.pieces("bridgework kind").ids == (1, 6)


@given(st.text())
def test_pieces_stand_in_order_inside_the_text(text):
    places = WORDS.pieces(text).places

    assert all(start < end <= len(text) for start, end in places)
    assert list(places) == sorted(places)


def test_the_same_text_has_the_same_features_each_time():
    assert features("a fine bridge").tolist() == features("a fine bridge").tolist()
    assert max(features("a fine bridge")) < BUCKETS


def test_a_text_without_words_scores_the_bias():
    assert fast_tier()(model_reading("   ")).tolist() == [-1.0, 0.5]


def test_weights_are_of_length_one_and_rare_features_count_more():
    words = Counted.of("damn damn damn damn")
    rarity = np.ones(BUCKETS, np.float16)
    rarity[words.buckets[0]] = 3.0

    plain, rare = words.weighed(np.ones(BUCKETS, np.float16)), words.weighed(rarity)

    assert float(plain @ plain) == pytest.approx(1.0)
    assert float(rare @ rare) == pytest.approx(1.0)
    assert rare[0] / rare[1] == pytest.approx(3.0 * plain[0] / plain[1], rel=1e-3)


def test_how_often_a_text_is_said_changes_nothing_of_its_score():
    twice, often = (fast_tier()(model_reading("a fine bridge " * times))[0] for times in (2, 40))

    assert twice == pytest.approx(often, abs=0.05)


def test_advertising_has_words_of_its_own_and_counts_what_a_text_looks_like():
    reading = model_reading("SEE WWW.EXAMPLE.TEST!")

    plain, looked_at, wordless = (
        tier(reading) for tier in (fast_tier(), fast_tier(look=1.0), fast_tier(spam_rarity=0.0))
    )

    assert looked_at[0] == plain[0] == wordless[0]
    assert looked_at[1] > plain[1]
    assert wordless[1] == 0.5


def test_what_a_text_looks_like_counts_only_so_far():
    look = Look(np.zeros(FORM, np.float32), np.full(FORM, 1e-3, np.float32), np.ones(FORM, np.float32))

    assert look("SEE! " * 90) <= 3.0 * FORM


def test_a_text_s_form_tells_shouting_addresses_and_lines():
    shout, quiet = form("SEE WWW.EXAMPLE.TEST!\n1"), form("see this")

    assert all(shout > quiet)
    assert np.isfinite(form("")).all()


@pytest.mark.parametrize("count", [0, 1, 126, 127, 500, 1_000, 5_000])
def test_windows_overlap_and_are_at_most_ten(count):
    found = windows(count)

    assert found[0][0] == 0
    assert len(found) <= 10
    assert all(end - start <= 126 for start, end in found)
    assert all(second[0] < first[1] for first, second in pairwise(found))
    if count <= 1_000:
        assert found[-1][1] == count


def test_evidence_is_whole_words_of_the_visible_text():
    reading = model_reading("You UN\u200bKIND bridge")
    pieces = WORDS.pieces(reading.text)
    evidence = [2.0 if place[0] == 6 else -2.0 for place in pieces.places]

    found = evidence_spans(an_answer(pieces.places, evidence), reading, threshold=0.0, reach=9.0)

    assert found == [Span(4, 11)]


@pytest.mark.parametrize(
    ("logits", "found"),
    [
        ((-3.0, -2.5, -4.0), ["unkind"]),
        ((0.1, 0.5, 0.3), ["you", "unkind", "bridge"]),
        ((-1.0, 4.0, 3.5), ["unkind", "bridge"]),
        ((-1.0, 4.0, 0.5), ["unkind"]),
    ],
)
def test_the_strongest_word_is_evidence_always_and_others_where_they_come_near_it(logits, found):
    reading = model_reading("you unkind bridge")
    pieces = WORDS.pieces(reading.text)
    words = {"you": logits[0], "unkind": logits[1], "bridge": logits[2]}
    evidence = [
        next(
            logit
            for word, logit in words.items()
            if reading.text.find(word) <= start < reading.text.find(word) + len(word)
        )
        for start, _ in pieces.places
    ]

    spans = evidence_spans(an_answer(pieces.places, evidence), reading, threshold=0.0, reach=1.0)

    assert ["you unkind bridge"[span.start : span.end] for span in spans] == found


def test_spans_with_one_sign_between_them_are_one():
    assert joined([Span(5, 9), Span(0, 4), Span(12, 14)]) == (Span(0, 9), Span(12, 14))
