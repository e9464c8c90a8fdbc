"""How long a comment is, in words of any script."""

from collections.abc import Iterator

from civiltongue.domain.evidence import Signal, Submission
from civiltongue.text.words import count_words, span_from


class Length:
    """Count words, and mark what is over the limit."""

    name = "length"
    version = "1"

    def __init__(self, limit: int | None) -> None:
        """Take the highest number of words that is allowed, None where any is."""
        self._limit = limit

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield the signal ``words``: a count, and one span from the first word too many to the end."""
        count = count_words(submission.text)
        if self._limit is None or count <= self._limit:
            yield Signal("words", float(count))
            return
        yield Signal("words", float(count), (span_from(submission.text, self._limit),))
