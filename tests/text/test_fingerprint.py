"""Near duplicates have near fingerprints; other texts do not."""

import time

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.fingerprint import distance, fingerprint, is_near

NOTICE = (
    "The reading group meets on the first Tuesday of every month in the back room of the library, "
    "and new readers are welcome to come along without having finished the book."
)


def test_the_same_words_have_the_same_fingerprint_whatever_their_dress():
    assert fingerprint(NOTICE) == fingerprint(NOTICE.upper().replace(",", " –"))


def test_a_changed_word_moves_it_a_little_and_another_text_a_lot():
    changed = NOTICE.replace("Tuesday", "Thursday")
    other = (
        "I was there last night, and the roof of the old market hall leaks in at least four places by now."
    )

    assert distance(fingerprint(NOTICE), fingerprint(changed)) <= 12
    assert distance(fingerprint(NOTICE), fingerprint(other)) > 16


def test_it_is_the_same_in_every_process():
    assert fingerprint("the ferry is late") == 7352706465379342866


def test_a_text_without_words_has_none():
    assert fingerprint("") == fingerprint("…!?") == 0


def test_a_megabyte_takes_seconds():
    began = time.process_time()

    fingerprint("many words " * 100_000)

    assert time.process_time() - began < 5


@given(st.text())
def test_it_fits_in_64_bits(text):
    assert 0 <= fingerprint(text) < 1 << 64


@given(
    st.lists(
        st.sampled_from(["we", "meet", "at", "the", "bridge", "on", "tuesday", "and", "read", "a", "book"]),
        max_size=12,
    )
)
def test_a_near_fingerprint_is_told_without_working_out_the_whole(words):
    text = " ".join(words)
    own = fingerprint(text)

    assert is_near(text, [own ^ 0b111 << 20], bits=3)
    assert not is_near(text, [own ^ 0b1111 << 20, own ^ 0b1111 << 60], bits=3)
    assert is_near(text, [own ^ 1 << 63, ~own & (1 << 64) - 1], bits=3)
