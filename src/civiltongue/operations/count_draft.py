"""Count the words of a text that somebody is writing."""

from civiltongue.domain.thread import Format
from civiltongue.text.visible import check_text, render
from civiltongue.text.words import count_words


def count_draft(source: str) -> int:
    """Return the number of words that readers will see of a draft in Markdown.

    Raises BadInput for a text that cannot be posted at all.
    """
    check_text(source)
    return count_words(render(source, format=Format.MARKDOWN).visible)
