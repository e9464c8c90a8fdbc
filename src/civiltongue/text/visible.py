"""What readers see of a source: safe HTML, its text, and where each letter comes from."""

import re

import nh3

from civiltongue.domain.thread import Format, Rendered
from civiltongue.errors import UnreadableText
from civiltongue.text.hypertext import read_html
from civiltongue.text.layout import BLOCK_TAGS, INLINE_TAGS, lay_out
from civiltongue.text.markdown import read_markdown

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_LAST_WASH = nh3.Cleaner(
    tags={*BLOCK_TAGS, *INLINE_TAGS, "br"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="ugc nofollow noopener",
)


def render(source: str, *, format: Format) -> Rendered:  # noqa: A002
    """Return what a source becomes on the page.

    Markdown is paragraphs, emphasis, links, quotations, lists and code; HTML is taken from
    imports only. Whatever the source, the HTML passes a sanitiser last. Raises UnreadableText.
    """
    check_text(source)
    pieces = read_html(source) if format is Format.HTML else read_markdown(source)
    rendered = lay_out(pieces, length=len(source))
    return Rendered(
        html=_LAST_WASH.clean(rendered.html),
        visible=rendered.visible,
        links=rendered.links,
        source_offsets=rendered.source_offsets,
    )


def check_text(text: str) -> None:
    """Refuse text that holds NUL or half a surrogate pair; raises UnreadableText."""
    match = _UNREADABLE.search(text)
    if match:
        what = "a NUL character" if match[0] == "\x00" else "half a surrogate pair"
        raise UnreadableText(
            f"the text holds {what} at position {match.start()}.",
            where="text",
            hint="Send it as valid UTF-8 without NUL.",
        )
