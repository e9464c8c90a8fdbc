"""Every letter of a reading that was made of another one keeps its place in the visible text."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.fold import fold
from civiltongue.text.normalise import readings, unbroken, unstretched
from civiltongue.text.reading import LEFT_OUT

AWKWARD = st.text(alphabet="ab1$ .-*é\u0301\u200bßﬁ🔥")


@given(st.one_of(st.text(), AWKWARD), st.sets(st.integers(0, 40)))
def test_what_is_left_out_leaves_every_other_letter_where_it_was(text, left_out):
    whole = fold(text)
    marked = "".join(LEFT_OUT if at in left_out else sign for at, sign in enumerate(whole.text))

    short = whole.shortened(marked)

    kept = [at for at in range(len(whole.text)) if at not in left_out]
    assert short.text == "".join(whole.text[at] for at in kept)
    assert list(short.offsets) == [*(whole.offsets[at] for at in kept), len(text)]
    for start in range(len(short.text) - 1):
        assert short.is_joined(start, start + 2) == (kept[start + 1] - kept[start] > 1)


@given(st.one_of(st.text(), AWKWARD))
def test_one_offset_is_the_same_as_among_all(text):
    for reading in readings(text):
        for made in (reading, unbroken(reading), unstretched(reading)):
            if made is not None:
                places = range(len(made.text) + 1)
                assert [made.offset(place) for place in places] == list(made.offsets)


def test_a_reading_with_other_letters_keeps_the_places():
    reading = fold("s\u200bo ßo").with_text("xx xxx")

    assert [reading.offset(place) for place in range(7)] == list(reading.offsets) == [0, 2, 3, 4, 4, 5, 6]
