"""The length of a comment is its words, and what is over the limit is marked."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.length import Length
from civiltongue.domain.evidence import Span, Submission


def test_words_are_counted_and_nothing_is_marked_within_the_limit():
    [signal] = Length(3)(Submission("Fine, thank you!"))

    assert (signal.kind, signal.score, signal.spans) == ("words", 3.0, ())


def test_what_is_over_the_limit_is_marked():
    [signal] = Length(2)(Submission("one two three four."))

    assert signal.score == 4.0
    assert signal.spans == (Span(8, 18),)


def test_a_policy_without_a_limit_marks_nothing():
    [signal] = Length(None)(Submission("word " * 1000))

    assert (signal.score, signal.spans) == (1000.0, ())


@given(st.text(), st.integers(0, 5))
def test_the_mark_lies_inside_the_text(text, limit):
    [signal] = Length(limit)(Submission(text))

    assert all(span.end <= len(text) for span in signal.spans)
    assert bool(signal.spans) == (signal.score > limit)
