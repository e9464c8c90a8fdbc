"""HTML of other systems, read into pieces by what a browser would show."""

import html
import re
from collections.abc import Iterator

import nh3

from civiltongue.text.pieces import Break, Close, Open, Piece, Run, follow

_AS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "tt": "code",
    "a": "a",
    "blockquote": "blockquote",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "pre": "pre",
}
_PARAGRAPHS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "tr", "td", "th", "dl", "dt", "dd"}
    | {
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "center",
    }
)
_KNOWN = {*_AS, *_PARAGRAPHS, "br"}
_MOST_TAGS = 10_000

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>|[^<]+')
_TARGET = re.compile(r' href="([^"]*)"')
_SOURCE_TOKEN = re.compile(r"<[a-zA-Z/!][^<>]*>|&#?\w{1,32};?|.", re.DOTALL)


def read_html(source: str) -> Iterator[Piece]:
    """Yield the pieces of an HTML source.

    A source with more than ten thousand tags is nobody's comment and is shown as it was typed.
    """
    if source.count("<") > _MOST_TAGS:
        yield Run(source, range(len(source)))
        return
    letters, offsets = _letters(source)
    position = 0
    for token in _TOKEN.finditer(_cleaned(source)):
        closing, tag, attributes = token.groups()
        if not tag:
            text = html.unescape(token[0])
            places = follow(text, letters, start=position, end=len(letters))
            yield Run(text, [offsets[place] for place in places])
            position = places[-1] + 1
        elif tag == "br":
            yield Break(offsets[min(position, len(letters) - 1)])
        else:
            target = _TARGET.search(attributes)
            name = _AS.get(tag, "p")
            yield Close(name) if closing else Open(name, html.unescape(target[1]) if target else "")
            if tag == "hr":
                yield Close(name)


def _cleaned(source: str) -> str:
    return nh3.clean(source, tags=_KNOWN, attributes={"a": {"href"}}, link_rel=None)


def _letters(source: str) -> tuple[str, list[int]]:
    """Return the letters that stand in the source outside its tags, and where each of them begins."""
    letters: list[str] = []
    offsets: list[int] = []
    for token in _SOURCE_TOKEN.finditer(source):
        text = token[0]
        if len(text) > 1:
            text = html.unescape(text) if text.startswith("&") else ""
        letters.append(text)
        offsets.extend([token.start()] * len(text))
    letters.append(" ")
    offsets.append(len(source))
    return "".join(letters), offsets
